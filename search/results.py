"""What is asked of the search and what it answers. The pages are made of these.

results = search(Request("lidera zespołu", language="en"))
results.hits[0].object  # <Role: Customer support team lead>
results.hits[0].passage.why  # "Polish title: Lider / liderka zespołu wsparcia klienta"
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from translations.models import TranslatedContent
from translations.texts import Text

PAGE_SIZE = 20
KINDS = ("role", "skill", "tool", "category", "metric", "position", "family")
SORTS = ("relevance", "title")


@dataclass(frozen=True)
class Request:
    """A query as a form has cleaned it. Facets that are empty do not narrow.

    `language` is the page's. `kind` is one of KINDS or "" for all. `families` are slugs (each with
    all below it), `stages` values of Stage, `groups` slugs of skill groups, `text_languages` codes
    of languages in which the title has to be there. `page` starts at 1.
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
        """Whether a facet is chosen."""
        return bool(self.families or self.stages or self.groups or self.text_languages)


class Segment(NamedTuple):
    """A piece of an original text; not escaped, so a template escapes it as any other text."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Passage:
    """A place that matches: where it is and what stands there, the matching words marked.

    `address` leads to it, with its anchor ("/fi/roles/x/#responsibility-y"). `place` is where that
    is, from the outside in ("Customer support team lead", "Responsibilities"). `title` and `quote`
    are in `language`; either may be empty. `why` says in words why it matched where that cannot be
    seen: "English title: customer support team lead".
    """

    address: str
    place: tuple[str, ...]
    title: tuple[Segment, ...]
    quote: tuple[Segment, ...]
    language: str
    why: str
    score: float


@dataclass(frozen=True)
class Hit:
    """Something that was found, with the passage that matches best.

    `object` is a Role (its family joined), Skill (its group joined), Tool, ToolCategory, Metric,
    Position or RoleFamily. `title` is what a reader of the page's language is shown; `marked` is
    the same, with the matching words marked. `more` are further passages of it, at most three.
    `address` is that of the object, without a place on its page.
    """

    kind: str
    object: TranslatedContent
    title: Text
    marked: tuple[Segment, ...]
    passage: Passage
    more: tuple[Passage, ...] = ()
    address: str = ""

    @property
    def score(self) -> float:
        """From .55 (hardly) to 1 (just this)."""
        return self.passage.score


@dataclass(frozen=True)
class Option:
    """A value of a facet, or a kind: how many hits there are if it is chosen.

    `label` is in the page's language, or of `label_language`. `depth` is that of a family in its
    tree. Options without hits are there too.
    """

    value: str
    label: str
    count: int
    is_on: bool = False
    label_language: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Answer:
    """The answer to a question: a passage, what it is about, and the sources it rests on."""

    question: str
    hit: Hit
    sources: tuple[TranslatedContent, ...]


@dataclass(frozen=True)
class Results:
    """What was found: one page of hits, and what leads on from there.

    `total` counts all hits of the chosen kind that fit the facets; `is_cut` says that there are
    more than were counted. `kinds` counts the hits of each kind within the facets; "" is all.
    `facets` are "family", "stage", "group" and "language", where there is a choice. `suggestion` is
    the query in another spelling that finds something. `nearest` are published roles that come
    near, if there is no hit. `page` is the one that is shown: the last if a later one was asked
    for. `unknown` are chosen slugs that name nothing: ("family", "x").
    """

    request: Request
    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_cut: bool = False
    kinds: tuple[Option, ...] = ()
    facets: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    answer: Answer | None = None
    suggestion: str = ""
    nearest: tuple[TranslatedContent, ...] = ()
    page: int = 1
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def is_miss(self) -> bool:
        """Whether the query finds nothing at all, whatever is chosen: worth learning from."""
        return not (self.kinds and self.kinds[0].count) and not self.request.is_narrowed


@dataclass(frozen=True)
class Suggestion:
    """Something to go to at once: its title, marked, and where it is.

    `beside` tells it apart from others that are called the same.
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
