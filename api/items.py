"""The items of a role, a list for each kind in the registry: a new kind is there at once."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NotRequired

from django.db import models
from typing_extensions import TypedDict

from api.described import Described
from api.schemas import (
    Address,
    Code,
    ElsewhereIdentifier,
    OtherTitles,
    Product,
    RelatedRoleData,
    Slug,
    SourceData,
    TermData,
    TextLines,
    Texts,
    TranslationCounts,
)
from api.writer import Writer
from roles.models import Role
from roles.registry import ItemKind, kinds_by_place
from skills.models import Metric, Skill, Tool
from sources.citations import Citations
from translations.languages import language_codes

# What only the database and admin need.
UNSAID = ("id", "role", "order", "source_language")


def role_items(writer: Writer, role: Role, citations: Citations) -> dict[str, list[Any]]:
    """The items of a role whose details are read, by the section of its page."""
    page = writer.places(role)["page"]
    return {
        kind.section: [
            _item(writer, kind, item, page)
            | {"sources": [source.slug for source in citations.of(item)]}
            for item in role.all_of(kind.relation)
        ]
        for kind in kinds_by_place()
    }


def _item(writer: Writer, kind: ItemKind, item: Any, page: str) -> dict[str, Any]:
    data: dict[str, Any] = {"anchor": item.anchor, "page": f"{page}#{item.anchor}"}
    if kind.term:
        data[kind.term] = _term(writer, getattr(item, kind.term))
    for name in _texts(kind):
        write = writer.lines if name in kind.model.line_texts else writer.text
        data[name] = write(item, name)
    for name in _values(kind):
        data[name] = _plain(getattr(item, name))
    for relation in kind.many:
        data[relation] = [*_many(writer, item, relation)]
    return data


def _term(writer: Writer, term: Any) -> dict[str, Any]:
    """The vocabulary term of an item, with what the role's page shows of it."""
    data: dict[str, Any] = {**writer.term(term)}
    if isinstance(term, Metric):
        data |= {
            "abbreviation": term.abbreviation,
            "rise": term.rise,
            "definition": writer.text(term, "definition"),
        }
    elif isinstance(term, Skill):
        data |= {"kind": term.kind or None, "group": writer.optional_term(term.group)}
    return data


def _many(writer: Writer, item: Any, relation: str) -> Iterator[TermData | Product]:
    """What readers may see of a many-to-many relation."""
    for other in getattr(item, f"visible_{relation}", item.all_of(relation)):
        yield writer.product(other) if isinstance(other, Tool) else writer.term(other)


@cache
def _texts(kind: ItemKind) -> tuple[str, ...]:
    """The translated fields of an item itself, its title first."""
    return tuple(filter(None, (kind.own_title, *kind.texts)))


@cache
def _values(kind: ItemKind) -> dict[str, "models.Field[Any, Any]"]:
    """The other fields that say something, e.g. the currency of pay."""
    own = kind.model.translated_fields()
    columns = {f"{name}_{code}" for name in own for code in language_codes()}
    without = {*UNSAID, *own, *columns, kind.term}
    return {
        field.name: field for field in kind.model._meta.concrete_fields if field.name not in without
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: nothing chosen is null, a day is written."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value


# --- As OpenAPI describes them ---------------------------------------------------------------


class SkillTerm(TermData):
    """A skill, with its kind and its group."""

    kind: str | None
    group: TermData | None


class MetricTerm(TermData):
    """A metric, with its definition."""

    abbreviation: str
    rise: str
    definition: Texts


TERMS: dict[type[models.Model] | None, Any] = {Skill: SkillTerm, Metric: MetricTerm}
VALUES = {
    models.PositiveIntegerField: int,
    models.DateField: str | None,
    models.CharField: str | None,
}


def _described(kind: ItemKind) -> Any:
    """The type of the items of a kind."""
    fields: dict[str, Any] = {"anchor": str, "page": str, "sources": list[str]}
    if kind.term:
        term: Any = kind.model._meta.get_field(kind.term)
        fields[kind.term] = TERMS.get(term.related_model, TermData)
    for name in _texts(kind):
        fields[name] = TextLines if name in kind.model.line_texts else Texts
    for name, field in _values(kind).items():
        fields[name] = next(kept for model, kept in VALUES.items() if isinstance(field, model))
    for relation in kind.many:
        other: Any = kind.model._meta.get_field(relation)
        fields[relation] = list[Product] if other.related_model is Tool else list[TermData]
    return TypedDict(f"{kind.model.__name__}Data", fields)  # type: ignore[operator]  # made of the registry


def items_type() -> Any:
    """The type of all items of a role, by section."""
    sections = {
        kind.section: Annotated[list[_described(kind)], Described(kind.heading)]  # type: ignore[misc]
        for kind in kinds_by_place()
    }
    return TypedDict("RoleItemsData", sections)  # type: ignore[operator]  # the same


Items: Any = items_type()


class RoleData(TypedDict):
    """A role with all that its page shows. `items` has a list for each section of the page."""

    slug: Slug
    api: NotRequired[Address]
    page: NotRequired[Address]
    status: NotRequired[Annotated[str, Described(examples=("published", "retired"))]]
    replaced_by: NotRequired[TermData | None]
    stage: NotRequired[str | None]
    families: NotRequired[Annotated[list[TermData], Described("From the root down.")]]
    title: NotRequired[Texts]
    summary: NotRequired[Texts]
    introduction: NotRequired[Texts]
    experience: NotRequired[Texts]
    growth: NotRequired[Texts]
    pay_note: NotRequired[Texts]
    conclusion: NotRequired[Texts]
    other_titles: NotRequired[list[OtherTitles]]
    identifiers: NotRequired[list[ElsewhereIdentifier]]
    items: NotRequired[Items]
    related: NotRequired[list[RelatedRoleData]]
    sources: NotRequired[list[SourceData]]
    translations: NotRequired[
        Annotated[dict[Code, TranslationCounts], Described("Of the role's texts with its items.")]
    ]
    published_at: NotRequired[str | None]
    updated_at: NotRequired[str]
    reviewed_on: NotRequired[str | None]
