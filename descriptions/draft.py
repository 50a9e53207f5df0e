"""A document while it is put together: the material, what is chosen of it, and own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from descriptions.choices import Arrangement, Choices, Placed, arranged
from descriptions.material import DescriptionEntry, Material, Texts
from descriptions.own import LINES, OwnWords
from documents.outline import Item, Line
from translations.interface import gettext as _
from translations.languages import language_activated
from translations.texts import Text


@dataclass(frozen=True)
class Draft:
    """What a document is made of."""

    material: Material
    choices: Choices
    own: OwnWords

    @property
    def languages(self) -> tuple[str, ...]:
        return self.material.languages

    @cached_property
    def arrangement(self) -> Arrangement:
        return arranged(self.choices, self.material)

    @cached_property
    def titles(self) -> list[Text]:
        """The title in each language: that which was typed, or those of the roles."""
        return [self._title(code) for code in self.languages]

    def _title(self, language: str) -> Text:
        if typed := self.own.typed("title", language):
            return Text(typed, language, language)
        return self.role_titles[language]

    @cached_property
    def role_titles(self) -> dict[str, Text]:
        """The titles of the roles, in each language; of those that are in the same one."""
        return {code: self._role_title(code) for code in self.languages}

    def _role_title(self, language: str) -> Text:
        titles = self.material.titles(language)
        same = [title for title in titles if title.language == titles[0].language]
        return Text(", ".join(map(str, same)), titles[0].language, language)

    @cached_property
    def orphans(self) -> list[str]:
        """The keys of other wordings whose items are no longer there."""
        keys = {entry.key for entries in self.material.lists.values() for entry in entries}
        return list(dict.fromkeys(key for _, key in self.own.wordings if key not in keys))

    def chosen(self, name: str) -> list[Placed]:
        """The chosen items of a list."""
        return self.arrangement.chosen(name)

    def items(self, name: str) -> list[Item]:
        """A list as the document has it: its chosen items, then own lines."""
        return [*map(self.item, self.chosen(name)), *self.own_items(name)]

    def own_items(self, name: str) -> list[Item]:
        """The own lines of a list."""
        columns = [self.own.lines(name, code) for code in self.languages]
        return [Item(line) for line in beside(columns)]

    def fact(self, name: str) -> Line | None:
        """A fact of the job in each language; None if nobody has typed it."""
        texts = [self.own.fact(name, code) for code in self.languages]
        typed = [text for text in texts if text]
        return line(typed) if typed else None

    def item(self, placed: Placed) -> Item:
        lines = self.lines(placed)
        return Item(lines[0], tuple(lines[1:]))

    def lines(self, placed: Placed) -> list[Line]:
        """The lines of an item, the first one for itself."""
        return beside([self._said(placed, number) for number in range(len(self.languages))])

    def _said(self, placed: Placed, number: int) -> list[Text]:
        language = self.languages[number]
        if wording := self.own.wording(placed.entry.key, language):
            return [Text(line, language, language) for line in wording]
        text, names = placed.entry.texts[number], placed.chosen(names=True)
        if names:
            products = ", ".join(piece.texts[number].value for piece in names)
            text = Text(f"{text}: {products}", text.language, text.wanted)
        return [text, *(piece.texts[number] for piece in placed.chosen())]

    def paragraphs(self, name: str) -> list[Line]:
        """The chosen texts of a part that is no list, or its own lines, a paragraph each."""
        if name in LINES:
            return beside([self.own.lines(name, code) for code in self.languages])
        return [line for placed in self.chosen(name) for line in self._paragraphs(placed)]

    def _paragraphs(self, placed: Placed) -> list[Line]:
        columns = []
        for code, text in zip(self.languages, placed.entry.texts, strict=True):
            wording = self.own.wording(placed.entry.key, code)
            lines = [Text(line, code, code) for line in wording]
            columns.append(lines or [Text(line, text.language, code) for line in text.lines])
        return beside(columns)

    def meaning(self, entry: DescriptionEntry) -> list[Line]:
        """What an item means in this role."""
        return [line(piece.texts) for piece in entry.pieces if piece.is_meaning]

    def spoken(self, message: str) -> Line:
        """A text of the interface in each language of the document. `message` is its id."""
        texts = []
        for code in self.languages:
            with language_activated(code):
                texts.append(Text(str(_(message)), code, code))
        return line(texts)


def line(texts: Sequence[Text] | Texts) -> Line:
    """A line in one language or two; what both say alike stands there once."""
    first, *others = texts
    also = [Line(text.value, text.language) for text in others if text.value != first.value]
    return Line(first.value, first.language, also[0] if also else None)


def beside(columns: Iterable[Sequence[Text]]) -> list[Line]:
    """Lines in one language or two, side by side; where one has more, the rest follows alone."""
    rows = zip_longest(*columns)
    return [line([text for text in row if text]) for row in rows if any(row)]
