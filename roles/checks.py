"""Checks of roles as readers find them, or will: retired ones are left out."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.checking import Finding, check
from roles.models import Role, RoleSkill, ToolUse
from roles.overlap import is_brief
from roles.publishing import lacks_essential_skills


@check(
    "overdue-reviews",
    _("Roles whose review is overdue"),
    _("Review the role again, and enter the dates of this review and the next one."),
)
def overdue_reviews() -> Iterator[Finding]:
    roles = Role.objects.review_overdue().order_by("review_on", "pk")
    for pk, day in roles.values_list("pk", "review_on"):
        yield _about(pk, _in_words(day or ""), "reviewed_on")


@check(
    "no-essential-skills",
    _("Roles without essential skills"),
    _("Add the role’s essential skills, which are used to find and compare roles."),
)
def roles_without_essential_skills() -> Iterable[Finding]:
    roles = Role.not_retired().filter(lacks_essential_skills()).order_by("pk")
    return (_about(pk, column="role_skills") for pk in roles.values_list("pk", flat=True))


@check(
    "brief-roles",
    _("Briefly described roles"),
    _(
        "Add skills and tools. If a role has too few, users are not shown what percentage of "
        "its requirements they already meet."
    ),
)
def briefly_described_roles() -> Iterator[Finding]:
    skills = _counts_by_role(RoleSkill.objects.all())
    categories = _counts_by_role(ToolUse.objects.all())
    for pk in Role.not_retired().order_by("pk").values_list("pk", flat=True):
        count = skills.get(pk, 0) + categories.get(pk, 0)
        if is_brief(count):
            problem = format_lazy(_("skills and tool categories: {count}"), count=count)
            yield _about(pk, problem, "role_skills")


def _counts_by_role(items: "QuerySet[RoleSkill] | QuerySet[ToolUse]") -> dict[int, int]:
    rows = items.order_by().values_list("role").annotate(Count("pk"))
    return dict(rows)


_in_words = lazy(date_format, str)  # a date in the language that it is shown in


def _about(pk: int, problem: str | Promise = "", column: str = "") -> Finding:
    return Finding((("roles.role", pk),), column, problem=problem)
