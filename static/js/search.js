// Suggestions while one types: an editable combobox with a list of links, as the ARIA Authoring
// Practices describe it. The focus never leaves the input. Without this script the form works alike.

const PAUSE = 150; // milliseconds without a keystroke before suggestions are asked for
const SHORTEST = 2; // letters worth a suggestion
const LONGEST = 200; // of a text: nothing is called so

function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class Suggestions {
  #form;
  #input;
  #list;
  #status;
  #full;
  #timer;
  #request;
  #active = -1;
  #shownFor = "";
  #announcement = "";
  #isAsking = false;

  constructor(form) {
    this.#form = form;
    this.#input = form.querySelector("input[type=search]");
    const id = `${this.#input.id}-suggestions`;
    this.#list = element("div", { id, role: "listbox", hidden: "", "aria-label": form.dataset.label });
    this.#status = element("span", { role: "status", class: "vh" });
    this.#full = element("p", { class: "notice", role: "alert" }, [form.dataset.full]);
    this.#input.parentElement.append(this.#list, this.#status);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(combobox)) this.#input.setAttribute(name, value);
    this.#listen();
  }

  #listen() {
    // While a word is composed (Japanese, dead keys) the text is not what the reader means yet.
    this.#input.addEventListener("input", (event) => event.isComposing || this.#ask());
    this.#input.addEventListener("beforeinput", (event) => this.#sayIfCut(event));
    this.#input.addEventListener("compositionend", () => this.#ask());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("blur", () => this.#close());
    // A press on the list must not take the focus away: the list would close under the finger.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#form.addEventListener("submit", () => this.#close());
    addEventListener("pagehide", () => this.#close());
  }

  // The browser cuts what does not fit into the box, and does not tell.
  #sayIfCut({ data, dataTransfer }) {
    const { value, maxLength, selectionStart, selectionEnd } = this.#input;
    const added = data ?? dataTransfer?.getData("text/plain") ?? "";
    const isCut = value.length - (selectionEnd - selectionStart) + added.length > maxLength;
    if (isCut) this.#input.parentElement.after(this.#full);
    else this.#full.remove();
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #ask() {
    this.#cancel();
    const { length } = this.#input.value.trim();
    if (length < SHORTEST || length > LONGEST) {
      this.#close();
    } else {
      this.#isAsking = true;
      this.#timer = setTimeout(() => this.#fetch(this.#input.value), PAUSE);
    }
  }

  #cancel() {
    this.#isAsking = false;
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  async #fetch(text) {
    this.#request = new AbortController();
    const { signal } = this.#request;
    const address = `${this.#form.dataset.suggest}?${new URLSearchParams({ q: text.trim() })}`;
    try {
      const response = await fetch(address, { signal, credentials: "same-origin" });
      const found = response.ok ? await response.json() : { groups: [], announcement: "" };
      if (!signal.aborted) this.#show(text, found);
    } catch {
      // Overtaken by a newer request, or the network is gone: the form still works.
      if (!signal.aborted) this.#close();
    }
  }

  #show(text, { groups, announcement }) {
    this.#list.replaceChildren(...groups.map((group) => this.#group(group)));
    this.#options.forEach((option, index) => option.setAttribute("id", `${this.#list.id}-${index}`));
    this.#shownFor = text;
    this.#announcement = announcement;
    this.#isAsking = false;
    this.#mark(-1);
    this.#open(groups.length > 0);
    this.#status.textContent = announcement;
  }

  #group({ label, suggestions }) {
    const heading = element("span", { "aria-hidden": "true" }, [label]);
    const options = suggestions.map((suggestion) => this.#option(suggestion));
    return element("div", { role: "group", "aria-label": label }, [heading, ...options]);
  }

  #option({ title, lang, beside, note, address }) {
    const pieces = title.map(([text, isMatch]) => (isMatch ? element("mark", {}, [text]) : text));
    const parts = [element("span", lang ? { lang } : {}, pieces)];
    if (beside) parts.push(" ", element("small", { lang: beside[1] }, [beside[0]]));
    if (note) parts.push(" ", element("small", {}, [note]));
    const option = { role: "option", href: address, tabindex: "-1", "aria-selected": "false" };
    return element("a", option, parts);
  }

  #open(isOpen) {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    this.#status.textContent = isOpen ? this.#announcement : "";
    if (!isOpen) this.#mark(-1);
  }

  #close() {
    this.#cancel();
    this.#open(false);
  }

  #mark(index) {
    const options = this.#options;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = options[index];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isHandled = this.#list.hidden ? this.#pressClosed(event) : this.#pressOpen(event);
    if (isHandled) event.preventDefault();
  }

  #pressClosed({ key }) {
    // Suggestions on their way are called off. A further Escape is the browser's, which clears the field.
    if (key === "Escape" && this.#isAsking) {
      this.#close();
      return true;
    }
    if (key !== "ArrowDown" && key !== "ArrowUp") return false;
    if (this.#shownFor !== this.#input.value || !this.#options.length) this.#ask();
    else this.#open(true);
    return true;
  }

  // From the input down through the list and round to the input again: -1 is the input itself.
  #pressOpen({ key, altKey }) {
    const last = this.#options.length - 1;
    const isChosen = this.#active >= 0;
    if (key === "Escape" || (altKey && key === "ArrowUp")) this.#close();
    else if (key === "ArrowDown") this.#mark(this.#active === last ? -1 : this.#active + 1);
    else if (key === "ArrowUp") this.#mark(isChosen ? this.#active - 1 : last);
    else if (key === "Enter" && isChosen) this.#options[this.#active].click();
    else if (key === "Home" && isChosen) this.#mark(0);
    else if (key === "End" && isChosen) this.#mark(last);
    else {
      // Any other key is for the text: the mark goes back to it.
      if (key === "ArrowLeft" || key === "ArrowRight") this.#mark(-1);
      return false;
    }
    return true;
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
