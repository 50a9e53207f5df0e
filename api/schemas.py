"""What answers are made of, as the API's description (OpenAPI) tells it.

Views build plain dictionaries of these types: nothing is checked while an answer is made, but a
test compares answers of every kind with them. Where fields can be chosen, all but the name of the
object may be missing.
"""

from typing import Annotated, Generic, NotRequired, TypeVar

from typing_extensions import TypedDict

from api.described import Described

Data = TypeVar("Data")

Code = Annotated[str, Described("The code of a language.", examples=("fi",))]
Address = Annotated[str, Described("An absolute address.", format="uri")]
Slug = Annotated[str, Described("The name in addresses: the same in every language.")]
Version = Annotated[int, Described("A number that every change of the content raises.")]


class TextData(TypedDict):
    """A text, the language it is in, and whether that is another one than was asked for."""

    text: str
    language: Code
    fallback: bool


class Lines(TypedDict):
    """A text of several lines, e.g. tasks: the language it is in, and whether that is another one
    than was asked for."""

    lines: list[str]
    language: Code
    fallback: bool


# A text: in one language, or with `lang=all` by language; null where there is none.
Texts = TextData | dict[Code, str] | None
TextLines = Lines | dict[Code, list[str]] | None
# Words of the interface: as readers of the language are told, or with `lang=all` by language.
Words = str | dict[Code, str]


class Places(TypedDict):
    """Where something is: its address here, and its page. Some things have neither."""

    api: NotRequired[Address]
    page: NotRequired[Address]


class TermData(Places):
    """What an item refers to."""

    slug: Slug
    title: Texts


class Product(TypedDict):
    """A product by its name, which is the same in every language."""

    slug: Slug
    name: str
    api: NotRequired[Address]
    page: NotRequired[Address]


class ElsewhereIdentifier(TypedDict):
    """The same thing in another reference, e.g. its URI in ESCO, confirmed by a person."""

    scheme: str
    version: str
    value: str
    match: Annotated[str, Described(examples=("exact", "close", "broad"))]


class TranslationCounts(TypedDict):
    """How many texts exist in some language, and how many of them are what in this one.

    `reviewed` are also those that were written in it; `missing` are shown in another language.
    """

    texts: int
    missing: int
    draft: int
    reviewed: int
    outdated: Annotated[int, Described("Translated before the source text was last changed.")]


class CoverageData(TypedDict):
    """How far one kind of texts is translated into each language; `kind` is null for all texts."""

    kind: Annotated[str | None, Described(examples=("responsibility",))]
    name: Words
    languages: dict[Code, TranslationCounts]


class OtherTitles(TypedDict):
    """Other titles in one language."""

    language: Code
    titles: list[str]


class Share(TypedDict):
    """How much of what a role needs is met. `percent` is null where a role is described so briefly
    that a percentage would say too much."""

    skills: int
    all_skills: int
    percent: int | None


class SourceData(TypedDict):
    """A source of texts or facts."""

    slug: Slug
    title: str
    kind: Annotated[str, Described(examples=("article", "data-set"))]
    language: Code
    publisher: str
    address: str
    published_on: str | None
    updated_on: str | None
    licence: str
    adapted: Annotated[bool, Described("The material has been changed since it was published.")]
    acknowledgement: Texts


class ListedRoleData(TypedDict):
    """A role as lists have it."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    title: NotRequired[Texts]
    summary: NotRequired[Texts]
    stage: NotRequired[str | None]
    family: NotRequired[TermData]
    skills: NotRequired[Annotated[int, Described("How many skills it takes.")]]
    updated_at: NotRequired[str]


class RelatedRoleData(TermData):
    """A role near to this one, and how much of what it needs this one has."""

    met: Share


class FamilyData(TypedDict):
    """A family of roles. `roles` counts those of the families below it, too."""

    slug: Slug
    page: NotRequired[Address]
    title: NotRequired[Texts]
    description: NotRequired[Texts]
    parent: NotRequired[str | None]
    roles: NotRequired[int]


class ListedTermData(TypedDict):
    """A skill, a tool category or a metric as lists have it, and how many roles use it."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    title: NotRequired[Texts]
    roles: NotRequired[int]


