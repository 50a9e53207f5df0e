"""Web addresses within texts, of which writers make links."""

import re
from collections.abc import Iterator
from urllib.parse import quote

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_IN_BRACKETS = r'\([^\s()<>"]*\)'
# The signs that close a sentence or a quotation are no part of the address before them.
_PATH = (
    rf'[/?#](?:(?:{_IN_BRACKETS}|[^\s()<>"])*'
    rf"""(?:{_IN_BRACKETS}|[^\s()<>".,;:!?…'“”‘’«»\]}}]))?"""
)
# Of http and https only, and no name of a user. The script of the builder reads it, too: what is
# written here, Python and JavaScript understand alike.
ADDRESS = (
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,4}})?"
    rf"""(?:{_PATH}|(?=[).,;:!?…'"”’»]*(?!\S)))"""
)
_address = re.compile(rf"({ADDRESS})")
# Each takes a file half a millisecond. Where there are more, in a document or on a line, nobody
# reads them, and none is a link.
MOST_LINKS = 1_000
MOST_ON_A_LINE = 10
_IN_ADDRESSES = "/?#[]@!$&'()*+,;=:%~"  # besides letters and digits


def linked(text: str) -> Iterator[tuple[str, str]]:
    """A line in pieces, each with the address that it leads to; "" is none."""
    pieces = _address.split(text)
    if len(pieces) > 2 * MOST_ON_A_LINE + 1:
        pieces = [text]
    for number, piece in enumerate(pieces):
        if piece:
            yield piece, piece if number % 2 else ""


def has_too_many(text: str) -> bool:
    """Whether more addresses stand in a text than a file has links."""
    return len(_address.findall(text)) > MOST_LINKS


def in_ascii(address: str) -> str:
    """An address as files hold it: letters that only people read are escaped."""
    return quote(address, safe=_IN_ADDRESSES)
