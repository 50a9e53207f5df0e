"""What a job description can be put together from: the items of one role, or of two mixed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django.conf import settings

from descriptions.keys import ITEM_LENGTH, PIECE_LENGTH, short_key, short_keys
from roles.models import Role, RoleSkill
from translations.models import TranslatedContent
from translations.texts import Text

# A text in each language of the document.
Texts = tuple[Text, ...]
# An object and the field of it that cites sources, "" for all of it.
Cited = tuple[TranslatedContent, str]


@dataclass(frozen=True)
class DescriptionPiece:
    """What stands below an item and is chosen by itself: a task, a product, a meaning."""

    key: str
    texts: Texts
    is_default: bool = False
    is_name: bool = False  # of a product: it stands after the item, on its line
    is_meaning: bool = False  # it says what the item means in this role


@dataclass(frozen=True)
class DescriptionEntry:
    """An item to choose: a responsibility, a skill, a text of the role."""

    key: str
    texts: Texts
    pieces: tuple[DescriptionPiece, ...] = ()
    cited: tuple[Cited, ...] = ()
    terms: tuple[TranslatedContent, ...] = ()  # of the vocabulary: their texts stand in it, too
    is_default: bool = True
    requirement: str = ""  # of a skill

    @property
    def is_essential(self) -> bool:
        return self.requirement == RoleSkill.Requirement.ESSENTIAL

    @property
    def is_fallback(self) -> bool:
        """Whether its text is missing in a language of the document."""
        return any(text.is_fallback for text in self.texts)


@dataclass(frozen=True)
class Material:
    """All that there is to choose from, by list and in the order of the role."""

    roles: tuple[Role, ...]
    languages: tuple[str, ...]
    lists: dict[str, list[DescriptionEntry]]

    def titles(self, language: str) -> list[Text]:
        return [role.shown_text("title", language) for role in self.roles]


def material(roles: Sequence[Role], languages: Sequence[str]) -> Material:
    """The material of roles whose details are read."""
    readers = [_RoleReader(role, number, tuple(languages)) for number, role in enumerate(roles, 1)]
    lists = {name: _merged(read(reader) for reader in readers) for name, read in LISTS.items()}
    return Material(tuple(roles), tuple(languages), lists)


@dataclass(frozen=True)
class _RoleReader:
    """Reads a role, the first one or the second, in each language of the document."""

    role: Role
    number: int
    languages: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What keys of the second role's own items end in: both may have one of the same name."""
        return str(self.number) if self.number > 1 else ""

    def texts(self, item: Any, field: str) -> Texts:
        return tuple(item.shown_text(field, code) for code in self.languages)

    def text(self, name: str, *, is_default: bool = True) -> list[DescriptionEntry]:
        """A text of the role itself, the only item of its kind."""
        texts = self.texts(self.role, name)
        cited = ((self.role, name),)
        entry = DescriptionEntry(f"{name}{self.mark}", texts, cited=cited, is_default=is_default)
        return [entry] if texts[0] else []

    def items(
        self,
        relation: str,
        term: str,
        pieces: Callable[["_RoleReader", Any], Iterable[DescriptionPiece]],
    ) -> list[DescriptionEntry]:
        """The items of a kind. Their titles are those of a vocabulary term, or their own."""
        items = self.role.all_of(relation)
        titled = [getattr(item, term) if term else item for item in items]
        # A responsibility, a practice and a skill may be called the same.
        names = [f"{relation} {one.slug if term else one.key}" for one in titled]
        keys = short_keys(names, ITEM_LENGTH)
        return [
            DescriptionEntry(
                key=key if term else f"{key}{self.mark}",
                texts=self.texts(one, "title"),
                pieces=tuple(pieces(self, item)),
                cited=((item, ""),),
                terms=(one,) if term else (),
                requirement=getattr(item, "requirement", ""),
            )
            for key, item, one in zip(keys, items, titled, strict=True)
        ]

    def field_piece(
        self, item: Any, field: str, *, is_meaning: bool = False
    ) -> Iterator[DescriptionPiece]:
        texts = self.texts(item, field)
        if texts[0]:
            key = short_key(f"field {field}", PIECE_LENGTH)
            yield DescriptionPiece(f"{key}{self.mark}", texts, is_meaning=is_meaning)

    def line_pieces(
        self, item: Any, field: str, *, is_default: bool = False
    ) -> Iterator[DescriptionPiece]:
        """A piece for each line. Its key is made of the line in the language it was written in."""
        columns = [_lines(text) for text in self.texts(item, field)]
        written = item.shown_text(field, item.source_language or settings.LANGUAGE_CODE).lines
        rows = [*zip_longest(*columns)]
        names = [name or f"line {number}" for number, (name, _) in
                 enumerate(zip_longest(written, rows, fillvalue=""))]  # fmt: skip
        for key, row in zip(short_keys(names, PIECE_LENGTH), rows, strict=False):
            if row[0]:
                texts = zip(row, self.languages, strict=True)
                shown = tuple(text or Text("", code, code) for text, code in texts)
                yield DescriptionPiece(f"{key}{self.mark}", shown, is_default)


