"""The template context of the page of results."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.options import Option
from core.prepared import PreparedRows, QueryParam
from roles.models import RoleSkill
from roles.role_sets import RoleId
from search.find import search
from search.forms import LAST_PAGE, SearchForm
from search.misses import misses
from skills.mix import mix_of

MAX_OPTIONS = 20  # shown of a facet; a classification has hundreds of families

# The query parameter of each facet, its name in `Results.facets`, and its heading.
FACETS = (
    ("family", "family", _("Role family")),
    ("stage", "stage", _("Stage")),
    ("group", "group", _("Skill group")),
    ("lang", "language", _("Language of the text")),
)


def results_context(form: SearchForm, language: str) -> dict[str, Any]:
    """The context for a form that has a text. Counts a miss if there is no hit."""
    results = search(form.request(language))
    if results.is_miss:
        misses.count(results.request.text, language)
    for facet, value in results.unknown:
        form.ignore(facet, value)
        form.chosen[facet].remove(value)
    if results.page != form.chosen["page"]:
        form.ignore("page", str(form.chosen["page"]))
        form.chosen["page"] = results.page
    roles = [hit.object.pk for hit in results.hits if hit.kind == "role"]
    skills = _skill_counts(roles)
    return {
        "found": results,
        "facets": [
            (parameter, label, shown_options(results.facets[name]))
            for parameter, name, label in FACETS
            if results.facets.get(name)
        ],
        "chosen": [
            (parameter, option)
            for parameter, name, _label in FACETS
            for option in results.facets.get(name, ())
            if option.is_on
        ],
        "skill_counts": {role: counts.total() for role, counts in skills.items()},
        "mixes": {role: mix_of(counts.elements()) for role, counts in skills.items()},
        "pages": page_numbers(results.page, min(results.pages, LAST_PAGE)),
    }


_skills_by_group = PreparedRows(
    RoleSkill,
    lambda items: (
        items.filter(role__in=QueryParam("roles"))
        .order_by()
        .values("role", "skill__group")
        .annotate(number=Count("pk"))
    ),
    *("role", "skill__group", "number"),
)


def _skill_counts(roles: list[RoleId]) -> dict[RoleId, Counter[int | None]]:
    """The number of skills of each role by their group, those without a group under None."""
    counts: dict[RoleId, Counter[int | None]] = {role: Counter() for role in roles}
    for role, group, number in _skills_by_group(roles=roles) if roles else ():
        counts[role][group] = number
    return counts


def shown_options(options: Sequence[Option]) -> list[Option]:
    """All options of a short list, of a long one the chosen ones and those with the most hits."""
    if len(options) <= MAX_OPTIONS:
        return list(options)
    by_hits = sorted(options, key=lambda option: (not option.is_on, -option.count))
    best = {option.value for option in by_hits[:MAX_OPTIONS] if option.is_on or option.count}
    return [option for option in options if option.value in best]


def page_numbers(current: int, last: int) -> list[int]:
    """The pages to link to: the first, the last and the neighbours; 0 stands for a gap.

    Empty for a single page.
    """
    neighbours = range(current - 1, current + 2)
    numbers = sorted({1, last, *neighbours} & set(range(1, last + 1)))
    links: list[int] = []
    for number in numbers if last > 1 else []:
        if links and number - links[-1] > 1:
            links.append(number - 1 if number - links[-1] == 2 else 0)
        links.append(number)
    return links
