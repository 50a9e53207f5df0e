"""Texts, addresses and references as answers have them, in one language or in all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeVar

from django.http import HttpRequest
from django.urls import get_script_prefix

from api.schemas import (
    Code,
    ElsewhereIdentifier,
    Lines,
    Places,
    Product,
    Share,
    SourceData,
    TermData,
    TextData,
    TextLines,
    Texts,
)
from api.strict import StrictForm
from roles.overlap import Met
from skills.models import Tool
from sources.models import Source
from translations.addresses import address
from translations.languages import language_activated, language_codes
from translations.models import TranslatedContent
from translations.texts import Text

Said = TypeVar("Said")

# The path below that of the API, and the URL name of the page, of what has either.
PLACES = {
    "roles.role": ("roles", "role"),
    "skills.skill": ("skills", "skill"),
    "skills.toolcategory": ("tool-categories", "tool-category"),
    "skills.tool": ("tools", "tool"),
    "skills.metric": ("metrics", "metric"),
    "careers.position": ("positions", "position"),
}
PREFIX = "api/v1/"


@dataclass(frozen=True)
class Writer:
    """Writes for a reader of `language`, or for one of all languages, who has it for the order of
    lists. `site` is the absolute address of the site with a slash at its end."""

    site: str
    language: str
    is_in_all: bool = False

    @classmethod
    def of(cls, request: HttpRequest, form: StrictForm) -> Self:
        site = request.build_absolute_uri(get_script_prefix())
        return cls(site, form.language, form.is_in_all)

    @cached_property
    def host(self) -> str:
        """The site without the path that it is at."""
        return self.site.removesuffix(get_script_prefix())

    @property
    def languages(self) -> list[str]:
        """The languages that are written."""
        return language_codes() if self.is_in_all else [self.language]

    def text(self, item: TranslatedContent, field: str) -> Texts:
        """The text of a field; None if there is none."""
        if not self.is_in_all:
            return wording(item.shown_text(field, self.language))
        return self.texts(lambda code: item.shown_text(field, code))

    def texts(self, get: Callable[[str], Text]) -> Texts:
        """A text, given how a reader of a language is shown it."""
        if not self.is_in_all:
            return wording(get(self.language))
        texts = {code: get(code) for code in language_codes()}
        written = {
            code: text.value for code, text in texts.items() if text and not text.is_fallback
        }
        return written or None

    def told(self, tell: Callable[[str], Said]) -> Said | dict[Code, Said]:
        """What is said in words of the interface, given how it is told in a language."""
        if not self.is_in_all:
            return tell(self.language)
        said = {}
        for code in self.languages:
            with language_activated(code):
                said[code] = tell(code)
        return said

    def words(self, texts: Sequence[Text | str]) -> Texts:
        """A text of the content or of the interface, given as it is in each of the languages."""
        if self.is_in_all:
            written = zip(self.languages, texts, strict=True)
            return {code: str(text) for code, text in written if _is_written(text)} or None
        [text] = texts
        if isinstance(text, Text):
            return wording(text)
        return TextData(text=text, language=self.language, fallback=False) if text else None

    def lines(self, item: TranslatedContent, field: str) -> TextLines:
        """The lines of a text, e.g. tasks."""
        if not self.is_in_all:
            text = item.shown_text(field, self.language)
            return (
                Lines(lines=text.lines, language=text.language, fallback=text.is_fallback)
                if text
                else None
            )
        texts = {code: item.shown_text(field, code) for code in language_codes()}
        return {
            code: text.lines for code, text in texts.items() if text and not text.is_fallback
        } or None

    def term(self, item: Any) -> TermData:
        """A reference to what has a title."""
        return TermData(slug=item.slug, title=self.text(item, "title"), **self.places(item))

    def optional_term(self, item: Any) -> TermData | None:
        return self.term(item) if item else None

    def places(self, item: Any) -> Places:
        """Where something is: here, and its page. Nothing for what has neither."""
        return self.places_of(item._meta.label_lower, item.slug)

    def places_of(self, label: str, slug: str) -> Places:
        """The same by the label of its model."""
        if label not in PLACES:
            return Places()
        path, name = PLACES[label]
        return Places(api=f"{self.site}{PREFIX}{path}/{slug}", page=self.page(name, slug))

    def product(self, tool: Tool) -> Product:
        return Product(slug=tool.slug, name=tool.name, **self.places(tool))

    def page(self, name: str, slug: str = "") -> str:
        """The absolute address of a page."""
        return f"{self.host}{address(name, slug)}"

    def source(self, source: Source) -> SourceData:
        return SourceData(
            slug=source.slug,
            title=source.title,
            kind=source.kind,
            language=source.language,
            publisher=source.publisher,
            address=source.address,
            published_on=iso(source.published_on),
            updated_on=iso(source.updated_on),
            licence=source.licence,
            adapted=source.is_adapted,
            acknowledgement=self.text(source, "acknowledgement"),
        )

    def sources(self, sources: Iterable[Source]) -> list[SourceData]:
        return [self.source(source) for source in sources]


def wording(text: Text) -> TextData | None:
    """A text with its language; None if it is empty."""
    if not text.value:
        return None
    return TextData(text=text.value, language=text.language, fallback=text.is_fallback)


def _is_written(text: Text | str) -> bool:
    """Whether there is a text in the very language that it was wanted in."""
    return bool(text) and not (isinstance(text, Text) and text.is_fallback)


def iso(moment: Any) -> str | None:
    """A day or a time as ISO 8601 has it; None stays."""
    return moment.isoformat() if moment else None


def share(met: Met) -> Share:
    """How much is met."""
    return Share(skills=met.skills, all_skills=met.all_skills, percent=met.percent)


def optional_share(met: Met | None) -> Share | None:
    """The same where nothing may be known."""
    return share(met) if met else None


def identifiers(rows: Iterable[Any]) -> list[ElsewhereIdentifier]:
    return [
        ElsewhereIdentifier(
            scheme=row.scheme, version=row.version, value=row.value, match=row.match
        )
        for row in rows
    ]


def chosen(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The chosen fields of an object, its name always among them; all if none are chosen."""
    wanted = {"slug", *names}
    return {name: data[name] for name in data if name in wanted} if names else {**data}