def _lines(text: Text) -> list[Text]:
    return [Text(line, text.language, text.wanted) for line in text.lines]


def _about(reader: _RoleReader) -> list[DescriptionEntry]:
    summary = reader.text("summary")
    return [*summary, *reader.text("introduction", is_default=not summary)]


def _duty_pieces(reader: _RoleReader, item: Any) -> Iterator[DescriptionPiece]:
    yield from reader.field_piece(item, "description", is_meaning=True)
    yield from reader.line_pieces(item, "tasks", is_default=True)


def _practice_pieces(reader: _RoleReader, item: Any) -> Iterator[DescriptionPiece]:
    yield from reader.field_piece(item, "description")
    yield from reader.line_pieces(item, "points")


def _skill_pieces(reader: _RoleReader, item: Any) -> Iterator[DescriptionPiece]:
    yield from reader.field_piece(item, "context", is_meaning=True)
    yield from reader.line_pieces(item, "points")


def _tool_pieces(reader: _RoleReader, item: Any) -> Iterator[DescriptionPiece]:
    """The products, whose names are the same in every language, and what they are used for."""
    tools = item.all_of("tools")
    keys = short_keys([tool.slug for tool in tools], PIECE_LENGTH)
    for key, tool in zip(keys, tools, strict=True):
        names = tuple(Text(tool.name, code, code) for code in reader.languages)
        yield DescriptionPiece(key, names, is_default=True, is_name=True)
    yield from reader.field_piece(item, "purpose", is_meaning=True)


def _metric_pieces(reader: _RoleReader, item: Any) -> Iterator[DescriptionPiece]:
    yield from reader.field_piece(item, "context", is_meaning=True)


LISTS: dict[str, Callable[[_RoleReader], list[DescriptionEntry]]] = {
    "about": _about,
    "duties": lambda reader: reader.items("responsibilities", "", _duty_pieces),
    "skills": lambda reader: reader.items("role_skills", "skill", _skill_pieces),
    "experience": lambda reader: reader.text("experience"),
    "tools": lambda reader: reader.items("tool_uses", "category", _tool_pieces),
    "metrics": lambda reader: reader.items("role_metrics", "metric", _metric_pieces),
    "growth": lambda reader: reader.text("growth"),
    "practices": lambda reader: reader.items("best_practices", "", _practice_pieces),
}


def _merged(lists: Iterable[list[DescriptionEntry]]) -> list[DescriptionEntry]:
    """The entries of all roles, those with the same key once."""
    entries: dict[str, DescriptionEntry] = {}
    for entry in (entry for entries in lists for entry in entries):
        there = entries.get(entry.key)
        entries[entry.key] = _joined(there, entry) if there else entry
    return [*entries.values()]


def _joined(first: DescriptionEntry, second: DescriptionEntry) -> DescriptionEntry:
    """What both roles say of a term. A skill that one of them calls for is essential."""
    pieces = {piece.key: piece for piece in (*first.pieces, *second.pieces)}
    return replace(
        first,
        pieces=tuple(pieces.values()),
        cited=(*first.cited, *second.cited),
        terms=(*first.terms, *second.terms),
        requirement=first.requirement if first.is_essential else second.requirement,
    )
