// Blocking, in <head>: the chosen theme is set before anything is painted.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // No storage (blocked by the browser): the page follows the device.
}
