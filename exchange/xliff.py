"""XLIFF 2: units of text for the tools of translators, written and read one by one.

A text keeps every character: what XML cannot hold is a `<cp>`. What a tool does with a unit is
undone: it may part it into segments, and put marks into it. lxml is loaded when somebody uses a
file.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from exchange.limits import MAX_ROWS, UNIT, UnreadableError, check_markup

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
VERSIONS = {XLIFF, "urn:oasis:names:tc:xliff:document:2.2"}
OWN = "urn:rolebook:translations"
NAMES: Any = {None: XLIFF, "rolebook": OWN}  # its types know no namespace without a prefix
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CONTENT_TYPE = "application/xliff+xml"
NOT_IN_XML = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
ENDS_WITH_TARGET = "translated"
CONFIRMED = {"reviewed", "final"}


@dataclass(frozen=True)
class TextUnit:
    """A text to be translated. `version` tells which translation was there when it was exported."""

    id: str
    source: str
    target: str = ""
    notes: tuple[str, ...] = ()
    is_draft: bool = False
    version: str = ""


@dataclass(frozen=True)
class ReadUnit:
    """A unit as a file has it.

    `is_partial` if a tool has translated some segments of it only, `is_confirmed` if it says of all
    that they are reviewed or final.
    """

    number: str
    id: str
    source: str
    target: str
    version: str = ""
    is_partial: bool = False
    is_confirmed: bool = False


class XliffWriter:
    """Writes units to a file. To be used as a context."""

    def __init__(self, file: IO[bytes], source_language: str, language: str) -> None:
        self.file, self.languages = file, (source_language, language)

    def __enter__(self) -> "XliffWriter":
        from lxml import etree  # lazily, see above

        self._stack = ExitStack()
        self._xml: Any = self._stack.enter_context(
            etree.xmlfile(self.file, encoding="utf-8", close=False)
        )
        self._xml.write_declaration()
        source_language, language = self.languages
        root = {"version": "2.0", "srcLang": source_language, "trgLang": language}
        self._enter("xliff", root, nsmap=NAMES)
        self._enter("file", {"id": "texts", "original": "Rolebook"})
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.close()

    def _enter(self, name: str, attributes: dict[str, str], **options: Any) -> None:
        tag = f"{{{XLIFF}}}{name}"
        self._stack.enter_context(self._xml.element(tag, attributes, **options))

    def write(self, unit: TextUnit) -> None:
        self._xml.write(_element_of(unit), with_tail=False)


def _element_of(unit: TextUnit) -> Any:
    from lxml import etree

    def add(parent: Any, name: str, **attributes: str) -> Any:
        return etree.SubElement(parent, f"{{{XLIFF}}}{name}", attributes)

    attributes = {"id": unit.id}
    if unit.version:
        attributes[f"{{{OWN}}}version"] = unit.version
    element = etree.Element(f"{{{XLIFF}}}unit", attributes, nsmap=NAMES)
    if unit.notes:
        notes = add(element, "notes")
        for note in unit.notes:
            _fill(add(notes, "note"), _in_xml(note))
    segment = add(element, "segment", state=ENDS_WITH_TARGET if unit.is_draft else "initial")
    texts = [("source", unit.source), *([("target", unit.target)] if unit.target else [])]
    for name, text in texts:
        part = add(segment, name)
        part.set(SPACE, "preserve")
        _fill(part, text)
    return element


def _in_xml(text: str) -> str:
    """A text for people, without what XML cannot hold."""
    return "".join(sign for sign in text if not _is_special(sign))


def _is_special(sign: str) -> bool:
    return sign in NOT_IN_XML or "\ud800" <= sign <= "\udfff"


def _fill(element: Any, text: str) -> None:
    """Puts a text into an element, with a `<cp>` for each character that XML cannot hold."""
    from lxml import etree

    start, last = 0, None
    for place, sign in enumerate(text):
        if _is_special(sign):
            _append(element, last, text[start:place])
            last = etree.SubElement(element, f"{{{XLIFF}}}cp", hex=f"{ord(sign):04X}")
            start = place + 1
    _append(element, last, text[start:])


def _append(element: Any, last: Any, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


# --- Reading ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class XliffHead:
    source_language: str
    language: str


def read_head(file: IO[bytes]) -> XliffHead:
    """The languages of a file, which is checked for a DOCTYPE first."""
    file.seek(0)
    check_markup(file, UNIT)
    with _refusing_damage():
        _event, root = next(_events(file, ("start",)))
        namespace, _brace, name = root.tag[1:].partition("}")
        if namespace not in VERSIONS or name != "xliff":
            raise UnreadableError(not_xliff())
        return XliffHead(root.get("srcLang", ""), root.get("trgLang", ""))


def read_units(file: IO[bytes]) -> Iterator[ReadUnit]:
    """The units of a file, of which one is in memory at a time."""
    with _refusing_damage():
        number = 0
        for _event, element in _events(file, ("end",)):
            if _name(element) == "unit":
                number += 1
                if number > MAX_ROWS:
                    raise UnreadableError(too_many())
                yield _unit_of(element, str(number))
                _forget(element)


class _refusing_damage:
    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        from lxml import etree

        if isinstance(error, etree.XMLSyntaxError | StopIteration | ValueError | RecursionError):
            raise UnreadableError(not_xliff()) from error


def _events(file: IO[bytes], events: tuple[str, ...]) -> Any:
    from lxml import etree

    file.seek(0)
    return iter(
        etree.iterparse(
            file,
            events=events,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
    )


def _forget(element: Any) -> None:
    """Frees what was read of a file so far."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unit_of(element: Any, number: str) -> ReadUnit:
    source, target, gaps = "", "", 0
    has_target = False
    for part in element:
        if (name := _name(part)) not in ("segment", "ignorable"):
            continue
        texts = {_name(child): _text_of(child) for child in part}
        source += texts.get("source", "")
        if "target" not in texts and name == "ignorable":
            target += texts.get("source", "")
            continue
        text = texts.get("target", "")
        target += text
        has_target = has_target or bool(text.strip())
        gaps += not text.strip() and bool(texts.get("source", "").strip())
    return ReadUnit(
        number=number,
        id=element.get("id", ""),
        source=source,
        target=target if has_target else "",
        version=element.get(f"{{{OWN}}}version", ""),
        is_partial=has_target and gaps > 0,
        is_confirmed=has_target and _states(element) <= CONFIRMED,
    )


def _states(element: Any) -> set[str]:
    """What a tool says of the segments of a unit."""
    return {part.get("state", "") for part in element if _name(part) == "segment"}


def _text_of(element: Any) -> str:
    """A text without the marks that a tool has put into it."""
    text = element.text or ""
    for child in element:
        if _name(child) == "cp":
            text += _character(child.get("hex", ""))
        elif _name(child) in ("pc", "mrk"):
            text += _text_of(child)
        text += child.tail or ""
    return text


def _character(code: str) -> str:
    number = int(code, 16)  # ValueError: the file is refused
    return chr(number) if number <= 0x10FFFF else ""


def too_many() -> str:
    message = _("The file has more than %(number)d texts. Split it into several files.")
    return message % {"number": MAX_ROWS}


def not_xliff() -> str:
    return _("The file is not an XLIFF 2 file, or it is damaged.")
