"""Documents as Word files, on a base document of our own: the files in `base/`.

Paragraphs are written as XML, whose elements Word wants in the order of its schema.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from documents.languages import is_right_to_left, language_tag
from documents.links import MOST_LINKS, in_ascii, linked
from documents.outline import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Line,
    Notes,
    Paragraph,
    kept_with_next,
)

if TYPE_CHECKING:
    from docx.document import Document as WordFile

BASE = Path(__file__).parent / "base"
BULLETS, CHECKLIST = 1, 2  # the lists of base/word/numbering.xml
LONGEST_RUNNING_TITLE = 70  # characters that fit at the foot of a page
LONGEST_LINK = 2_000  # characters of an address that Word follows
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KEEP = "<w:keepNext/>"  # on the page of the next paragraph
LEVEL = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
NOTE_LINE = '<w:p><w:pPr><w:pStyle w:val="NoteLine"/>{}</w:pPr></w:p>'
BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
SPACE = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
LINK = '<w:hyperlink r:id={} w:history="1">{}</w:hyperlink>'
OF_LINKS = re.compile('</?w:hyperlink[^>]*>|<w:rStyle w:val="Hyperlink"/>')
# A box that can be ticked in Word. Its font has both boxes on every system that Word runs on.
BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" '
    'w:hAnsi="MS Gothic"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>'
)


def as_docx(document: Document) -> bytes:
    """The document as a Word file."""
    # Imported by the first document: most processes make none.
    import docx

    word_file = docx.Document(io.BytesIO(_base()))
    _set_properties(word_file, document)
    _set_language(word_file, language_tag(document.title.language))
    _fill(word_file.element.body, _paragraphs(document))
    _relate_links(word_file)
    if len(document.title.text) <= LONGEST_RUNNING_TITLE:
        _write_running_title(word_file, document.title)
    file = io.BytesIO()
    word_file.save(file)
    return file.getvalue()


@cache
def _base() -> bytes:
    """The files of the base document as one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(BASE.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(BASE).as_posix())
    return file.getvalue()


def _set_properties(word_file: "WordFile", document: Document) -> None:
    properties = word_file.core_properties
    # A property holds up to 255 characters.
    properties.title = document.title.text[:255]
    properties.language = language_tag(document.title.language)
    properties.created = properties.modified = datetime.combine(document.date, time(), UTC)


def _set_language(word_file: "WordFile", tag: str) -> None:
    """Sets the language of what has none of its own: the page numbers, what is typed later."""
    (language,) = word_file.styles.element.xpath("w:docDefaults//w:lang")
    language.set(f"{{{language.nsmap['w']}}}val", tag)


def _relate_links(word_file: "WordFile") -> None:
    """Word wants the addresses of links beside the text, each under a name that the links have."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    names: dict[str, str] = {}
    for link in word_file.element.body.iter(qn("w:hyperlink")):
        address = link.get(qn("r:id"))
        if address not in names:
            name = names[address] = f"link{len(names) + 1}"
            word_file.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True
            )
        link.set(qn("r:id"), names[address])


def _write_running_title(word_file: "WordFile", title: Line) -> None:
    footer = word_file.sections[0].footer.paragraphs[0]._p
    for run in _parse(_run(title.text, title))[::-1]:
        footer.insert(1, run)


def _fill(body: Any, paragraphs: Iterable[str]) -> None:
    """Puts the paragraphs before the properties of the section, which are the last element."""
    (section,) = body
    xml = "".join(paragraphs)
    if xml.count("</w:hyperlink>") > MOST_LINKS:
        xml = OF_LINKS.sub("", xml)
    for paragraph in _parse(xml):
        section.addprevious(paragraph)


def _parse(xml: str) -> list[Any]:
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def _paragraphs(document: Document) -> Iterator[str]:
    """All paragraphs as XML."""
    title = document.title
    yield _paragraph("Title", title, _runs(title, other="OtherTitle"))
    if document.subtitle:
        yield _paragraph("Subtitle", document.subtitle)
    for block, leads in kept_with_next(document.blocks):
        yield from _block(block, KEEP if leads else "")
    for line in document.footer:
        yield _paragraph("Source", line)


def _block(block: Block, place: str) -> Iterator[str]:
    """The paragraphs of a block; of one that is kept on the page of the next, with its place."""
    match block:
        case Heading(line, level):
            yield _paragraph(f"Heading{level}", line)
        case Paragraph(lines):
            yield _paragraph("Normal", lines[0], SPACE.join(map(_runs, lines)), place)
        case Bullets():
            yield from _bullets(block)
        case Facts(rows):
            for label, value in rows:
                yield from _fact(label, value)
        case Notes(lines):
            yield NOTE_LINE.format(KEEP) * (lines - 1) + NOTE_LINE.format("")


def _bullets(bullets: Bullets) -> Iterator[str]:
    style, number = ("Checklist", CHECKLIST) if bullets.boxes else ("ListBullet", BULLETS)
    start = BOX + TAB if bullets.boxes else ""
    for item in bullets.items:
        place = (KEEP if item.more else "") + LEVEL.format(0, number)
        yield _paragraph(style, item.line, start + _runs(item.line), place)
        for line in item.more:
            yield _paragraph(f"{style}2", line, place=LEVEL.format(1, number))


def _fact(label: Line, value: Line) -> Iterator[str]:
    """A paragraph for a fact, and one for the same in another language."""
    yield _paragraph("Fact", label or value, _linked(label, "Label") + TAB + _linked(value))
    if line := label.also or value.also:
        runs = [_linked(also, "OtherLanguage") if also else "" for also in (label.also, value.also)]
        yield _paragraph("Fact", line, TAB.join(runs))


def _paragraph(style: str, line: Line, runs: str = "", place: str = "") -> str:
    """A paragraph with the language and direction of a line; its runs, if not of that alone."""
    bidi = "<w:bidi/>" if is_right_to_left(line.text) else ""
    properties = f'<w:pStyle w:val="{style}"/>{place}{bidi}<w:rPr>{_language(line)}</w:rPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs or _runs(line)}</w:p>"


def _runs(line: Line, other: str = "OtherLanguage") -> str:
    """The text of a line, and on a line below the same in another language, in its own style."""
    return _linked(line) + (BREAK + _linked(line.also, other) if line.also else "")


def _linked(line: Line, style: str = "") -> str:
    """The text of a line whose addresses are links."""
    return "".join(_piece(line, style, *piece) for piece in linked(line.text))


def _piece(line: Line, style: str, words: str, address: str) -> str:
    target = in_ascii(address)
    if not target or len(target) > LONGEST_LINK:
        return _run(words, line, style)
    return LINK.format(quoteattr(target), _run(words, line, "Hyperlink"))


def _run(words: str, line: Line, style: str = "") -> str:
    """Some words of a line."""
    chosen = f'<w:rStyle w:val="{style}"/>' if style else ""
    text = f'<w:t xml:space="preserve">{escape(words)}</w:t>'
    return f"<w:r><w:rPr>{chosen}{_language(line)}</w:rPr>{text}</w:r>"


def _language(line: Line) -> str:
    """The properties of a run, or of a paragraph's end, that its language needs."""
    tag = quoteattr(language_tag(line.language))
    if is_right_to_left(line.text):
        return f"<w:rtl/><w:lang w:bidi={tag}/>"
    return f"<w:lang w:val={tag}/>"
