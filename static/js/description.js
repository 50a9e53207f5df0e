// The builder of job descriptions: a live preview, advice while one types, and drafts that stay in this browser. Without
// it the form is sent to the server, which answers with the same page. What is chosen stands in the address; what is
// typed stands in its fragment, which is never sent, and in local storage.
const LONGEST_LINK = 8_000; // characters
const MOST_SENT = 256 * 1024; // bytes
const PAUSE = 300; // milliseconds without a keystroke before the address is written
const MOST_MUST = 10;
const MOST_IN_A_LIST = 12;
const LONGEST_LINE = 1_000; // characters
const CODES = ["en", "fi", "nb", "pl"];
const LISTS = ["about", "duties", "must", "nice", "experience", "tools", "metrics", "growth", "practices"];
const SKILLS = ["must", "nice"];
const BULLETS = ["duties", "tools", "metrics"];
const CHECKED = ["duties", "tools", "metrics", "practices"];
const FACTS = ["employer", "place", "contract", "pay"];
const NOTE_LINES = 4;
const MOST_ON_A_LINE = 10; // links
const [TITLE, SECTION, QUESTION] = ["h3", "h4", "h5"];
const OWN = /^(?:own|say)\.(?:en|fi|nb|pl)\.[a-z0-9]{1,30}$/;
const PAGE = /^\/[a-z]{2}(\/(?:roles\/[-\w]+|compare)\/description\/)$/;

const form = document.querySelector("#builder");
const preview = document.querySelector("#preview");
const status = form.querySelector("[data-status]");
const texts = JSON.parse(form.dataset.texts);
const languages = form.dataset.languages.split(" ");
const webAddress = new RegExp(`(${texts.address})`, "g");
// What the document ends with is the server's: sources, and what their licences ask for.
const footer = [...preview.children].slice(preview.children.length - Number(preview.dataset.footer));
let timer = 0;
let isChanged = false; // looking at a page stores nothing
let isLeaving = false; // for a draft that is stored already

// --- What is chosen, as an address has it -----------------------------------------------------

const listElement = (name) => form.querySelector(`[data-list="${SKILLS.includes(name) ? "skills" : name}"]`);
const rowsOf = (name) => [...(listElement(name)?.children ?? [])].filter((row) => listOf(row) === name);
const parts = () => [...form.querySelectorAll("#parts > [data-part]")];
const chosenParts = () => parts().filter((part) => part.querySelector("[name=part]").checked).map((part) => part.dataset.part);
const kind = () => form.elements.kind.value;

// The list that an item is chosen for, "" if for none.
function listOf(row) {
  const choice = row.querySelector(".row select, .row input");
  if (choice.type === "checkbox") return choice.checked ? choice.name : "";
  return choice.value === "out" ? "" : choice.value;
}

function pickOf(row) {
  const pieces = [...row.querySelectorAll("[name=piece]")];
  const { key } = row.dataset;
  if (pieces.every((piece) => piece.checked === piece.hasAttribute("data-default"))) return key;
  const ticked = pieces.filter((piece) => piece.checked).map((piece) => piece.value.split("-")[1]);
  return ticked.length ? [key, ...ticked].join("-") : `${key}-`;
}

function defaultOf(name) {
  const all = (listElement(name)?.dataset.default ?? "-").split(" ");
  return all[name === "nice" ? 1 : 0];
}

function query() {
  const parameters = new URLSearchParams();
  for (const role of new URL(form.action).searchParams.getAll("role")) parameters.append("role", role);
  if (form.elements.in.value !== document.documentElement.lang) parameters.set("in", form.elements.in.value);
  if (form.elements.with.value) parameters.set("with", form.elements.with.value);
  if (kind() !== "description") parameters.set("kind", kind());
  const order = form.dataset.order.split(" ").filter((name) => parts().some((part) => part.dataset.part === name));
  const chosen = chosenParts().join(".");
  if (chosen !== order.join(".")) parameters.set("parts", chosen || "-");
  for (const name of LISTS) {
    const picked = rowsOf(name).map(pickOf).join(".") || "-";
    if (picked !== defaultOf(name)) parameters.set(name, picked);
  }
  if (!form.elements.sources.checked) parameters.set("sources", "0");
  return parameters.size ? `?${parameters}` : "";
}

// --- What is typed ----------------------------------------------------------------------------

