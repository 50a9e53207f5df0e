"""Documents as Markdown (CommonMark, and the task lists of GitHub)."""

import re
from collections.abc import Iterator

from documents.links import linked
from documents.outline import Block, Bullets, Document, Facts, Heading, Line, Notes, Paragraph
from documents.plain import without_colon

# What begins emphasis, code, links, HTML or an entity wherever it stands; and what does so only
# at the beginning of a line. An underscore or a hash within a word does not.
_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<!\S)#")
_FIRST = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))|^(?=[-+=>:|])")


def as_markdown(document: Document) -> str:
    """The document as Markdown."""
    paragraphs = [f"# {_text(document.title)}"]
    if document.subtitle:
        paragraphs.append(_text(document.subtitle))
    paragraphs += map(_block, document.blocks)
    if document.footer:
        paragraphs += ["---", *map(_text, document.footer)]
    return "\n\n".join(paragraphs) + "\n"


def escape(text: str) -> str:
    """A text of one line, none of whose characters is read as Markdown."""
    return _FIRST.sub(r"\1\\", _inline(text))


def _inline(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", text)


def _block(block: Block) -> str:
    match block:
        case Heading(line, level):
            return f"{'#' * (level + 1)} {_text(line)}"
        case Paragraph(lines):
            return " ".join(map(_text, lines))
        case Bullets():
            return "\n".join(_bullets(block))
        case Facts(rows):
            return "\n".join(f"- {_fact(label, value)}" for label, value in rows)
        case Notes(lines):
            return "\n\n".join(["---"] * lines)


def _bullets(bullets: Bullets) -> Iterator[str]:
    sign = "- [ ]" if bullets.boxes else "-"
    for item in bullets.items:
        yield f"{sign} {_text(item.line)}"
        for line in item.more:
            yield f"  - {_text(line)}"


def _fact(label: Line, value: Line) -> str:
    return f"**{without_colon(_text(label))}:** {_text(value)}" if label else _text(value)


def _text(line: Line) -> str:
    text = _linked(line.text)
    return f"{text} / {_linked(line.also.text)}" if line.also else text


def _linked(text: str) -> str:
    """A text whose addresses are links, also to readers that make none of bare ones."""
    pieces = (f"<{address}>" if address else _inline(words) for words, address in linked(text))
    return _FIRST.sub(r"\1\\", "".join(pieces))
