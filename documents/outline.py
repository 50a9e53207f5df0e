"""What a document says, in reading order and without any look; the writers make files of it.

Texts are cleaned where they come in, and what is empty is left out, so no writer has to ask.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

_SPACES = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# Controls and noncharacters, which no file can hold; marks that hide in a text or turn that around
# it; soft hyphens, since each file hyphenates by its language.
_UNWANTED = re.compile(
    "[\0-\x08\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
    f"\x0e-\x1b\ud800-\udfff{_NONCHARACTERS}]"
)


def clean(text: str) -> str:
    """A text on one line (NFC), without the characters that break a file or hide in it."""
    return normalize("NFC", _UNWANTED.sub("", _SPACES.sub(" ", text))).strip()


@dataclass(frozen=True)
class Line:
    """A text on one line, its language ("fi", "nb" …), and maybe the same in another."""

    text: str
    language: str
    also: "Line | None" = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        object.__setattr__(self, "also", self.also or None)

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section of the document, level 2 a part of it."""

    line: Line
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Texts with a space between them."""

    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(filter(None, self.lines)))


@dataclass(frozen=True)
class Item:
    """A bullet, with bullets of the second level below it."""

    line: Line
    more: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "more", tuple(filter(None, self.more)))


@dataclass(frozen=True)
class Bullets:
    """A list; of a checklist, each item has a box to tick."""

    items: tuple[Item, ...]
    boxes: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(_filled_items(self.items)))


@dataclass(frozen=True)
class Facts:
    """Labels and their values: employer, place, pay."""

    rows: tuple[tuple[Line, Line], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(row for row in self.rows if row[1]))


@dataclass(frozen=True)
class Notes:
    """Room to write on paper, so many lines high."""

    lines: int


Block = Heading | Paragraph | Bullets | Facts | Notes


@dataclass(frozen=True)
class Document:
    """A document: its title, its blocks in reading order, and at the end the lines about it."""

    title: Line
    blocks: tuple[Block, ...]
    date: (
        date  # when it was put together: in the file's properties; a line of the footer may say it
    )
    subtitle: Line | None = None
    footer: tuple[Line, ...] = ()  # sources and licences

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", _filled_blocks(self.blocks))
        object.__setattr__(self, "subtitle", self.subtitle or None)
        object.__setattr__(self, "footer", tuple(filter(None, self.footer)))


def _filled_items(items: Iterable[Item]) -> Iterator[Item]:
    """The items with a text; what stands below one without comes in its place."""
    for item in items:
        if item.line:
            yield item
        else:
            yield from map(Item, item.more)


def _filled_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that say something, and the headings that any of them stands under."""
    filled: list[Block] = []
    for block in reversed(list(blocks)):
        if _is_filled(block, filled[-1] if filled else None):
            filled.append(block)
    return tuple(_nested(reversed(filled)))


def _nested(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with no heading more than one level below the heading before."""
    deepest = 1
    for block in blocks:
        if isinstance(block, Heading):
            block = Heading(block.line, min(block.level, deepest))
            deepest = block.level + 1
        yield block


def _is_filled(block: Block, following: Block | None) -> bool:
    match block:
        case Heading(line, level):
            is_last = isinstance(following, Heading) and following.level <= level
            return bool(line) and following is not None and not is_last
        case Paragraph(lines):
            return bool(lines)
        case Bullets(items):
            return bool(items)
        case Facts(rows):
            return bool(rows)
        case Notes(lines):
            return lines > 0


def kept_with_next(blocks: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is a paragraph that belongs on the page of notes below it."""
    pairs = []
    leads = False
    for block in reversed(list(blocks)):
        is_led_on = leads and isinstance(block, Paragraph)
        pairs.append((block, is_led_on))
        leads = is_led_on or isinstance(block, Notes)
    return reversed(pairs)
