"""A form that was sent: choices, own words, and what its button asks for. Nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict

from descriptions.choices import (
    KINDS,
    LISTS,
    PARTS,
    SKILL_LISTS,
    Choices,
    Pick,
    entries_of,
)
from descriptions.material import DescriptionEntry, Material
from descriptions.own import OwnWords
from documents.formats import FORMATS
from translations.languages import language_codes

MOST_BYTES = 256 * 1024
COMPLETE = "complete"  # the field of a form that has all choices: without it, the address has them
MOVES = {"up": -1, "down": 1}


def is_too_large(request: HttpRequest) -> bool:
    """Whether more was sent than is read. Nothing of it has been read yet."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES


@dataclass(frozen=True)
class Posted:
    """What was sent."""

    fields: QueryDict

    @property
    def own(self) -> OwnWords:
        return OwnWords.of_form({name: str(self.fields[name]) for name in self.fields})

    @property
    def format(self) -> str:
        """The form of the file that is asked for; "" is the page."""
        wanted = self.fields.get("format", "")
        return wanted if wanted in FORMATS else ""

    def languages(self, default: Sequence[str]) -> tuple[str, ...]:
        """The languages of the document, those of the address if the form names none."""
        named = [self.fields.get("in", default[0])]
        named.append(self.fields.get("with", "" if self.is_complete else [*default, ""][1]))
        known = [code for code in dict.fromkeys(named) if code in language_codes()]
        return tuple(known or default)

    @property
    def is_complete(self) -> bool:
        return COMPLETE in self.fields

    def choices(self, of_address: Choices, material: Material) -> Choices:
        """What is chosen, after the move that a button asked for."""
        if not self.is_complete:
            return of_address
        kind = self.fields.get("kind", "")
        lists = {name: self._picks(name, material) for name in LISTS}
        chosen = Choices(
            kind=kind if kind in KINDS else KINDS[0],
            parts=tuple(dict.fromkeys(filter(PARTS.__contains__, self.fields.getlist("part")))),
            lists=lists,
            has_sources="sources" in self.fields,
        )
        return moved(chosen, self.fields.get("move", ""))

    def _picks(self, name: str, material: Material) -> tuple[Pick, ...]:
        entries = {entry.key: entry for entry in entries_of(name, material)}
        keys = self._skills(name) if name in SKILL_LISTS else self.fields.getlist(name)
        pieces = self.fields.getlist("piece")
        return tuple(_pick(key, pieces, entries.get(key)) for key in dict.fromkeys(keys))

    def _skills(self, name: str) -> list[str]:
        return [
            field.removeprefix("as.")
            for field in self.fields
            if field.startswith("as.") and self.fields[field] == name
        ]


def _pick(key: str, pieces: Sequence[str], entry: DescriptionEntry | None) -> Pick:
    """An item with the pieces that are ticked; None stands for those of the default."""
    ticked = tuple(piece.removeprefix(f"{key}-") for piece in pieces if piece.startswith(f"{key}-"))
    default = {piece.key for piece in entry.pieces if piece.is_default} if entry else set[str]()
    return Pick(key, None if {*ticked} == default else ticked)


def moved(choices: Choices, move: str) -> Choices:
    """The choices after a move: "up.part.duties" or "down.duties.ab2cd"."""
    way, _, rest = move.partition(".")
    name, _, key = rest.partition(".")
    if way not in MOVES:
        return choices
    if name == "part":
        return replace(choices, parts=tuple(_shifted([*choices.parts], key, MOVES[way])))
    picks = {pick.key: pick for pick in choices.lists.get(name, ())}
    order = _shifted([*picks], key, MOVES[way])
    return (
        replace(choices, lists={**choices.lists, name: tuple(picks[one] for one in order)})
        if picks
        else choices
    )


def _shifted(keys: list[str], key: str, by: int) -> list[str]:
    """The keys with one of them moved by a place, if it is there and there is one."""
    if key in keys and 0 <= keys.index(key) + by < len(keys):
        place = keys.index(key)
        keys[place], keys[place + by] = keys[place + by], keys[place]
    return keys
