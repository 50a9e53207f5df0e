"""Values of cells: no spreadsheet takes a text for a formula, and each comes back as it went out.

A text that begins like a formula gets an apostrophe in front, and so does one that begins with
apostrophes and then like a formula; on the way in one is taken off again.
"""

import re
from datetime import date, datetime
from typing import Any

from core.sheet import FORMULA_SIGNS

_defused = re.compile(rf"'+[{re.escape(''.join(FORMULA_SIGNS))}]")
_like_a_formula = re.compile(rf"'*[{re.escape(''.join(FORMULA_SIGNS))}]")
# How a workbook writes a character that XML cannot hold, and a text that looks so.
_escaped = re.compile("_x([0-9A-Fa-f]{4})_")
_not_in_xml = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def defused(text: str) -> str:
    return f"'{text}" if _like_a_formula.match(text) else text


def original(text: str) -> str:
    """The text that was defused."""
    return text[1:] if _defused.match(text) else text


def in_workbook(text: str) -> str:
    """A defused text as the XML of a workbook holds it."""
    literal = _escaped.sub(lambda match: f"_x005F{match[0]}", defused(text))
    return _not_in_xml.sub(lambda match: f"_x{ord(match[0]):04X}_", literal)


def from_workbook(value: Any) -> str:
    """A value of a cell as text: a spreadsheet makes numbers and dates of what looks like one."""
    if not isinstance(value, str):
        return _as_text(value)
    return original(_escaped.sub(lambda match: chr(int(match[1], 16)), value))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        is_day = value.time() == value.time().min
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
