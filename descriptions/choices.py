"""What somebody has chosen, as an address has it: short keys of items, never a text.

`duties=ab2cd.ef3gh-x2y-zz4.ij5kl-` are three responsibilities in this order: the first with the
pieces that are chosen if nobody says otherwise, the second with two pieces, the third with none.
`-` is an empty list. A list that is not there is that of `default_picks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from descriptions.material import DescriptionEntry, DescriptionPiece, Material

KINDS = ("description", "interview", "onboarding")
# The parts of a description in the order that they have if nobody says otherwise.
PARTS = ("about", "duties", "skills", "experience", "tools", "metrics", "growth", "offer", "apply")
# The lists of items; the skills of a role stand in two of them.
LISTS = ("about", "duties", "must", "nice", "experience", "tools", "metrics", "growth", "practices")
SKILL_LISTS = ("must", "nice")
NOTHING = "-"
# More are too many for a reader: so many are chosen by default, and the advice is about more.
MOST_MUST = 10
MOST_IN_A_LIST = 12
_PICK = r"[a-z0-9]+(?:-[a-z0-9]+)*-?"
LIST_PATTERN = rf"^(?:-|{_PICK}(?:\.{_PICK})*)\Z"
PARTS_PATTERN = r"^(?:-|[a-z]+(?:\.[a-z]+)*)\Z"


@dataclass(frozen=True)
class Pick:
    """An item that is chosen, and which of its pieces; None are those that a default chooses."""

    key: str
    pieces: tuple[str, ...] | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        key, *pieces = text.split("-")
        return cls(key, tuple(filter(None, pieces)) if pieces else None)

    def __str__(self) -> str:
        if self.pieces is None:
            return self.key
        return "-".join((self.key, *self.pieces)) if self.pieces else f"{self.key}-"


def picks_of(text: str) -> tuple[Pick, ...]:
    """The picks of a list as an address has it."""
    if text == NOTHING:
        return ()
    return tuple({pick.key: pick for pick in map(Pick.of, text.split("."))}.values())


def written(picks: Iterable[Pick]) -> str:
    """Picks as an address has them."""
    return ".".join(map(str, picks)) or NOTHING


@dataclass(frozen=True)
class Choices:
    """All that is chosen, apart from the words of whoever chooses."""

    kind: str = KINDS[0]
    parts: tuple[str, ...] = PARTS
    lists: Mapping[str, tuple[Pick, ...]] = field(default_factory=dict)
    has_sources: bool = True

    @classmethod
    def of_query(cls, chosen: Mapping[str, Any]) -> Self:
        """From the cleaned parameters of an address. Parts that there are not are left out."""
        parts = tuple(dict.fromkeys(filter(PARTS.__contains__, chosen["parts"].split("."))))
        return cls(
            kind=chosen["kind"],
            parts=parts if chosen["parts"] else PARTS,
            lists={name: picks_of(chosen[name]) for name in LISTS if chosen[name]},
            has_sources=chosen["sources"] != "0",
        )

    def query(self, material: Material) -> dict[str, str]:
        """The parameters of an address that differ from what is chosen by default."""
        query = {} if self.kind == KINDS[0] else {"kind": self.kind}
        available = available_parts(material)
        parts = tuple(part for part in self.parts if part in available)
        if parts != available:
            query["parts"] = ".".join(parts) or NOTHING
        for name, picks in self.lists.items():
            if (text := written(picks)) != written(default_picks(name, material)):
                query[name] = text
        if not self.has_sources:
            query["sources"] = "0"
        return query


def available_parts(material: Material) -> tuple[str, ...]:
    """The parts that there can be: of a text that the role does not have there is none."""
    texts = ("about", "experience", "growth")
    return tuple(part for part in PARTS if part not in texts or material.lists[part])


def entries_of(name: str, material: Material) -> list[DescriptionEntry]:
    """What a list can be chosen from."""
    return material.lists["skills" if name in SKILL_LISTS else name]


def default_picks(name: str, material: Material) -> tuple[Pick, ...]:
    """What is chosen of a list as long as nobody chooses: not more than readers read."""
    entries = [entry for entry in entries_of(name, material) if entry.is_default]
    if name in SKILL_LISTS:
        entries = [entry for entry in entries if entry.is_essential is (name == "must")]
    return tuple(Pick(entry.key) for entry in entries[: most_of(name)])


def most_of(name: str) -> int:
    """How many items of a list are advised."""
    return MOST_MUST if name == "must" else MOST_IN_A_LIST


@dataclass(frozen=True)
class Placed:
    """An item at its place: chosen for a list or not, with its pieces."""

    entry: DescriptionEntry
    list_name: str  # "" if it is not chosen
    pieces: tuple[tuple[DescriptionPiece, bool], ...]

    @property
    def is_chosen(self) -> bool:
        return bool(self.list_name)

    def chosen(self, *, names: bool = False) -> list[DescriptionPiece]:
        """The chosen pieces: those that stand below the item, or the names beside it."""
        return [piece for piece, is_on in self.pieces if is_on and piece.is_name is names]


@dataclass(frozen=True)
class Arrangement:
    """All items: in each list the chosen ones first; and the keys that no item has."""

    lists: dict[str, list[Placed]]
    unknown: list[tuple[str, str]]

    def chosen(self, name: str) -> list[Placed]:
        """The chosen items of a list."""
        placed = self.lists["skills" if name in SKILL_LISTS else name]
        return [one for one in placed if one.list_name == name]


def arranged(choices: Choices, material: Material) -> Arrangement:
    lists: dict[str, list[Placed]] = {}
    unknown: list[tuple[str, str]] = []
    for name, entries in material.lists.items():
        names = SKILL_LISTS if name == "skills" else (name,)
        by_key = {entry.key: entry for entry in entries}
        placed: dict[str, Placed] = {}
        for list_name in names:
            for pick in choices.lists.get(list_name, default_picks(list_name, material)):
                if entry := by_key.get(pick.key):
                    lost = _lost_pieces(entry, pick)
                    unknown += [(list_name, f"{pick.key}-{piece}") for piece in lost]
                    placed.setdefault(pick.key, _placed(entry, list_name, pick.pieces))
                else:
                    unknown.append((list_name, pick.key))
        rest = [_placed(entry, "", None) for entry in entries if entry.key not in placed]
        lists[name] = [*placed.values(), *rest]
    return Arrangement(lists, unknown)


def _lost_pieces(entry: DescriptionEntry, pick: Pick) -> list[str]:
    there = {piece.key for piece in entry.pieces}
    return [key for key in pick.pieces or () if key not in there]


def _placed(entry: DescriptionEntry, list_name: str, chosen: Sequence[str] | None) -> Placed:
    return Placed(
        entry,
        list_name,
        tuple(
            (piece, piece.is_default if chosen is None else piece.key in chosen)
            for piece in entry.pieces
        ),
    )
