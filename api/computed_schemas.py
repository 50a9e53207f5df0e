"""What the API computes: comparisons, plans, roles that fit, results of search, changes."""

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from api.described import Described
from api.schemas import (
    Address,
    Code,
    Head,
    Places,
    Product,
    Share,
    Slug,
    TermData,
    Texts,
    Version,
    Words,
)


class RequirementData(TypedDict):
    """A skill of a plan: one that carries over, counts for more, is new, or is left behind."""

    skill: TermData
    requirement: str
    text: Texts


class SkillChanges(TypedDict):
    """The skills of a plan. `gained` are useful before and essential then."""

    carried: list[RequirementData]
    gained: list[RequirementData]
    new: list[RequirementData]
    left: list[RequirementData]


class TermChanges(TypedDict):
    """What two roles use or do not."""

    carried: list[TermData]
    new: list[TermData]
    left: list[TermData]


class ToolingData(TypedDict):
    """A category of tools, with the products that are known and those that are not."""

    category: TermData
    known: list[Product]
    new: list[Product]


class ToolingChanges(TypedDict):
    """The tools of a plan, by category."""

    carried: list[ToolingData]
    new: list[ToolingData]
    left: list[ToolingData]


class PayData(TypedDict):
    """What a source says a role is paid: in its own currency, never converted."""

    place: Texts
    audience: Texts
    currency: str
    period: str
    minimum: int
    maximum: int
    as_of: str | None


class RolePayData(TypedDict):
    """The pay of one end of a move."""

    role: TermData
    ranges: list[PayData]


class RungData(TypedDict):
    """A step of a career ladder."""

    stage: str | None
    positions: list[TermData]
    advice: Texts


class RouteData(TypedDict):
    """The steps between two roles on the ladder of one of them."""

    ladder: TermData
    steps: list[RungData]


class PlanData(TypedDict):
    """What a move takes. Without an origin it starts from the given skills alone."""

    origin: TermData | None
    target: TermData
    met: Share
    skills: SkillChanges
    tools: ToolingChanges
    areas: TermChanges
    metrics: TermChanges
    route: RouteData | None
    pay: list[RolePayData]
    unused: Annotated[list[TermData], Described("Given skills that neither end mentions.")]


class PartKnown(TypedDict):
    """How many of a role's needs of one kind are known."""

    known: int
    all: int


class FitData(TypedDict):
    """A role that fits, and why: what is known of its needs, and what is missing first."""

    role: TermData
    family: TermData
    stage: str | None
    met: Share
    essential: PartKnown
    useful: PartKnown
    tool_categories: PartKnown
    missing: Annotated[list[TermData], Described("The first essential skills that are missing.")]


class FitsAnswer(Head):
    """Roles that fit, the best first, twenty on a page."""

    total: int
    page: int
    pages: int
    data: list[FitData]


class EntryData(TypedDict):
    """One thing in a cell. Pay has its amounts."""

    text: Texts
    note: Texts
    pay: NotRequired[list[int]]


class RowData(TypedDict):
    """A row of a comparison, with a cell for each role in the order of the columns."""

    heading: Texts
    page: Address | None
    differs: bool
    shared: bool
    cells: list[list[EntryData]]


class SectionData(TypedDict):
    """Rows under a title; `about` divides it further, e.g. skills by group."""

    id: str
    title: Words
    about: Texts
    rows: list[RowData]


class CountData(TypedDict):
    """How many things all of some roles have, of those that any of them has."""

    shared: int
    total: int


class PairData(TypedDict):
    """What two of the roles have in common."""

    roles: list[str]
    brief: Annotated[bool, Described("One is described so briefly that this says little.")]
    skills: CountData
    tools: CountData
    areas: CountData
    metrics: CountData


class ComparisonData(TypedDict):
    """Roles side by side."""

    roles: list[TermData]
    pairs: list[PairData]
    sections: list[SectionData]


class SegmentData(TypedDict):
    """A part of a text, and whether it matches."""

    text: str
    match: bool


class PassageData(TypedDict):
    """Where something was found."""

    page: Address
    place: list[str] | dict[Code, list[str]]
    title: list[SegmentData]
    quote: list[SegmentData]
    language: Code
    why: Words


class HitData(Places):
    """Something that was found. `close` is what has not all of the words but comes near.
    `found_in` are the languages in which it is found, of those that were searched in."""

    kind: str
    slug: Slug
    title: Texts
    score: float
    close: bool
    passage: PassageData
    more: list[PassageData]
    found_in: list[Code]


class AnsweredData(TypedDict):
    """The passage that answers a question."""

    question: str
    hit: HitData


class ResultsAnswer(Head):
    """What was found, the best first, twenty on a page."""

    total: int
    page: int
    pages: int
    suggestion: Annotated[str, Described("The words in another spelling, or empty.")]
    answer: AnsweredData | None
    data: list[HitData]


class SuggestionData(TypedDict):
    """Something whose title matches what has been typed so far."""

    kind: str
    title: Texts
    page: Address
    why: Words


class ChangedData(Places):
    """Something that was changed; `slug` is null where anything of the kind may have changed."""

    kind: str
    slug: str | None


class ChangesData(TypedDict):
    """What has changed since a version up to this one, and what is there no longer."""

    since: Version
    changed: list[ChangedData]
    gone: list[ChangedData]


class StartData(TypedDict):
    """Where to begin."""

    languages: list[Code]
    description: Address
    documentation: Address
    addresses: Annotated[list[str], Described("All, some with a name to fill in.")]
