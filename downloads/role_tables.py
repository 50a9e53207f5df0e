"""Tables of roles: the list as it is filtered, and all that stands on the page of one."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careers.models import CareerStep
from core.bulk import batches
from core.prepared import PreparedQuery, QueryParam
from downloads.tables import Column, FileTable, Labelled, Row, Value
from roles.catalogue import catalogue
from roles.models import PayRange, Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.page import OWN_TEXTS
from roles.registry import ItemKind, kinds_by_place
from roles.role_sets import RoleId
from sources.citations import Citations, citations_of
from translations.texts import text_columns

READ_AT_ONCE = 500
_titled = ("slug", "source_language", *text_columns("title"))
_published = PreparedQuery(
    Role,
    lambda _: (
        Role.objects.published()
        .filter(pk__in=QueryParam("ids"))
        .select_related("family")
        .only("family", "stage", "published_at", "updated_at", *_titled, *text_columns("summary"),
              *(f"family__{name}" for name in _titled))
    ),
)  # fmt: skip


def roles_table(ids: Iterable[RoleId], address: str, site: str) -> FileTable:
    """The published roles with some ids, in their order."""
    columns = [
        Column("title", _("Role"), 40),
        Column("family", _("Role family"), 30),
        Column("stage", _("Stage"), 14),
        Column("summary", capfirst(_("summary")), 80),
        Column("skills", _("Skills"), 10),
        Column("published", _("Published"), 14),
        Column("updated", _("Updated"), 14),
        Column("slug", capfirst(_("slug")), 30),
        Column("address", capfirst(_("web address")), 60),
    ]
    return FileTable(_("Roles"), address, columns, _role_rows(ids, site))


def _role_rows(ids: Iterable[RoleId], site: str) -> Iterator[Row]:
    published = catalogue()
    for batch in batches(ids, READ_AT_ONCE):
        by_id = {role.pk: role for role in _published(ids=batch)}
        for role in filter(None, map(by_id.get, batch)):
            number = published.numbers.get(RoleId(role.pk))
            yield (
                role.t.title,
                role.family.t.title,
                Labelled.of(role.stage, role.get_stage_display()),
                role.t.summary,
                0 if number is None else published.skills.count_of(number),
                localtime(role.published_at).date() if role.published_at else None,
                localtime(role.updated_at).date(),
                role.slug,
                f"{site}{role.get_absolute_url()}",
            )


def role_table(role: Role, address: str) -> FileTable:
    """What stands on the page of a role whose details are read: a row for each item and text."""
    columns = [
        Column("section", _("Section"), 20),
        Column("item", _("Item"), 40),
        Column("details", _("Details"), 30),
        Column("text", capfirst(_("description")), 80),
        Column("lines", _("Tasks and points"), 60),
        Column("lowest", _("Lowest"), 12),
        Column("highest", _("Highest"), 12),
        Column("sources", _("Sources"), 40),
        Column("address", capfirst(_("web address")), 60),
    ]
    return FileTable(role.t.title.value, address, columns, _item_rows(role, address))


def _item_rows(role: Role, address: str) -> Iterator[Row]:
    citations = citations_of(role.items)
    about = Labelled("in-short", _("In brief"))
    for name in OWN_TEXTS:
        if text := role.shown_text(name):
            field: Any = Role._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
            sources = _titles(citations.of(role, name))
            yield (about, label, "", text, None, None, None, sources, address)
    for kind in kinds_by_place():
        section = Labelled(kind.section, _(kind.heading))
        for item in role.all_of(kind.relation):
            yield (section, *_item(kind, item, citations), f"{address}#{item.anchor}")


def _item(kind: ItemKind, item: Any, citations: Citations) -> Iterator[Value]:
    """The columns between the section and the address."""
    owner, field = kind.titled(item)
    text, lines = (*map(item.shown_text, kind.texts), None, None)[:2]
    is_paid = isinstance(item, PayRange)
    yield owner.shown_text(field) if field else ""
    yield DETAILS.get(kind.model, _nothing)(item)
    yield item.metric.t.definition if isinstance(item, RoleMetric) else text
    yield lines
    yield item.minimum if is_paid else None
    yield item.maximum if is_paid else None
    yield _titles(citations.of(item))


def _titles(sources: Iterable[Any]) -> str:
    return "; ".join(map(str, sources))


def _nothing(item: Any) -> Value:
    return ""


def _step(step: CareerStep) -> str:
    """Where a career step leads."""
    kinds = (step.get_kind_display(), step.get_stage_display())
    titles = (str(position.t.title) for position in step.visible_positions)
    return ": ".join(filter(None, (", ".join(filter(None, kinds)), ", ".join(titles))))


def _pay(pay: PayRange) -> str:
    day = pay.as_of.isoformat() if pay.as_of else ""
    return ", ".join(filter(None, (f"{pay.currency} {pay.get_period_display()}", day)))


# What an item is besides its title and texts.
DETAILS: dict[type[Model], Callable[[Any], Value]] = {
    Responsibility: attrgetter("area.t.title"),
    RoleSkill: lambda item: Labelled(item.requirement, item.get_requirement_display()),
    ToolUse: lambda use: ", ".join(tool.name for tool in use.all_of("tools")),
    RoleMetric: attrgetter("metric.reading"),
    PayRange: _pay,
    CareerStep: _step,
}
