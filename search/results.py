"""The interface of search: requests, and the results that pages are rendered from.

results = search(SearchRequest("lidera zespołu", language="en"))
results.hits[0].object  # <Role: Customer support team lead>
results.hits[0].passage.why  # "Polish title: Lider / liderka zespołu wsparcia klienta"
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.options import Option
from search.models import Candidate
from translations.models import TranslatedContent
from translations.texts import Text

PAGE_SIZE = 20
SORTS = ("relevance", "title")


@dataclass(frozen=True)
class SearchRequest:
    """A query with its filters, as a form has cleaned it. Empty facets do not filter.

    `language` is that of the page. `kind` is one of search.ids.KINDS or "" for all. `families` are
    slugs (each with its descendants), `stages` values of Stage, `groups` slugs of skill groups,
    `text_languages` codes of languages that the title is written in. `page` starts at 1.
    """

    text: str
    language: str
    kind: str = ""
    families: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    text_languages: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether any facet filters the hits."""
        return bool(self.families or self.stages or self.groups or self.text_languages)


class Segment(NamedTuple):
    """A part of an original text, not escaped: templates escape it as any other text."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class HitPassage:
    """A passage that matches, with the matching words marked.

    `address` leads to it, with its anchor ("/fi/roles/x/#responsibility-y"). `place` names it
    from the outside in ("Customer support team lead", "Responsibilities"). `title` and `quote` are
    in `language`; either may be empty. `why` explains a match that the reader could not see:
    "English title: customer support team lead". `original` is the passage as it is indexed.
    """

    address: str
    place: tuple[str, ...]
    title: tuple[Segment, ...]
    quote: tuple[Segment, ...]
    language: str
    why: str
    score: float
    original: Candidate


@dataclass(frozen=True)
class Hit:
    """An object that matches, with the passage that matches best.

    `object` is a Role (its family joined), Skill, Tool, ToolCategory, Metric,
    Position or RoleFamily. `title` is the one shown in the page's language, `marked` the same
    with the matching words marked. `more` are at most three further passages. `address` is that of
    the object, without an anchor. `found_in` are the languages in which it is found, where several
    were searched in.
    """

    kind: str
    object: TranslatedContent
    title: Text
    marked: tuple[Segment, ...]
    passage: HitPassage
    more: tuple[HitPassage, ...] = ()
    address: str = ""
    found_in: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """From .55 (weak) to 1 (exact)."""
        return self.passage.score


@dataclass(frozen=True)
class DirectAnswer:
    """The answer to a question: the passage that answers it, and the sources it cites."""

    question: str
    hit: Hit
    sources: tuple[TranslatedContent, ...]


@dataclass(frozen=True)
class Results:
    """One page of hits, the facets and kinds to filter by, and suggestions.

    `total` counts all that is listed of the chosen kind and matches the facets. The last `close` of
    these, and the last `close_on_page` of `hits`, are no hits but closest to the query: no title
    has all of its words, unless `has_all_words`. `has_only_close`: the words find nothing at all.
    `is_provisional`: the index of closest titles will soon be another one. `is_cut` says that
    candidates were limited, so that there may be more. `kinds` counts what is listed of each kind;
    "" is all.
    `facets` are "family", "stage", "group" and "language", where there is a choice. `suggestion` is
    the query in another spelling that has hits. `page` is the last one if a later one was
    requested. `unknown` are chosen slugs that do not exist: ("family", "x").
    """

    request: SearchRequest
    hits: tuple[Hit, ...] = ()
    total: int = 0
    close: int = 0
    close_on_page: int = 0
    has_all_words: bool = True
    is_provisional: bool = False
    has_only_close: bool = False
    is_cut: bool = False
    kinds: tuple[Option, ...] = ()
    facets: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    answer: DirectAnswer | None = None
    suggestion: str = ""
    page: int = 1
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def hits_proper(self) -> tuple[Hit, ...]:
        """The hits on the page before those that are merely close."""
        return self.hits[: len(self.hits) - self.close_on_page]

    @property
    def closest(self) -> tuple[Hit, ...]:
        """What is close on the page."""
        return self.hits[len(self.hits) - self.close_on_page :]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to list of any kind, and no facet is the reason."""
        return not (self.kinds and self.kinds[0].count) and not self.request.is_narrowed

    @property
    def is_miss(self) -> bool:
        """Whether the words of the query find nothing of any kind and no facet is the reason."""
        return self.is_empty or (self.has_only_close and not self.request.is_narrowed)


@dataclass(frozen=True)
class Suggestion:
    """An object that the text typed so far may mean: its title, marked, and its address.

    `beside` distinguishes it from others with the same title.
    """

    title: Text
    marked: tuple[Segment, ...]
    address: str
    why: str = ""
    beside: Text | None = None


@dataclass(frozen=True)
class SuggestionGroup:
    """Suggestions of one kind, e.g. roles."""

    kind: str
    label: str
    suggestions: tuple[Suggestion, ...]
