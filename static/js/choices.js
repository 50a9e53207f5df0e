// Choices of admin that can be searched: Select2 leaves them without a name, and they get that of their label.
function nameSelect2(select, label) {
  label.id ||= `label-of-${select.id}`;
  const selection = select.nextElementSibling.querySelector(".select2-selection");
  const value = selection.querySelector(".select2-selection__rendered");
  selection.setAttribute("aria-labelledby", `${label.id} ${value.id}`.trim());
  for (const part of selection.querySelectorAll("[role=textbox], .select2-search__field")) {
    part.setAttribute("aria-labelledby", label.id);
  }
}

// Where many are chosen, each goes by its own sign: that for all would stand in a list without being part of it.
for (const select of document.querySelectorAll("select[multiple][data-allow-clear]")) select.dataset.allowClear = "false";

// After those of Select2, which are made when jQuery finds the page ready.
window.django.jQuery(() => setTimeout(() => {
  for (const select of document.querySelectorAll(".select2-hidden-accessible")) {
    if (select.labels.length) nameSelect2(select, select.labels[0]);
  }
}));
