// Boxes to tick in the plan of a move. The ticks are kept in this browser only, from the first one on.
const plan = document.querySelector("[data-plan]");
const NAME = `plan ${plan.dataset.plan}`;
const keyOf = (line) => `${line.closest("section").id} ${line.dataset.key}`;

function stored() {
  try {
    const keys = JSON.parse(localStorage.getItem(NAME));
    return new Set(Array.isArray(keys) ? keys : []);
  } catch {
    return new Set();
  }
}

function store(keys) {
  try {
    if (keys.size) localStorage.setItem(NAME, JSON.stringify([...keys]));
    else localStorage.removeItem(NAME);
  } catch {
    // They hold for this page.
  }
}

const done = stored();
for (const line of plan.querySelectorAll(".plan > li")) {
  const label = line.querySelector("h3, h4, strong").textContent.replaceAll(/[\u00ad\u2060]/g, "").trim();
  const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "tick", ariaLabel: label });
  box.checked = done.has(keyOf(line));
  box.addEventListener("change", () => {
    done[box.checked ? "add" : "delete"](keyOf(line));
    store(done);
  });
  line.prepend(box);
}
for (const note of plan.querySelectorAll("[data-ticks]")) note.hidden = false;
