// The forms of admin: nothing is lost by leaving, what is wrong is a click away, every control has a name, rows are moved
// with the keyboard, and new rows come by themselves. Without this script the forms work as Django's.
const $ = window.django.jQuery;
const form = document.querySelector("#content-main > form");
const words = document.currentScript.dataset;

// What the form would send, but for the rows that come by themselves.
const values = () => JSON.stringify([...new FormData(form)].filter(([name]) => !name.endsWith("-TOTAL_FORMS")));

// --- Leaving ---

function guard() {
  const before = document.querySelector(".errornote") ? null : values();
  let isLeaving = false;
  form.addEventListener("submit", () => { isLeaving = true; });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && values() !== before) event.preventDefault();
  });
}

// --- What is wrong, or named by the address of the page ---

function reveal(target) {
  for (let place = target.parentElement; place; place = place.parentElement) {
    if (place.matches("details")) place.open = true;
    if (place.matches(".ui-tabs-panel")) document.querySelector(`.ui-tabs-nav [aria-controls="${CSS.escape(place.id)}"]`)?.click();
  }
  const shown = target.matches(".select2-hidden-accessible") ? target.parentElement.querySelector(".select2-selection") : target;
  const isControl = shown.matches("input, select, textarea, .select2-selection");
  if (!isControl) shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
  shown.scrollIntoView({ block: isControl ? "center" : "start" }); // a section may be higher than the window
}

function linkProblems() {
  for (const link of document.querySelectorAll(".problem-links a")) {
    link.addEventListener("click", (event) => {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      reveal(target);
    });
  }
}

// --- Names for who does not see the form ---

// The label of a field, in a table the heading of its column.
function labelOf(control) {
  const cell = control.closest("td");
  if (control.labels.length || !cell) return control.labels[0];
  const headings = [...cell.closest("table").tHead.rows[0].cells];
  return headings.at(cell.cellIndex - cell.parentElement.cells.length); // from the end: the first one spans two columns
}

// Select2, modeltranslation and Django's tables leave some of their controls without a name.
function nameControls() {
  for (const sign of form.querySelectorAll(".help-tooltip")) sign.setAttribute("role", "img");
  for (const part of form.querySelectorAll("p.datetime input")) {
    const field = part.closest("div").querySelector("label, legend");
    part.ariaLabel = `${field.textContent} ${part.previousSibling.textContent}`.replaceAll(/\s+/g, " ").trim();
  }
  const choice = document.getElementById("modeltranslation-main-switch");
  if (choice) choice.ariaLabel = words.language;
  for (const control of form.querySelectorAll("select, td :is(input:not([type=hidden]), textarea)")) {
    const label = labelOf(control);
    if (!label) continue;
    label.id ||= `label-of-${control.id}`;
    if (!control.labels.length) control.setAttribute("aria-labelledby", label.id);
    if (control.matches(".select2-hidden-accessible")) nameSelect2(control, label); // of choices.js
  }
}

// --- Moving rows ---

const ROW = ".inline-related.has_original, tr.has_original";

class Rows {
  constructor(list) {
    this.list = list;
    this.words = list.closest(".inline-section").dataset;
    this.status = document.createElement("div");
    this.status.className = "row-status";
    this.status.setAttribute("role", "status");
    list.closest(".inline-section").append(this.status);
    for (const row of this.rows) this.addButtons(row);
    list.addEventListener("keydown", (event) => this.onKey(event));
  }

  get rows() { return [...this.list.querySelectorAll(ROW)]; }

  addButtons(row) {
    const place = row.querySelector(".sort");
    if (!place) return;
    for (const icon of place.querySelectorAll("i")) {
      const label = this.words[icon.matches(".move-begin") ? "first" : "last"];
      Object.assign(icon, { tabIndex: 0, title: label, ariaLabel: label });
      icon.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        icon.click();
      });
      icon.addEventListener("click", () => setTimeout(() => { this.announce(row); icon.focus(); }));
    }
    for (const [direction, sign] of [["up", "↑"], ["down", "↓"]]) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: `move-${direction}`, title: this.words[direction], textContent: sign });
      button.setAttribute("aria-label", this.words[direction]);
      button.addEventListener("click", () => { this.move(row, direction); button.focus(); });
      place.prepend(button);
    }
    place.prepend(place.querySelector(".move-up"));
  }

  onKey(event) {
    const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const isChoice = event.target.matches("select, .select2-selection, [role=searchbox]");
    const row = event.target.closest(ROW);
    if (!direction || !event.altKey || isChoice || !row) return;
    event.preventDefault();
    this.move(row, direction);
    event.target.focus();
  }

  move(row, direction) {
    const { rows } = this;
    const other = rows[rows.indexOf(row) + (direction === "up" ? -1 : 1)];
    if (other) {
      other.insertAdjacentElement(direction === "up" ? "beforebegin" : "afterend", row);
      this.rows.forEach((moved, n) => { moved.querySelector("input._reorder_").value = n + 1; });
    }
    this.announce(row);
  }

  announce(row) {
    const place = this.rows.indexOf(row) + 1;
    this.status.textContent = this.words.place.replace("{place}", place).replace("{count}", this.rows.length);
    row.scrollIntoView({ block: "nearest" });
  }
}

// --- New rows ---

// The tab of the reader's own language is open in new rows, too: modeltranslation asks its own switch which one.
function openOwnLanguage() {
  const choice = document.getElementById("modeltranslation-main-switch");
  const own = choice && [...choice.options].find((option) => option.text === document.documentElement.lang);
  if (own) choice.value = own.value;
}

// Whoever writes in the last new row of a section finds another one below it.
function addRowsByThemselves() {
  $(form).on("input change", ".inline-group", ({ target, currentTarget }) => {
    const row = target.closest(".inline-related:not(.tabular), tr.form-row");
    if (!row || row.matches(".has_original, .empty-form") || target.type === "hidden" || !target.value) return;
    const next = row.nextElementSibling;
    if (next && next.matches(".empty-form")) currentTarget.querySelector(".add-row a")?.click();
  });
}

// A letter typed on a closed choice opens it, and is what is looked for.
function typeToChoose() {
  form.addEventListener("keydown", (event) => {
    const selection = event.target.closest?.(".select2-selection--single");
    if (!selection || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
    const select = selection.closest(".select2-container").previousElementSibling;
    $(select).select2("open");
    event.stopPropagation();
  }, true);
}

// The tabs are made when jQuery finds the page ready, which may be after it has loaded.
(window.jQuery ?? $)(() => setTimeout(() => {
  openOwnLanguage();
  nameControls();
  document.addEventListener("formset:added", () => setTimeout(nameControls)); // after Select2
  linkProblems();
  const named = document.getElementById(location.hash.slice(1));
  if (named) reveal(named);
  for (const list of document.querySelectorAll(".inline-section fieldset.sortable")) new Rows(list);
  addRowsByThemselves();
  typeToChoose();
  guard();
}));
