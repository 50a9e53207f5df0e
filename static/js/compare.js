// Keeps the roles that are ticked for comparing, from page to page while the tab is open.
// Nothing is stored before a box is ticked. Without this script, a page's form sends its own ticks.
const NAME = "compare";
const CLOSED = "compare-closed"; // stored while the bar is put away
const MOST = 4;
const bar = document.querySelector("form#compare");
const fold = bar?.querySelector("details");
let chosen = []; // of {slug, title, lang}, in the order they were ticked in

const boxes = () => [...document.querySelectorAll(".pick input")];
const isChosen = (slug) => chosen.some((role) => role.slug === slug);

function roleOf(box) {
  const title = box.parentElement.querySelector("[lang]");
  return { slug: box.value, title: title.textContent, lang: title.lang };
}

// The roles that the address of this page names, if it is one that compares.
function named() {
  return [...document.querySelectorAll("[data-compared]")].map((link) => ({
    slug: link.dataset.compared,
    title: link.textContent,
    lang: link.querySelector("[lang]")?.lang ?? document.documentElement.lang,
  }));
}

// The stored selection, or null.
function storedSelection() {
  try {
    const parsed = JSON.parse(sessionStorage.getItem(NAME));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function storeSelection() {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(chosen));
  } catch {
    // The choice holds for this page.
  }
}

// Whether the bar is put away: asked, or, with a value, stored.
function isClosed(value) {
  try {
    if (value) sessionStorage.setItem(CLOSED, "1");
    else if (value === false) sessionStorage.removeItem(CLOSED);
    return sessionStorage.getItem(CLOSED) !== null;
  } catch {
    return false;
  }
}

function start() {
  for (const button of bar?.querySelectorAll("[type=reset]") ?? []) button.hidden = false;
  if (fold && isClosed()) fold.open = false;
  const stored = storedSelection();
  const here = named();
  const ticked = boxes().filter((box) => box.checked).map(roleOf);
  if (here.length) {
    chosen = here;
    if (stored) storeSelection();
  } else if (bar?.hasAttribute("data-named")) {
    chosen = ticked;
    if (stored) storeSelection();
  } else {
    chosen = stored ?? ticked;
  }
  show();
}

function show(message = "") {
  for (const box of boxes()) {
    box.checked = isChosen(box.value);
    if (box.checked) Object.assign(chosen.find((role) => role.slug === box.value), roleOf(box));
  }
  if (!bar) return;
  bar.querySelector("ul").replaceChildren(...chosen.map(chip));
  bar.querySelector("output").textContent = message;
  bar.querySelector(".number").textContent = chosen.length;
  if (message) fold.open = true;
  bar.toggleAttribute("data-on", chosen.length > 0);
}

function chip(role) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "rm", value: role.slug });
  const remove = Object.assign(document.createElement("span"), { className: "vh", textContent: `${bar.dataset.remove}: ` });
  const title = Object.assign(document.createElement("span"), { lang: role.lang, textContent: role.title });
  const cross = Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" });
  button.append(remove, title, cross);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function remove(slug) {
  chosen = chosen.filter((role) => role.slug !== slug);
  storeSelection();
  show();
}

function clear() {
  chosen = [];
  storeSelection();
  show();
}

document.addEventListener("change", ({ target: box }) => {
  if (!box.matches(".pick input")) return;
  if (!box.checked) {
    remove(box.value);
  } else if (chosen.length >= MOST) {
    show(bar.dataset.full);
  } else {
    if (!isChosen(box.value)) chosen.push(roleOf(box));
    storeSelection();
    show();
  }
});

// A page whose address names roles is left for one that names none.
bar?.addEventListener("reset", (event) => {
  event.preventDefault();
  clear();
  if (bar.hasAttribute("data-named")) location.href = bar.action;
  else document.querySelector("#main").focus();
});

fold?.addEventListener("toggle", () => isClosed(!fold.open));

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-clear-compared]")) clear();
});

bar?.addEventListener("click", ({ target }) => {
  const button = target.closest(".rm");
  if (!button) return;
  remove(button.value);
  (bar.querySelector(".rm") ?? document.querySelector("#main")).focus();
});

bar?.addEventListener("submit", (event) => {
  event.preventDefault();
  const ticked = [...bar.querySelectorAll("input[type=hidden]")].map((input) => [input.name, input.value]);
  const roles = chosen.map((role) => ["role", role.slug]);
  location.href = `${bar.action}?${new URLSearchParams([...roles, ...ticked])}`;
});

addEventListener("pageshow", (event) => event.persisted && start());
start();
