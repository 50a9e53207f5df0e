"""Splits all content that readers see into passages.

A text has a passage in each language that it is written in, none where it falls back to another
language. Drafts, retired roles and retired skills have no passages.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from babel.numbers import format_decimal
from django.db.models import ManyToOneRel, Model, Q, QuerySet

from careers.models import Position
from core.prepared import PreparedQuery, QueryParam, set_prefetched_each
from roles.models import PayRange, Role, RoleFamily, RoleSkill, ToolUse
from roles.registry import ItemKind, item_kinds
from search.models import PassageRow
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.languages import language_activated, language_codes
from translations.models import OtherTitle, TranslatedContent
from translations.texts import exact_text, has_text_somewhere

M = TypeVar("M", bound=TranslatedContent)
# Sections that name an object; all others hold content of its page.
TITLE, OTHER_TITLE, HIDDEN_TITLE = "title", "other-title", "hidden-title"
TITLE_SECTIONS = (TITLE, OTHER_TITLE, HIDDEN_TITLE)


@dataclass(frozen=True)
class PassageDraft:
    """A passage before analysis. `about` is the title of the object that it belongs to."""

    section: str
    language: str
    title: str = ""
    text: str = ""
    anchor: str = ""
    about: str = ""


PassageDrafts = Iterable[PassageDraft]


def join_lines(*texts: str) -> str:
    """The texts that are not empty, one per line."""
    return "\n".join(filter(None, texts))


def _titled(item: TranslatedContent, text: str = "") -> Iterator[PassageDraft]:
    """The title of an object in each language, with the text of a field in that language."""
    for code in language_codes():
        title, body = exact_text(item, "title", code), text and exact_text(item, text, code)
        if title or body:
            yield PassageDraft(TITLE, code, title, body)


def _other_titles(titles: Iterable[OtherTitle], anchor: str = "") -> Iterator[PassageDraft]:
    for other in titles:
        section = OTHER_TITLE if other.shown else HIDDEN_TITLE
        yield PassageDraft(
            section, other.language, other.title, anchor=anchor if other.shown else ""
        )


def _items(kind: ItemKind, role: Role) -> Iterator[PassageDraft]:
    """The items of a kind: their title and texts."""
    for item in role.all_of(kind.relation):
        for code in language_codes():
            body = join_lines(*(exact_text(item, name, code) for name in kind.texts))
            heading = _text(item, kind.title, code)
            if heading or body:
                about = exact_text(role, "title", code)
                yield PassageDraft(kind.section, code, heading, body, item.anchor, about)


def _text(item: TranslatedContent, name: str, code: str) -> str:
    """The text of a field; "skill.title" follows a relation."""
    if not name:
        return ""
    owner, _, field = name.rpartition(".")
    return exact_text(getattr(item, owner) if owner else item, field, code)


def _role(role: Role) -> PassageDrafts:
    return chain(_own_texts(role), *(_drafts_of_items(kind, role) for kind in item_kinds()))


def _own_texts(role: Role) -> PassageDrafts:
    return chain(
        _titled(role, "summary"),
        _other_titles(role.alternative_titles.all(), "titles"),
        _role_texts(role),
    )


def _drafts_of_items(kind: ItemKind, role: Role) -> Iterator[PassageDraft]:
    return SPECIAL_DRAFTS.get(kind.model, _items)(kind, role)


# The text fields of a role, and the section of its page that shows each.
ROLE_TEXTS = {
    "introduction": "in-short",
    "experience": "in-short",
    "growth": "career",
    "pay_note": "pay",
    "conclusion": "conclusion",
}


def _role_texts(role: Role) -> Iterator[PassageDraft]:
    for name, section in ROLE_TEXTS.items():
        for code in language_codes():
            if text := exact_text(role, name, code):
                about = exact_text(role, "title", code)
                yield PassageDraft(section, code, "", text, section, about)


def _tool_uses(kind: ItemKind, role: Role) -> Iterator[PassageDraft]:
    for use in role.tool_uses.all():
        names = ", ".join(tool.name for tool in use.tools.all())
        for code in language_codes():
            title, purpose = (
                exact_text(use.category, "title", code),
                exact_text(use, "purpose", code),
            )
            if title or purpose:
                text, about = join_lines(purpose, names), exact_text(role, "title", code)
                yield PassageDraft(kind.section, code, title, text, use.anchor, about)


def _pay(kind: ItemKind, role: Role) -> Iterator[PassageDraft]:
    for pay in role.pay_ranges.all():
        for code in language_codes():
            if place := exact_text(pay, "place", code):
                text = join_lines(exact_text(pay, "audience", code), _amounts(pay, code))
                yield PassageDraft(
                    kind.section, code, place, text, pay.anchor, exact_text(role, "title", code)
                )


def _amounts(pay: PayRange, code: str) -> str:
    """A pay range formatted in a language: “35,000–50,000 EUR a year”."""
    low, high = (format_decimal(n, locale=code) for n in (pay.minimum, pay.maximum))
    with language_activated(code):
        return f"{low}–{high} {pay.currency} {pay.get_period_display()}"


def is_indexed(model: type[Model]) -> Q:
    """A filter: the items of a role that have passages. Of skills only those with a text: a
    classification has many skills per role, of which few have a text in the role."""
    if model is not RoleSkill:
        return Q()
    return has_text_somewhere("context") | has_text_somewhere("points")


# Kinds of items with drafts of their own.
SPECIAL_DRAFTS: dict[type[Model], Callable[[ItemKind, Role], Iterator[PassageDraft]]] = {
    ToolUse: _tool_uses,
    PayRange: _pay,
}


def _skill(skill: Skill) -> PassageDrafts:
    return chain(_titled(skill, "description"), _other_titles(skill.other_titles.all()))


def _tool(tool: Tool) -> PassageDrafts:
    return [PassageDraft(TITLE, "", tool.name)]


def _metric(metric: Metric) -> PassageDrafts:
    short = [PassageDraft(OTHER_TITLE, "", metric.abbreviation)] if metric.abbreviation else []
    return chain(_titled(metric, "definition"), short)


def _positions() -> QuerySet[Position]:
    """Positions on published ladders that have no role: those are found by their roles."""
    on_ladders = Position.objects.filter(career_steps__role__status=Role.Status.PUBLISHED)
    return on_ladders.filter(role__isnull=True).distinct()


@dataclass(frozen=True)
class IndexedKind(Generic[M]):
    """A kind of object that is indexed: its visible objects, and the drafts of each.

    `parts` are the relations to items of an object; the values are passed to `select_related`.
    """

    model: type[M]
    objects: Callable[[], QuerySet[M]]
    drafts: Callable[[M], PassageDrafts]
    parts: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def read(self) -> PreparedQuery[M]:
        return PreparedQuery(self.model, lambda _: self.objects().filter(pk__in=QueryParam("pks")))

    @cached_property
    def read_parts(self) -> dict[str, tuple[str, PreparedQuery[Any]]]:
        """For each part its column that refers to the object, and the query for its items."""
        return {name: self._part(name, joined) for name, joined in self.parts.items()}

    def _part(self, name: str, joined: str | None) -> tuple[str, PreparedQuery[Any]]:
        relation = cast(ManyToOneRel, self.model._meta.get_field(name))
        owner, model = relation.field, relation.related_model
        filters = {f"{owner.name}__in": QueryParam("pks")}
        return owner.attname, PreparedQuery(
            model, lambda items: items.filter(is_indexed(model), **filters).select_related(joined)
        )


INDEXED_KINDS: dict[str, IndexedKind[Any]] = {
    "role": IndexedKind(
        Role,
        lambda: Role.objects.published(),
        _role,
        {"alternative_titles": None, **{kind.relation: kind.joined_path for kind in item_kinds()}},
    ),
    "skill": IndexedKind(
        Skill,
        lambda: Skill.objects.filter(is_retired=False),
        _skill,
        {"other_titles": None},
    ),
    "tool": IndexedKind(Tool, lambda: Tool.objects.all(), _tool),
    "category": IndexedKind(
        ToolCategory,
        lambda: ToolCategory.objects.all(),
        lambda category: _titled(category, "description"),
    ),
    "metric": IndexedKind(Metric, lambda: Metric.objects.all(), _metric),
    "position": IndexedKind(Position, _positions, _titled),
    "family": IndexedKind(
        RoleFamily,
        lambda: RoleFamily.objects.all(),
        lambda family: _titled(family, "description"),
    ),
}
_tools_of_roles = PreparedQuery(
    ToolUse.tools.through,
    lambda rows: (
        rows.filter(tooluse__role__in=QueryParam("pks"))
        .select_related("tool")
        .order_by("tool__slug")
    ),
)


def drafts_by_pk(kind: str, pks: Iterable[int]) -> dict[int, list[PassageDraft]]:
    """The drafts of objects by primary key; objects that readers do not see are left out.

    The number of queries does not depend on the number of objects.
    """
    pks = sorted(pks)
    objects = INDEXED_KINDS[kind].read(pks=pks)
    for relation in INDEXED_KINDS[kind].parts:
        _read_part(kind, relation, objects, pks)
    return {item.pk: list(INDEXED_KINDS[kind].drafts(item)) for item in objects}


def item_drafts(kind: ItemKind, role_pk: int) -> list[PassageDraft]:
    """The drafts of a role's items of one kind; none if readers do not see the role."""
    roles = INDEXED_KINDS["role"].read(pks=[role_pk])
    _read_part("role", kind.relation, roles, [role_pk])
    return [draft for role in roles for draft in _drafts_of_items(kind, role)]


