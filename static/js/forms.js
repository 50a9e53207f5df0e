// A page that comes back from the browser's history shows what its address asks for: so do its forms, whatever was
// ticked or typed since. The boxes for comparing are kept by compare.js.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of document.querySelectorAll("form:not(#compare)")) form.reset();
});
