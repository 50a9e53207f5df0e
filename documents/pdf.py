"""Documents as PDF: tagged, with embedded fonts, made by typst from `page.typ`.

Texts reach typst as JSON in an input, so they stay texts. It can read nothing but this folder, and
no font of the system is used, so a document looks the same from every machine.
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from documents.languages import REGIONS, is_right_to_left
from documents.links import has_too_many, in_ascii, linked
from documents.outline import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Item,
    Line,
    Notes,
    Paragraph,
    kept_with_next,
)
from documents.plain import as_plain
from documents.printable import FONTS, breakable, printable

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

HERE = Path(__file__).parent
# In this order: the site's font, then those that have what it lacks.
FAMILIES = ["Instrument Sans", "DejaVu Sans", "Noto Emoji"]
# Accessible, and readable for as long as it is kept; typst makes no file that is not.
STANDARDS: "list[PDFStandard]" = ["ua-1", "a-2a"]
KEPT = 11  # compilations, after which typst forgets what they computed
# Signs within words, after which a line may end, e.g. slashes. Where letters are kerned, all of a
# line is placed anew for each, so a document with more of them, which nobody reads, is not kerned.
MOST_KERNED = 5_000
_WITHIN_WORD = re.compile(r"[^\w\s](?=\S)")
# Characters of a title or a heading. A longer one is a paragraph: the names and bookmarks of a PDF
# for archives are short, and a title of many pages takes long to lay out.
LONGEST_HEADING = 1_000
LONGEST_RUNNING_TITLE = 70  # characters that fit at the foot of a page

_turn = Lock()


def as_pdf(document: Document) -> bytes:
    """The document as a PDF file. Threads take turns: a compiler serves one at a time."""
    data = json.dumps(_data(document))
    with _turn:
        pdf = _compiler().compile(
            input=HERE / "page.typ",
            format="pdf",
            sys_inputs={"document": data},
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(document.date, time(), UTC),
        )
        _forget()
    assert isinstance(pdf, bytes)  # noqa: S101  # one file; only pictures are several
    return pdf


def _forget() -> None:
    """Lets go of what typst keeps of its last documents, some 60 MB: an empty one replaces each."""
    for _ in range(KEPT):
        _compiler().compile(input=b"", format="svg")


@cache
def _compiler() -> "Compiler":
    # Imported by the first document: most processes make none, and it is large.
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return Compiler(root=HERE, font_paths=fonts)


def _data(document: Document) -> dict[str, Any]:
    """What page.typ reads."""
    day, text = document.date, as_plain(document)
    return {
        "fonts": FAMILIES,
        "kerned": len(_WITHIN_WORD.findall(text)) <= MOST_KERNED,
        "has-links": not has_too_many(text),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "name": printable(document.title.text)[:LONGEST_HEADING],
        "title": _line(document.title),
        "titled": not _is_long(document.title),
        "running": len(document.title.text) <= LONGEST_RUNNING_TITLE,
        "subtitle": _line(document.subtitle) if document.subtitle else None,
        "blocks": [
            {**_block(block), "sticky": leads} for block, leads in kept_with_next(document.blocks)
        ],
        "footer": _lines(document.footer),
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(line) if _is_long(line):
            return {"kind": "paragraph", "lines": [_line(line)]}
        case Heading(line, level):
            return {"kind": "heading", "line": _line(line), "level": level}
        case Paragraph(lines):
            return {"kind": "paragraph", "lines": _lines(lines)}
        case Bullets(items, boxes):
            return {"kind": "bullets", "items": [*map(_item, items)], "boxes": boxes}
        case Facts(rows):
            return {"kind": "facts", "rows": [*map(_lines, rows)]}
        case Notes(lines):
            return {"kind": "notes", "lines": lines}


def _is_long(line: Line) -> bool:
    texts = [line.text, line.also.text if line.also else ""]
    return sum(map(len, texts)) > LONGEST_HEADING


def _item(item: Item) -> dict[str, Any]:
    return {"line": _line(item.line), "more": _lines(item.more)}


def _lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [*map(_line, lines)]


def _line(line: Line) -> dict[str, Any]:
    text = printable(line.text)
    return {
        "words": breakable(text),
        "pieces": _pieces(text),
        "lang": line.language,
        "region": REGIONS.get(line.language),
        "rtl": is_right_to_left(line.text),
        "also": _line(line.also) if line.also else None,
    }


def _pieces(text: str) -> list[dict[str, Any]]:
    """A text in pieces, some of which are links; none if none is."""
    pieces = [*linked(text)]
    return [
        {"words": breakable(words), "address": in_ascii(address)}
        for words, address in pieces
        if any(address for _, address in pieces)
    ]
