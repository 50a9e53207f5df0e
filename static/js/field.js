// A form of admin whose address names a field, e.g. #id_summary_pl: shows it, in the tab of its language. The tabs are
// made when jQuery finds the page ready, which may be after it has loaded.
(window.jQuery ?? django.jQuery)(() => setTimeout(() => {
  const field = document.getElementById(location.hash.slice(1));
  if (!field) return;
  for (let part = field.parentElement; part; part = part.parentElement) {
    if (part.matches("details")) part.open = true;
    if (part.matches(".ui-tabs-panel")) document.querySelector(`a[href="#${CSS.escape(part.id)}"]`)?.click();
  }
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}));