// A field that was only opened still has what it would replace.
const isAsIs = (field) => field.value === field.dataset.original;
const ownFields = () => [...form.elements].filter((field) => OWN.test(field.name) && !isAsIs(field));
const ownWords = () => Object.fromEntries(ownFields().filter((field) => field.value.trim()).map(({ name, value }) => [name, value]));
const isFilled = (own) => Object.keys(own ?? {}).length > 0;
const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

function typed(name) {
  const field = form.elements[name];
  return field && !isAsIs(field) ? field.value.trim() : "";
}

// The text of a field in a language, or in another one that it was typed in.
function fact(name, language) {
  const code = [language, ...CODES].find((one) => typed(`own.${one}.${name}`));
  return code ? { lang: code, text: typed(`own.${code}.${name}`) } : null;
}

function fill(own) {
  for (const [name, value] of Object.entries(own)) {
    if (!OWN.test(name) || typeof value !== "string") continue;
    const field = form.elements[name];
    if (field) {
      field.value = value;
      const folded = field.closest("details");
      if (folded) folded.open = true;
    } else {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  }
}

function wordsOfFragment() {
  return Object.fromEntries([...new URLSearchParams(location.hash.slice(1))].filter(([name]) => OWN.test(name)));
}

// --- The address and the browser's storage ----------------------------------------------------

function address(own = ownWords()) {
  const fragment = isFilled(own) ? `#${new URLSearchParams(own)}` : "";
  return `${location.origin}${location.pathname}${query()}${fragment}`;
}

// One draft for each page, whatever its language.
function storageName(path = location.pathname, search = location.search) {
  const roles = new URLSearchParams(search).getAll("role");
  return ["description", PAGE.exec(path)[1], ...roles].join(" ");
}
const earlierName = (name) => `earlier ${name}`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    if (draft) localStorage.setItem(name, JSON.stringify(draft));
    else localStorage.removeItem(name);
  } catch {
    // It is kept as long as the page is open.
  }
}

// Puts a draft aside that another one takes the place of.
function putAside(name, own) {
  const stored = read(name);
  if (isFilled(stored?.own) && JSON.stringify(stored.own) !== JSON.stringify(own)) write(earlierName(name), stored);
}

