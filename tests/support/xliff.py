"""What the core of XLIFF 2.0 asks of a file, written out: its schema is not to be had offline.

From the specification: which elements may stand where and in which order, which attributes they
must and may have, the types of their values, and what has to be unique.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

CORE = "urn:oasis:names:tc:xliff:document:2.0"
XML = "{http://www.w3.org/XML/1998/namespace}"
NMTOKEN = re.compile(r"[\w.\-:·]+")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
STATES = {"initial", "translated", "reviewed", "final"}


class Rule(NamedTuple):
    children: str  # a regular expression of their names, each followed by a space
    needs: set[str]
    may: set[str]
    has_text: bool = False
    takes_foreign: bool = False


INLINE = r"((cp|ph|pc|sc|ec|mrk|sm|em) )*"
RULES = {
    "xliff": Rule("(file )+", {"version", "srcLang"}, {"trgLang", f"{XML}space"}),
    "file": Rule(
        r"(skeleton )?(notes )?((unit|group) )+",
        {"id"},
        {"original", "canResegment", "translate", f"{XML}space"},
        takes_foreign=True,
    ),
    "unit": Rule(
        r"(notes )?(originalData )?((segment|ignorable) )+",
        {"id"},
        {"name", "type", "translate", "canResegment", f"{XML}space"},
        takes_foreign=True,
    ),
    "notes": Rule("(note )+", set(), set()),
    "note": Rule("", set(), {"id", "appliesTo", "category", "priority"}, True, True),
    "segment": Rule("source (target )?", set(), {"id", "state", "subState", "canResegment"}),
    "source": Rule(INLINE, set(), {f"{XML}lang", f"{XML}space"}, True),
    "target": Rule(INLINE, set(), {f"{XML}lang", f"{XML}space", "order"}, True),
    "cp": Rule("", {"hex"}, set()),
}


def complaints(content: bytes) -> list[str]:
    """What is wrong with a file, e.g. "unit: no id"."""
    root = etree.fromstring(content)
    return [*_element(root), *_document(root)]


def _element(element: Any) -> Iterator[str]:
    name = element.tag.removeprefix(f"{{{CORE}}}")
    rule = RULES.get(name)
    if rule is None:
        yield f"{name}: unknown"
        return
    children = "".join(f"{child.tag.removeprefix(f'{{{CORE}}}')} " for child in element)
    if not re.fullmatch(rule.children, children):
        yield f"{name}: wrong children: {children}"
    own = {key for key in element.attrib if not key.startswith("{") or key.startswith(XML)}
    yield from (f"{name}: no {key}" for key in rule.needs - own)
    yield from (f"{name}: {key} is not allowed" for key in own - rule.needs - rule.may)
    if {*element.attrib} - own and not rule.takes_foreign:
        yield f"{name}: takes no foreign attribute"
    texts = (element.text, *(child.tail for child in element))
    if not rule.has_text and any(text and text.strip() for text in texts):
        yield f"{name}: takes no text"
    yield from _values(name, element)
    for child in element:
        yield from _element(child)


def _values(name: str, element: Any) -> Iterator[str]:
    if "id" in element.attrib and not NMTOKEN.fullmatch(element.get("id")):
        yield f"{name}: id is no NMTOKEN"
    if element.get("state", "initial") not in STATES:
        yield f"{name}: state {element.get('state')}"
    if element.get("state", "initial") != "initial" and element.find(f"{{{CORE}}}target") is None:
        yield f"{name}: a state other than initial needs a target"
    if "hex" in element.attrib and not re.fullmatch("[0-9A-F]{4,6}", element.get("hex")):
        yield f"{name}: hex {element.get('hex')}"


def _document(root: Any) -> Iterator[str]:
    if root.get("version") != "2.0":
        yield "xliff: version"
    for name in ("srcLang", "trgLang"):
        if name in root.attrib and not LANGUAGE.fullmatch(root.get(name)):
            yield f"xliff: {name}"
    targets = root.iter(f"{{{CORE}}}target")
    if "trgLang" not in root.attrib and next(targets, None) is not None:
        yield "xliff: no trgLang"
    for file in root:
        ids = [unit.get("id") for unit in file.iter(f"{{{CORE}}}unit")]
        if len(ids) != len({*ids}):
            yield "file: ids of units are not unique"
