"""What text looks like when it is stored: in NFC, without characters that nobody sees.

They come along when text is pasted, and then two titles that look alike differ, a word is not
found, and a feed breaks. Emoji that invisible characters join fall apart; letters stay whole.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile("[\t\x0b\x0c]")
# Control characters, soft hyphens, joiners, marks of direction, fillers, variation selectors, tags,
# halves of surrogate pairs, and what Unicode says is no character.
_NONCHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
INVISIBLE = (  # for a class of a regular expression
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    f"\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff{_NONCHARACTERS}"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_UNCLEAN = re.compile(f"[\\r\x85\u2028\u2029\t\x0b\x0c{INVISIBLE}]")


def clean_text(text: str) -> str:
    """A text of one or several lines as it is stored. Lines end with a line feed."""
    visible = _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    return unicodedata.normalize("NFC", visible).strip()


def clean_line(text: str) -> str:
    """The same on one line."""
    return clean_text(text).replace("\n", " ")


def first_unclean(text: str) -> int | None:
    """The place of the first character of a stored text that cleaning would change, if any is.

    A text that was written before it was cleaned may have some.
    """
    if text.isascii() and text.isprintable():  # most texts, and much faster
        return None
    if match := _UNCLEAN.search(text):
        return match.start()
    if unicodedata.is_normalized("NFC", text):
        return None
    marks = (n for n, sign in enumerate(text) if _is_uncomposed(sign))
    return next(marks, 0)


def _is_uncomposed(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 or not unicodedata.is_normalized("NFC", sign)
