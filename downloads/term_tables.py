"""Tables of the shared vocabulary: skills as they are filtered, tools, metrics."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.bulk import batches
from core.prepared import PreparedQuery, QueryParam
from downloads.tables import Column, FileTable, Labelled, Row
from skills.listing import tools_by_purpose, used_metrics
from skills.models import Skill
from skills.vocabulary import vocabulary
from translations.texts import text_columns

READ_AT_ONCE = 500
_titled = ("slug", "source_language", *text_columns("title"))
_skills = PreparedQuery(
    Skill,
    lambda skills: (
        skills.filter(pk__in=QueryParam("ids"))
        .select_related("group")
        .only("group", "kind", "reuse", *_titled, *text_columns("description"),
              *(f"group__{name}" for name in _titled))
    ),
)  # fmt: skip


def _role_count() -> Column:
    return Column("roles", _("Roles"), 10)


def _slug_and_address() -> list[Column]:
    return [
        Column("slug", capfirst(_("slug")), 30),
        Column("address", capfirst(_("web address")), 60),
    ]


def skills_table(ids: Iterable[int], address: str, site: str) -> FileTable:
    """The skills with some ids, in their order."""
    columns = [
        Column("title", _("Skill"), 40),
        Column("description", capfirst(_("description")), 80),
        Column("group", _("Group"), 24),
        Column("kind", _("Kind"), 20),
        Column("reuse", _("Scope of use"), 20),
        _role_count(),
        *_slug_and_address(),
    ]
    return FileTable(_("Skills"), address, columns, _skill_rows(ids, site))


def _skill_rows(ids: Iterable[int], site: str) -> Iterator[Row]:
    role_counts = vocabulary(Skill).role_counts
    for batch in batches(ids, READ_AT_ONCE):
        by_id = {skill.pk: skill for skill in _skills(ids=batch)}
        for skill in filter(None, map(by_id.get, batch)):
            yield (
                skill.t.title,
                skill.t.description,
                skill.group.t.title if skill.group else None,
                Labelled.of(skill.kind, skill.get_kind_display()),
                Labelled.of(skill.reuse, skill.get_reuse_display()),
                role_counts.get(skill.pk, 0),
                skill.slug,
                f"{site}{skill.get_absolute_url()}",
            )


def tools_table(language: str, address: str, site: str) -> FileTable:
    """The tools that roles use, by what they use them for: a tool may stand there several times."""
    columns = [
        Column("category", capfirst(_("tool category")), 40),
        Column("name", _("Tool"), 30),
        _role_count(),
        *_slug_and_address(),
    ]
    rows = [
        (category.t.title, tool.name, count, tool.slug, f"{site}{tool.get_absolute_url()}")
        for category, tools in tools_by_purpose(language)
        for tool, count in tools
    ]
    return FileTable(_("Tools"), address, columns, rows)


def metrics_table(language: str, address: str, site: str) -> FileTable:
    """The metrics that roles are measured by."""
    columns = [
        Column("title", _("Metric"), 40),
        Column("abbreviation", capfirst(_("abbreviation")), 14),
        Column("definition", _("What the metric shows"), 80),
        Column("rise", _("How to read the metric"), 24),
        Column("unit", _("Unit"), 14),
        _role_count(),
        *_slug_and_address(),
    ]
    rows = [
        (
            metric.t.title,
            metric.abbreviation,
            metric.t.definition,
            Labelled.of(metric.rise, metric.get_rise_display()),
            Labelled.of(metric.unit, metric.get_unit_display()),
            count,
            metric.slug,
            f"{site}{metric.get_absolute_url()}",
        )
        for metric, count in used_metrics(language)
    ]
    return FileTable(_("Metrics"), address, columns, rows)
