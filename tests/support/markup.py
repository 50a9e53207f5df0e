"""Pages as tests read them: parsed strictly, and asked for elements."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import html5lib
from django.utils import translation
from django.utils.translation import gettext


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
        found = (self.root if inside is None else inside).iter(tag)
        return [one for one in found if one is not inside and _has(one, css, wanted)]

    def find(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> Element:
        """The one element that fits."""
        found = self.all(tag, css, inside, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag} {css} {wanted}>"
        return found[0]

    def texts(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> list[str]:
        return [text(one) for one in self.all(tag, css, inside, **wanted)]

    def text(
        self, tag: str, css: str = "", inside: Element | None = None, **wanted: str | bool
    ) -> str:
        return text(self.find(tag, css, inside, **wanted))

    def by_id(self, anchor: str) -> Element:
        return next(one for one in self.root.iter() if one.get("id") == anchor)

    @property
    def ids(self) -> list[str]:
        return [one.get("id") for one in self.root.iter() if one.get("id") is not None]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [one.get("href", "") for one in self.root.iter("a")]


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
