"""Documents as clean HTML: for a preview, and for the clipboard, from which Word keeps it."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from documents.languages import is_right_to_left
from documents.links import linked
from documents.outline import Block, Bullets, Document, Facts, Heading, Item, Line, Notes, Paragraph

BOX = Markup("☐ ")


def as_html(document: Document, level: int = 1) -> Markup:
    """The document as elements without classes; its title is a heading of the level (h1)."""
    parts = [_element(f"h{level}", document.title)]
    if document.subtitle:
        parts.append(_element("p", document.subtitle))
    parts += [_block(block, level) for block in document.blocks]
    parts += [_element("p", line) for line in document.footer]
    return Markup("\n").join(parts)


def _block(block: Block, level: int) -> Markup:
    match block:
        case Heading(line, below):
            return _element(f"h{level + below}", line)
        case Paragraph(lines):
            return _paragraph(lines)
        case Bullets(items, boxes):
            return _around("ul", [_item(item, boxes) for item in items])
        case Facts(rows):
            return _around("dl", [_element("dt", a) + _element("dd", b) for a, b in rows])
        case Notes(lines):
            return _around("p", [Markup("<br>")] * lines)


def _paragraph(lines: tuple[Line, ...]) -> Markup:
    """One element if it is one text; else an element for each in the paragraph."""
    if len(lines) == 1:
        return _element("p", lines[0])
    return _put("<p>", " ".join(_element("span", line) for line in lines), "</p>")


def _item(item: Item, has_box: bool) -> Markup:
    more = _around("ul", [_element("li", line) for line in item.more]) if item.more else Markup()
    return _element("li", item.line, before=BOX if has_box else Markup(), after=more)


def _around(tag: str, elements: Iterable[Markup]) -> Markup:
    return _put(f"<{tag}>", *elements, f"</{tag}>")


def _element(tag: str, line: Line, before: Markup = Markup(), after: Markup = Markup()) -> Markup:  # noqa: B008  # it never changes
    """A text in an element that names its language, and its direction if that is from the right."""
    also = _put("<br>", _element("span", line.also)) if line.also else ""
    way = ' dir="rtl"' if is_right_to_left(line.text) else ""
    start = f'<{tag} lang="{escape(line.language)}"{way}>'
    return _put(start, before, _linked(line.text), also, after, f"</{tag}>")


def _linked(text: str) -> Markup:
    """A text whose addresses are links."""
    return _put(
        *(
            _put('<a href="', escape(address), '">', escape(address), "</a>")
            if address
            else escape(words)
            for words, address in linked(text)
        )
    )


def _put(*parts: str) -> Markup:
    """Tags of ours and what is markup already; `Markup.format` takes many times as long."""
    return Markup("".join(parts))  # noqa: S704
