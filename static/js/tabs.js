// The tabs of a text's languages in admin's forms, in place of jQuery UI's, which put a link into each tab. As the ARIA
// Authoring Practices describe them: one tab is reached by Tab, and the arrows lead to the others and open them.
{
  const $ = window.jQuery ?? window.django.jQuery;
  const STEPS = new Map([["ArrowLeft", -1], ["ArrowRight", 1]]);

  class LanguageTabs {
    constructor(box) {
      this.box = box;
      const list = box.querySelector(":scope > ul");
      this.tabs = [...list.querySelectorAll("a")];
      this.panels = this.tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
      box.classList.add("ui-tabs"); // the classes are those of modeltranslation's styles
      list.classList.add("ui-tabs-nav");
      list.setAttribute("role", "tablist");
      const label = box.querySelector("label");
      if (label) list.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
      this.tabs.forEach((tab, index) => this.prepare(tab, this.panels[index], index));
    }

    prepare(tab, panel, index) {
      tab.id = `of-${panel.id}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      tab.parentElement.setAttribute("role", "presentation");
      panel.classList.add("ui-tabs-panel");
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        this.open(index);
      });
      tab.addEventListener("keydown", (event) => this.press(event, index));
    }

    press(event, index) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = this.led(event.key, index);
      if (next === undefined) return;
      event.preventDefault();
      this.open(next);
      this.tabs[next].focus();
    }

    // The tab that a key leads to from another one, round and round.
    led(key, index) {
      const { length } = this.tabs;
      if (STEPS.has(key)) return (index + STEPS.get(key) + length) % length;
      return { Home: 0, End: length - 1, " ": index }[key];
    }

    open(opened) {
      this.tabs.forEach((tab, index) => {
        const isOpen = index === opened;
        tab.tabIndex = isOpen ? 0 : -1;
        tab.setAttribute("aria-selected", String(isOpen));
        tab.parentElement.classList.toggle("ui-tabs-active", isOpen);
        this.panels[index].style.display = isOpen ? "" : "none";
      });
      $(this.box).trigger("tabsactivate", { newTab: $(this.tabs[opened].parentElement) });
    }
  }

  // What modeltranslation asks of jQuery UI: tabs({active}) makes them, tabs("option", "active", index) opens one.
  const made = new WeakMap();
  $.fn.tabs = function tabs(call, _name, index) {
    return this.each((_place, box) => {
      if (call !== "option") made.set(box, new LanguageTabs(box));
      made.get(box).open(call === "option" ? index : call.active);
    });
  };
}
