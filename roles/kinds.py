"""The kinds of items on a role's page that this package knows, in the order of admin and search."""

from collections.abc import Collection

from django.utils.translation import gettext_noop as _

from roles.models.items import (
    BestPractice,
    PayRange,
    Question,
    Responsibility,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from roles.registry import ItemKind, register_kind
from translations.texts import text_columns

_titled = ("source_language", *text_columns("title"))


def _count_tools(uses: Collection[ToolUse]) -> int:
    """The number of different tools."""
    return len({tool.pk for use in uses for tool in use.all_of("tools")})


register_kind(
    ItemKind(
        model=Responsibility,
        section="responsibilities",
        heading=_("Responsibilities"),
        place=10,
        joined={"area": ("slug", *_titled)},
        template="roles/sections/responsibilities.html",
    )
)
register_kind(
    ItemKind(
        model=RoleSkill,
        section="skills",
        heading=_("Skills"),
        place=20,
        title="skill.title",
        joined={"skill": ("slug", "kind", "group", *_titled), "skill__group": ("slug", *_titled)},
        template="roles/sections/skills.html",
    )
)
register_kind(
    ItemKind(
        model=ToolUse,
        section="tools",
        heading=_("Tools"),
        place=30,
        title="category.title",
        joined={"category": ("slug", *_titled)},
        many={"tools": lambda rows: rows.select_related("tool").order_by("tool__slug")},
        template="roles/sections/tools.html",
        count=_count_tools,
    )
)
register_kind(
    ItemKind(
        model=RoleMetric,
        section="metrics",
        heading=_("Metrics"),
        place=40,
        title="metric.title",
        joined={
            "metric": ("slug", "abbreviation", "rise", *_titled, *text_columns("definition")),
        },
        template="roles/sections/metrics.html",
    )
)
register_kind(
    ItemKind(
        model=PayRange,
        section="pay",
        heading=_("Pay"),
        place=60,
        title="place",
        template="roles/sections/pay.html",
        admin_fields=(
            "place",
            "key",
            "audience",
            ("currency", "period", "minimum", "maximum", "as_of"),
            "source_language",
        ),
    )
)
register_kind(
    ItemKind(
        model=BestPractice,
        section="practices",
        heading=_("Best practices"),
        place=70,
        others_heading=_("Other best practices"),
    )
)
register_kind(
    ItemKind(
        model=Question,
        section="questions",
        heading=_("Questions"),
        place=80,
        title="question",
        template="roles/sections/questions.html",
        is_compared=False,
    )
)
