// The switch in the footer. The choice lives in local storage under the name that Django's admin uses
// too, so that both follow it. Without storage it holds for this page only.

const choices = document.querySelector("[data-themes]");
const buttons = choices.querySelectorAll("button");

function stored() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Nothing to keep it in.
  }
}

function show(theme) {
  const chosen = theme === "light" || theme === "dark" ? theme : "auto";
  if (chosen === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === chosen));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    store(button.value);
    show(button.value);
  });
}
show(stored());
choices.hidden = false;
// A page that comes back from the browser's history keeps its old theme otherwise.
addEventListener("pageshow", (event) => {
  if (event.persisted) show(stored());
});
