"""Pages as tests read them: parsed strictly, and asked for elements."""

import re
from collections import Counter
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import html5lib
from django.utils import translation
from django.utils.translation import gettext

# Attributes that name the id of another element.
REFERRING = ("aria-labelledby", "aria-describedby", "popovertarget", "for")


class Page:
    """A page of the site. Raises html5lib's ParseError if it is not valid HTML.

    `find` and `all` take a tag, classes, and attributes that an element has to have:
    `page.find("a", "chip", href="/en/skills/empathy/")`; `True` stands for any value.
    """

    def __init__(self, markup: str, headers: Mapping[str, str] | None = None) -> None:
        self.markup = markup
        self.headers = headers or {}
        self.root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)

    def all(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> list[Element]:
        elements = (self.root if inside is None else inside).iter(tag)
        return [
            element for element in elements if element is not inside and _has(element, css, wanted)
        ]

    def find(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> Element:
        """The one element that fits."""
        elements = self.all(tag, css, inside, **wanted)
        assert len(elements) == 1, f"{len(elements)} of <{tag} {css} {wanted}>"
        return elements[0]

    def texts(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> list[str]:
        return [text(element) for element in self.all(tag, css, inside, **wanted)]

    def text(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> str:
        return text(self.find(tag, css, inside, **wanted))

    def by_id(self, anchor: str) -> Element:
        return next(element for element in self.root.iter() if element.get("id") == anchor)

    @property
    def ids(self) -> list[str]:
        return [anchor for element in self.root.iter() if (anchor := element.get("id")) is not None]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [link.get("href", "") for link in self.root.iter("a")]


def text(element: Element) -> str:
    """What is read, without soft hyphens and line breaks."""
    return re.sub(r"[ \n\t]+", " ", "".join(element.itertext())).replace("\u00ad", "").strip()


def _has(element: Element, css: str, wanted: dict[str, str | bool]) -> bool:
    classes = (element.get("class") or "").split()
    given = {name.replace("_", "-"): value for name, value in wanted.items()}
    return set(css.split()) <= set(classes) and all(
        (name in element.attrib) if value is True else element.get(name) == value
        for name, value in given.items()
    )


def spoken(language: str, message: str) -> str:
    """A text of the interface in a language, as it is read."""
    with translation.override(language):
        return gettext(message).replace("\u00ad", "")


def faults(page: Page) -> list[str]:
    """What a page must not have: markup that scripts or styles hide in, names that lead nowhere,
    forms that a browser fills in again with what was ticked before.
    """
    ids = Counter(page.ids)
    problems = [f"#{name} is there {times} times" for name, times in ids.items() if times > 1]
    for element in page.root.iter():
        for name, value in element.attrib.items():
            if name == "style" or str(name).startswith("on"):
                problems.append(f"{element.tag} has {name}")
            if name in REFERRING:
                problems += [f"{name}={word}" for word in value.split() if word not in ids]
        if element.tag == "form" and element.get("autocomplete") != "off":
            problems.append("form without autocomplete=off")
        if element.tag == "style" or (element.tag == "script" and not _is_harmless(element)):
            problems.append(f"inline {element.tag}")
    return problems


def _is_harmless(script: Element) -> bool:
    return bool(script.get("src")) or script.get("type") == "application/ld+json"