def role_drafts(role_pk: int, items: Iterable[PassageRow]) -> list[PassageDraft]:
    """The drafts of a role whose items have the given passages; none if readers do not see it."""
    roles = INDEXED_KINDS["role"].read(pks=[role_pk])
    _read_part("role", "alternative_titles", roles, [role_pk])
    return [
        draft
        for role in roles
        for draft in chain(_own_texts(role), (_rewritten(row, role) for row in items))
    ]


def _rewritten(row: PassageRow, role: Role) -> PassageDraft:
    """The draft of an item's passage, with what the title of its role is by now."""
    about = exact_text(role, "title", row.language)
    return PassageDraft(row.section, row.language, row.title, row.text, row.anchor, about)


def _read_part(kind: str, relation: str, objects: Sequence[Any], pks: list[int]) -> None:
    """Reads the items in a relation of objects, as if they had been prefetched."""
    column, read = INDEXED_KINDS[kind].read_parts[relation]
    pairs = ((getattr(item, column), item) for item in read(pks=pks))
    set_prefetched_each(objects, relation, pairs)
    if relation == "tool_uses":
        uses = [use for role in objects for use in role.tool_uses.all()]
        tools = ((row.tooluse_id, row.tool) for row in _tools_of_roles(pks=pks))
        set_prefetched_each(uses, "tools", tools)


def pks_after(kind: str, last: int, size: int) -> list[int]:
    """The next `size` primary keys of a kind after `last`, in ascending order."""
    objects = INDEXED_KINDS[kind].objects().filter(pk__gt=last)
    return list(objects.order_by("pk").values_list("pk", flat=True)[:size])
