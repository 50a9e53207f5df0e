// The translating page: each text is saved by itself, only what was touched is unsaved, and all of it goes by keys.
// Without this script the page is a plain form.
const page = document.querySelector(".translating");
const form = page.querySelector("form");
const failure = form.querySelector(".failure");
const rows = () => [...form.querySelectorAll(".text-row")];
const inputOf = (row) => row.querySelector("textarea, input[type=text]");
const isUnsaved = (row) => inputOf(row).value !== inputOf(row).defaultValue || row.matches(".errors");
const unsaved = () => rows().filter(isUnsaved);

// --- Saving ---

function tell(message) {
  failure.textContent = message;
  failure.hidden = !message;
  if (message) failure.scrollIntoView({ block: "nearest" });
}

// What is sent of some rows: their texts, and what they were opened with.
function dataOf(some, extra) {
  const data = new FormData();
  for (const input of form.querySelectorAll("[name=csrfmiddlewaretoken], [name=as]:checked")) data.append(input.name, input.value);
  for (const input of some.flatMap((row) => [inputOf(row), row.querySelector("input[type=hidden]")])) data.append(input.name, input.value);
  for (const [name, value] of Object.entries(extra)) data.append(name, value);
  return data;
}

// Sends rows, and shows them as the server has them now. Other rows stay as they are, with all that was typed.
// What is typed while it is being sent stays, too. Returns the page that the server leads to, or nothing if it failed.
async function send(some, extra = {}) {
  const sent = new Map(some.map((row) => [row.id, inputOf(row).value]));
  let response, answer;
  form.ariaBusy = "true";
  try {
    response = await fetch(form.action, { method: "POST", body: dataOf(some, extra) });
    answer = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return tell(form.dataset.failed);
  } finally {
    form.ariaBusy = "false";
  }
  if (!answer.querySelector(".translating form")) {
    if (extra.next === undefined || !response.ok) return tell(response.status < 500 ? form.dataset.refused : form.dataset.failed);
    return response;
  }
  for (const [id, text] of sent) replace(id, answer, text);
  form.querySelector(".progress").replaceWith(answer.querySelector(".progress"));
  const problems = answer.querySelector(".problem-links li");
  if (preview && !preview.hidden) showPreview();
  tell(response.ok ? "" : answer.querySelector(".messagelist .error")?.textContent ?? form.dataset.failed);
  return response.ok && !problems ? response : undefined;
}

function replace(id, answer, text) {
  const row = document.getElementById(id), other = answer.getElementById(id);
  if (!other) return;
  const input = inputOf(row), hasFocus = row.contains(document.activeElement);
  const typed = input.value === text ? null : input.value; // meanwhile
  row.replaceWith(other);
  if (typed !== null) inputOf(other).value = typed;
  if (hasFocus) inputOf(other).focus();
  show(other);
}

async function saveAll(isNext) {
  const some = unsaved();
  if (!some.length && !isNext) return;
  const response = await send(some, isNext ? { next: "" } : {});
  if (response && isNext && !unsaved().length) location.assign(response.url);
  else if (!response) document.querySelector(".text-row.errors")?.scrollIntoView({ block: "center" });
}

async function saveRow(row) {
  const id = row.id;
  if (isUnsaved(row) && !(await send([row]))) return;
  go(document.getElementById(id), 1);
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  event.preventDefault();
  const row = button?.closest(".text-row");
  if (row) return void send([row], { [button.name]: button.value });
  saveAll(button?.name === "next");
});

// --- Leaving, and what is unsaved ---

const show = (row) => row.querySelector(".translation").classList.toggle("is-unsaved", isUnsaved(row));
form.addEventListener("input", (event) => {
  const row = event.target.closest(".text-row");
  if (row) show(row);
});
addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});

// --- Keys ---

// Goes to the next text that is to do in a direction, or to the next one of all if nothing is.
function go(from, step) {
  const all = rows(), place = all.indexOf(from);
  const ahead = step > 0 ? all.slice(place + 1) : all.slice(0, Math.max(place, 0)).reverse();
  const target = ahead.find((row) => row.matches(".to-do, .errors")) ?? (all.some((row) => row.matches(".to-do")) ? null : ahead[0]);
  if (!target) return;
  inputOf(target).focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// Puts a term where the cursor is, with a space before it if it would touch a word.
function insert(row, text) {
  const input = inputOf(row), before = input.value.slice(0, input.selectionStart);
  input.focus();
  const isBeginning = !before || /[.!?]\s+$|\n$/.test(before);
  const term = isBeginning || /^\p{Lu}\p{Lu}/u.test(text) ? text : text[0].toLowerCase() + text.slice(1);
  input.setRangeText((/[\p{L}\p{N},;:.]$/u.test(before) ? " " : "") + (row.matches(".is-name") ? text : term), input.selectionStart, input.selectionEnd, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// The terms one after the other, each time another one, those first that the text does not have.
function insertNext(row) {
  const terms = [...row.querySelectorAll(".insert")].map((button) => button.textContent);
  const text = inputOf(row).value.toLowerCase();
  const term = terms.find((one) => !text.includes(one.toLowerCase()));
  if (term) insert(row, term);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest(".insert");
  if (button) insert(button.closest(".text-row"), button.textContent);
});

addEventListener("keydown", (event) => {
  const row = document.activeElement?.closest(".text-row");
  const { key, ctrlKey, metaKey, altKey } = event, isCommand = ctrlKey || metaKey;
  if (isCommand && key.toLowerCase() === "s") saveAll(false);
  else if (altKey && !isCommand && ["ArrowDown", "ArrowUp"].includes(key)) go(row, key === "ArrowDown" ? 1 : -1);
  else if (!row) return;
  else if (key === "Enter" && (isCommand || document.activeElement.matches("input[type=text]"))) saveRow(row);
  else if (key === "F2") insertNext(row);
  else if (key === "F4" && row.querySelector("[name=mark]")) send([row], { mark: row.id }).then((done) => done && go(document.getElementById(row.id), 1));
  else return;
  event.preventDefault();
});

// --- The reader's page ---

const link = page.querySelector(".reader-page"), preview = page.querySelector(".preview");
const isWide = matchMedia("(min-width: 1100px)"); // there is room for it; else the link opens a tab of its own
link?.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !isWide.matches) return;
  event.preventDefault();
  const words = link.textContent;
  if (!preview.hidden) preview.hidden = true;
  else if (!(await showPreview())) return void open(link.href);
  link.textContent = link.dataset.hide;
  link.dataset.hide = words;
});

// The page as readers have it, without its scripts. Its links open outside of the preview.
async function showPreview() {
  const response = await fetch(link.href).catch(() => null);
  if (!response?.ok) return false;
  const other = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const script of other.querySelectorAll("script, link[rel*=preload]")) script.remove();
  for (const one of other.querySelectorAll("a[href]")) {
    const address = one.getAttribute("href");
    if (!address.startsWith("#")) Object.assign(one, { href: new URL(address, response.url), target: "_blank" });
  }
  const place = preview.contentWindow?.scrollY ?? 0;
  preview.addEventListener("load", () => preview.contentWindow.scrollTo(0, place), { once: true });
  preview.srcdoc = `<!doctype html>${other.documentElement.outerHTML}`;
  preview.hidden = false;
  return true;
}

for (const row of rows()) show(row);
const first = document.getElementById(location.hash.slice(1)) ?? form.querySelector(".text-row.errors, .text-row.to-do");
if (first?.matches(".text-row")) inputOf(first).focus();