class ListedSkillData(ListedTermData):
    """A skill as lists have it."""

    group: NotRequired[TermData | None]
    kind: NotRequired[str | None]
    reuse: NotRequired[str | None]


class MetricValues(TypedDict):
    """How a metric is read: its unit, and what a rise means."""

    abbreviation: NotRequired[str]
    unit: NotRequired[str]
    rise: NotRequired[str]
    definition: NotRequired[Texts]


class ListedMetricData(ListedTermData, MetricValues):
    """A metric as lists have it."""


class ListedToolData(TypedDict):
    """A product, the categories of which roles name it, and how many roles do."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    name: NotRequired[str]
    categories: NotRequired[list[TermData]]
    roles: NotRequired[int]


class UseData(TypedDict):
    """What a role says of a skill, a tool or a metric that it uses."""

    role: TermData
    text: Texts
    lines: NotRequired[TextLines]
    requirement: NotRequired[str]
    category: NotRequired[TermData]
    tools: NotRequired[list[Product]]


class TermFields(TypedDict):
    """What all terms of the vocabulary have: the first roles that use one, and how many do."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    identifiers: NotRequired[list[ElsewhereIdentifier]]
    roles: NotRequired[int]
    uses: NotRequired[list[UseData]]
    sources: NotRequired[list[SourceData]]


class SkillData(TermFields):
    """A skill, and what it means in the first roles that take it."""

    title: NotRequired[Texts]
    description: NotRequired[Texts]
    kind: NotRequired[str | None]
    reuse: NotRequired[str | None]
    group: NotRequired[TermData | None]
    other_titles: NotRequired[list[OtherTitles]]
    is_retired: NotRequired[bool]


class ToolCategoryData(TermFields):
    """A kind of tools, and what the first roles use it for."""

    title: NotRequired[Texts]
    description: NotRequired[Texts]


class ToolData(TermFields):
    """A product, and what the first roles use it for."""

    name: NotRequired[str]


class MetricData(TermFields, MetricValues):
    """A metric, and the first roles that are measured by it."""

    title: NotRequired[Texts]


class ListedPositionData(TypedDict):
    """A position on career ladders. One with a role has the title and the stage of the role."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    title: NotRequired[Texts]
    stage: NotRequired[str | None]
    lane: NotRequired[str | None]
    role: NotRequired[TermData | None]


class MoveData(TypedDict):
    """A move to another position or from it. `met` is null unless both ends have a role."""

    position: TermData
    is_upward: bool
    met: Share | None
    to_build: NotRequired[list[TermData]]
    advice: NotRequired[Texts]


class PositionData(ListedPositionData):
    """A position with the moves to it and from it, and the roles with similar needs."""

    onward: NotRequired[list[MoveData]]
    incoming: NotRequired[list[MoveData]]
    similar: NotRequired[list[MoveData]]
    sources: NotRequired[list[SourceData]]


class RefusedParameter(TypedDict):
    """A parameter that was refused."""

    parameter: str
    value: str
    message: str


class ProblemData(TypedDict):
    """What is wrong with a request (RFC 9457), in the reader's language."""

    type: str
    title: str
    status: int
    detail: str
    language: Code
    errors: NotRequired[list[RefusedParameter]]
    download: NotRequired[Annotated[str, Described("Where everything can be downloaded.")]]


class AcknowledgementData(TextData):
    """A sentence that publishers ask to be shown wherever their texts are: the languages of their
    lists that were adapted, and the licences of these lists."""

    adapted: list[Code]
    licences: list[str]


class Head(TypedDict):
    """What every response contains. `language` is “all” where texts come in each language."""

    content_version: Version
    language: str
    licence: Annotated[str, Described("That of the site's own texts; sources have theirs.")]
    acknowledgements: list[AcknowledgementData]


class ObjectAnswer(Head, Generic[Data]):
    """An answer about one thing."""

    data: Data


class ListAnswer(Head, Generic[Data]):
    """Everything of a kind."""

    total: int
    data: list[Data]


class PartAnswer(Head, Generic[Data]):
    """A part of a long list. `next` is the address of the next part, null at the end."""

    total: int
    next: Address | None
    data: list[Data]