function keep() {
  if (isLeaving || !isChanged) return;
  const own = ownWords();
  const search = query();
  write(storageName(), isFilled(own) || search !== roleQuery() ? { query: search, own } : null);
  const whole = address(own);
  history.replaceState(null, "", whole.length > LONGEST_LINK ? address({}) : whole);
  for (const link of document.querySelectorAll(".langs a")) link.href = link.href.split(/[?#]/)[0] + inLanguage(link.lang);
}

// The query of the same choices on the page in another language, whose document stays in its own.
function inLanguage(code) {
  const parameters = new URLSearchParams(query());
  parameters.delete("in");
  if (form.elements.in.value !== code) parameters.set("in", form.elements.in.value);
  return parameters.size ? `?${parameters}` : "";
}

function roleQuery() {
  const roles = new URL(form.action).searchParams.getAll("role").map((role) => ["role", role]);
  return roles.length ? `?${new URLSearchParams(roles)}` : "";
}

// --- The preview ------------------------------------------------------------------------------

function element(tag, children = [], attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A text whose web addresses are links, as documents/links.py finds them.
function linked(text) {
  const pieces = text.split(webAddress);
  if (pieces.length > 2 * MOST_ON_A_LINE + 1) return [text];
  return pieces.map((piece, index) => (index % 2 ? element("a", [piece], { href: piece }) : piece));
}

// An element with a text in one language or two, as documents/rich.py makes it: what both say alike stands there once.
function worded(tag, [first, ...others], before = "", after = []) {
  const also = others.find((other) => other && other.text !== first.text);
  const second = also ? [element("br"), element("span", linked(also.text), { lang: also.lang })] : [];
  return element(tag, [before, ...linked(first.text), ...second, ...after], { lang: first.lang });
}

// Columns of lines as rows; where one language has more, its rest follows alone.
function beside(columns) {
  const rows = Array.from({ length: Math.max(0, ...columns.map((column) => column.length)) }, (_, index) =>
    columns.map((column) => column[index]).filter(Boolean));
  return rows.filter((row) => row.length);
}

const said = (all) => all.map((text, index) => ({ lang: languages[index], text }));
const heading = (name) => worded(SECTION, said(texts.headings[name]));
const shown = (place) => [...place.querySelectorAll("[data-text]")].map((span) => ({ lang: span.lang, text: span.textContent }));
const wordingOf = (row, code) => linesOf(typed(`say.${code}.${row.dataset.key}`)).map((text) => ({ lang: code, text }));

// What the role says of an item in a language: itself, with names of products on its line, then its chosen pieces.
function original(row, index) {
  const pieces = [...row.querySelectorAll("[name=piece]:checked")];
  const spans = (piece) => shown(piece.parentElement);
  const names = pieces.filter((piece) => piece.hasAttribute("data-name")).map((piece) => spans(piece)[0].text).join(", ");
  const text = shown(row.querySelector(".row"))[index];
  const first = names ? { ...text, text: `${text.text}: ${names}` } : text;
  return [first, ...pieces.filter((piece) => !piece.hasAttribute("data-name")).map((piece) => spans(piece)[index])];
}

// The lines of an item, the first one for itself.
function itemLines(row) {
  return beside(languages.map((code, index) => {
    const wording = wordingOf(row, code);
    return wording.length ? wording : original(row, index);
  }));
}

const ownRows = (name) => beside(languages.map((code) => {
  const text = fact(name, code);
  return text ? linesOf(text.text).map((one) => ({ lang: text.lang, text: one })) : [];
}));

// The items of a list with what stands below each: those that are chosen, then own lines.
function items(name) {
  return [...rowsOf(name).map((row) => itemLines(row)), ...ownRows(name).map((row) => [row])];
}

function list(name, isChecklist = false) {
  const all = items(name);
  if (!all.length) return [];
  const bullets = all.map(([first, ...below]) => {
    const more = below.length ? [element("ul", below.map((row) => worded("li", row)))] : [];
    return worded("li", first, isChecklist ? "☐ " : "", more);
  });
  return [heading(name), element("ul", bullets)];
}

function paragraphs(name) {
  if (name === "offer" || name === "apply") return ownRows(name);
  return rowsOf(name).flatMap((row) => beside(languages.map((code, index) => {
    const wording = wordingOf(row, code);
    const text = shown(row.querySelector(".row"))[index];
    return wording.length ? wording : linesOf(text.text).map((one) => ({ lang: text.lang, text: one }));
  })));
}

function part(name) {
  if (name === "skills") return SKILLS.flatMap((one) => list(one));
  if (BULLETS.includes(name)) return list(name);
  const lines = paragraphs(name);
  if (!lines.length) return [];
  if (name === "offer" && lines.length > 1) return [heading(name), element("ul", lines.map((one) => worded("li", one)))];
  return [heading(name), ...lines.map((one) => worded("p", one))];
}

function facts() {
  const rows = FACTS.map((name) => [name, languages.map((code) => fact(name, code)).filter(Boolean)]).filter(([, all]) => all.length);
  if (!rows.length) return [];
  const pairs = rows.flatMap(([name, all]) => [worded("dt", said(texts.facts[name])), worded("dd", all)]);
  return [element("dl", pairs)];
}

function questions(name, lists) {
  const frame = () => worded("p", said(texts.frames[name]));
  const room = () => element("p", Array.from({ length: NOTE_LINES }, () => element("br")));
  const asked = lists.flatMap(rowsOf).flatMap((row) => {
    const isReworded = languages.some((code) => wordingOf(row, code).length);
    const [first, ...rest] = itemLines(row);
    const meanings = [...row.querySelectorAll("[data-meaning]")].map((piece) => shown(piece.parentElement));
    return [worded(QUESTION, first), ...(isReworded ? rest : meanings).map((one) => worded("p", one)), frame(), room()];
  });
  const own = lists.flatMap(ownRows).flatMap((row) => [worded(QUESTION, row), frame(), room()]);
  return asked.length || own.length ? [heading(name), ...asked, ...own] : [];
}

function titles() {
  return languages.map((code, index) => {
    const own = typed(`own.${code}.title`);
    return own ? { lang: code, text: own } : texts.name[index];
  });
}

function show() {
  const blocks = {
    description: () => [...facts(), ...chosenParts().flatMap(part)],
    interview: () => [...questions("duties", ["duties"]), ...questions("skills", SKILLS)],
    onboarding: () => CHECKED.flatMap((name) => list(name, true)),
  }[kind()]();
  const subtitle = worded("p", said(texts.titles[kind()]));
  preview.replaceChildren(worded(TITLE, titles()), subtitle, ...blocks, ...footer);
}

// --- Advice -----------------------------------------------------------------------------------

function advise() {
  const isDescription = kind() === "description";
  const isIn = (name) => !isDescription || chosenParts().includes(SKILLS.includes(name) ? "skills" : name);
  const must = items("must").length;
  const all = ownFields().map((field) => field.value);
  const lines = all.flatMap(linesOf);
  const listed = { description: ["duties", "nice", "tools", "metrics"], interview: [], onboarding: CHECKED }[kind()];
  const applies = {
    pay: isDescription && languages.some((code) => code !== "nb") && !fact("pay", languages[0]),
    title: isDescription && languages.includes("pl") && !isNeutral(typed("own.pl.title")),
    "must-none": isDescription && !(isIn("must") && must),
    "must-many": isDescription && isIn("must") && must > MOST_MUST,
    language: LISTS.flatMap(rowsOf).some(lacksText),
    long: lines.some((one) => one.length > LONGEST_LINE),
    html: all.some((text) => /<\/?[a-z][^<>]*>/i.test(text)),
    formula: lines.some((one) => /^=[\w(+-]/.test(one)),
  };
  for (const name of ["duties", "nice", "tools", "metrics", "practices"]) {
    const long = Math.max(items(name).length, ...items(name).map((rows) => rows.length - 1));
    applies[`many-${name}`] = listed.includes(name) && isIn(name) && long > MOST_IN_A_LIST;
  }
  for (const name of ["offer", "apply"]) {
    applies[`many-${name}`] = isDescription && isIn(name) && ownRows(name).length > MOST_IN_A_LIST;
  }
  const pieces = [...form.querySelectorAll("[data-advice]")];
  for (const piece of pieces) piece.hidden = !(applies[piece.dataset.advice] ?? !piece.hidden);
  form.querySelector(".advice").hidden = pieces.every((piece) => piece.hidden);
}

// Whether a Polish title names both genders or none, as far as signs and first words tell. The server knows more.
function isNeutral(title) {
  return title ? /\/|[\p{L}][(*_]|^osob|\slub\s/iu.test(title) : texts.isNeutral;
}

function lacksText(row) {
  const reworded = languages.every((code) => wordingOf(row, code).length);
  const ticked = [...row.querySelectorAll("[name=piece]:checked")].map((piece) => piece.parentElement);
  return !reworded && [row.querySelector(".row"), ...ticked].some((place) => place.querySelector(".tag.lang"));
}

// --- What buttons do --------------------------------------------------------------------------

function say(text, button = null) {
  status.replaceChildren(text, ...(button ? [" ", button] : []));
}

// What is copied has no class and no style.
async function copy(plain, html = "") {
  try {
    if (!html) return await navigator.clipboard.writeText(plain).then(() => true);
    const blob = (text, type) => new Blob([text], { type });
    const item = new ClipboardItem({ "text/html": blob(html, "text/html"), "text/plain": blob(plain, "text/plain") });
    return await navigator.clipboard.write([item]).then(() => true);
  } catch {
    return copyByEvent(plain, html);
  }
}

// Without TLS there is no clipboard but that of the event.
function copyByEvent(plain, html) {
  const put = (event) => {
    event.clipboardData.setData("text/plain", plain);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  return document.execCommand("copy");
}

function offerFile() {
  const save = element("button", [form.querySelector("[data-do=save]").textContent], { class: "btn", type: "button", "data-do": "save" });
  say(status.dataset.long, save);
}

const actions = {
  async copy(button) {
    // Headings of the page stand above those of the preview.
    const html = preview.innerHTML.replace(/(<\/?h)(\d)/g, (_, tag, level) => tag + (level - 2));
    say((await copy(preview.innerText, html)) ? button.dataset.done : status.dataset.failed);
  },
  async link(button) {
    const whole = address();
    if (whole.length > LONGEST_LINK) offerFile();
    else say((await copy(whole)) ? button.dataset.done : status.dataset.failed);
  },
  save() {
    const draft = { rolebook: "job description", address: `${location.pathname}${query()}`, own: ownWords() };
    const file = new Blob([JSON.stringify(draft, null, 1)], { type: "application/json" });
    const name = `${storageName().replace(/[^a-z0-9]+/gi, "-").replace(/-$/, "")}.json`;
    const link = element("a", [], { href: URL.createObjectURL(file), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  clear() {
    isLeaving = true;
    putAside(storageName(), {});
    write(storageName(), null);
    location.replace(`${location.pathname}${roleQuery()}`);
  },
  back() {
    const earlier = read(earlierName(storageName()));
    write(storageName(), earlier);
    write(earlierName(storageName()), null);
    go(`${location.pathname}${earlier.query}`);
  },
};

// Opens an address, also if it is the one of this page.
function go(target) {
  isLeaving = true;
  const here = location.href.split("#")[0];
  history.replaceState(null, "", here);
  if (new URL(target, location).href === here) location.reload();
  else location.href = target;
}

async function openDraft(file) {
  try {
    const draft = JSON.parse(await file.text());
    const target = new URL(draft.address, location.origin);
    if (draft.rolebook !== "job description" || !PAGE.test(target.pathname)) throw new TypeError();
    const own = Object.fromEntries(Object.entries(draft.own).filter(([name, value]) => OWN.test(name) && typeof value === "string"));
    const name = storageName(target.pathname, target.search);
    putAside(name, own);
    write(name, { query: target.search, own });
    go(`${target.pathname}${target.search}`);
  } catch {
    say(status.dataset.wrong);
  }
}

function move(button) {
  const moved = button.closest("li, [data-part]");
  const isUp = button.value.startsWith("up");
  const other = isUp ? moved.previousElementSibling : moved.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(moved);
  else other.after(moved);
  button.focus();
  update();
}

function update() {
  isChanged = true;
  showAll();
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function showAll() {
  form.querySelectorAll("textarea[data-original]").forEach(renew);
  show();
  advise();
}

// A field for another wording begins with what it would replace; left as it is, it is none.
function prepare(details) {
  if (!details.open || !details.closest("[data-key]")) return;
  for (const field of details.querySelectorAll("textarea")) {
    if (field.value) continue;
    field.dataset.original = "";
    renew(field);
  }
}

function renew(field) {
  if (!isAsIs(field)) return;
  const lines = original(field.closest("[data-key]"), languages.indexOf(field.lang));
  const isThere = lines.every((one) => !one || one.lang === field.lang);
  field.value = field.dataset.original = isThere ? lines.filter(Boolean).map((one) => one.text).join("\n") : "";
}

// --- Listening --------------------------------------------------------------------------------

form.addEventListener("input", update);
form.addEventListener("change", ({ target }) => {
  if (target.dataset.do === "open") {
    openDraft(target.files[0]);
    target.value = "";
  } else if (["in", "with", "sources"].includes(target.name)) {
    isChanged = true;
    keep(); // The server has the texts.
    location.reload();
  }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.name === "move") {
    event.preventDefault();
    move(button);
  } else if (button?.dataset.do) {
    actions[button.dataset.do](button);
  }
});
form.addEventListener("toggle", ({ target }) => prepare(target), true);
form.addEventListener("formdata", ({ formData }) => {
  for (const field of form.querySelectorAll("textarea[data-original]")) if (isAsIs(field)) formData.delete(field.name);
});
form.addEventListener("submit", (event) => {
  const size = new URLSearchParams(new FormData(form)).toString().length;
  if (size > MOST_SENT) say(form.dataset.tooLarge);
  if (size > MOST_SENT || event.submitter?.name !== "format") event.preventDefault();
});
addEventListener("pagehide", keep);
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function start() {
  const name = storageName();
  const stored = read(name);
  const linked = wordsOfFragment();
  if (!form.hasAttribute("data-posted")) {
    if (isFilled(linked)) {
      putAside(name, linked);
      fill(linked);
    } else if (stored) {
      if (location.search === roleQuery() && stored.query !== roleQuery()) {
        location.replace(`${location.pathname}${stored.query}`);
        return;
      }
      fill(stored.own ?? {});
    }
  }
  for (const place of form.querySelectorAll("[data-plain]")) place.hidden = true;
  for (const place of form.querySelectorAll("[data-scripted], [data-do=copy]")) place.hidden = false;
  if (read(earlierName(name))) {
    say(status.dataset.other, element("button", [status.dataset.return], { class: "btn", type: "button", "data-do": "back" }));
  }
  showAll();
  isChanged = form.hasAttribute("data-posted");
}

start();
