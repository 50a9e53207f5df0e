"""The page of results: what was found, and what leads on from there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from roles.models import RoleSkill
from search.find import search
from search.forms import LAST_PAGE, SearchForm
from search.misses import misses
from search.results import Option
from skills.mix import mixes

MOST_OPTIONS = 20  # of a facet; a classification has hundreds of families

# The parameter of each facet, what the results call it, and its heading.
FACETS = (
    ("family", "family", _("Family")),
    ("stage", "stage", _("Stage")),
    ("group", "group", _("Skill group")),
    ("lang", "language", _("Language of the text")),
)


def results_page(form: SearchForm, language: str) -> dict[str, Any]:
    """What the template shows for a form that has a text."""
    found = search(form.request(language))
    if found.is_miss:
        misses.count(found.request.text, language)
    for facet, value in found.unknown:
        form.ignore(facet, value)
        form.chosen[facet].remove(value)
    if found.page != form.chosen["page"]:
        form.ignore("page", str(form.chosen["page"]))
        form.chosen["page"] = found.page
    shown = [hit.object.pk for hit in found.hits if hit.kind == "role"]
    return {
        "found": found,
        "facets": [
            (parameter, label, shown_options(found.facets[name]))
            for parameter, name, label in FACETS
            if found.facets.get(name)
        ],
        "chosen": [
            (parameter, option)
            for parameter, name, _label in FACETS
            for option in found.facets.get(name, ())
            if option.is_on
        ],
        "skill_counts": _skill_counts(shown),
        "mixes": mixes([*shown, *(role.pk for role in found.nearest)]),
        "pages": page_numbers(found.page, min(found.pages, LAST_PAGE)),
    }


def _skill_counts(roles: list[int]) -> Counter[int]:
    """How many skills each role takes, those without a group too."""
    counted = RoleSkill.objects.filter(role__in=roles).order_by().values_list("role")
    return Counter(dict(counted.annotate(Count("pk"))))


def shown_options(options: Sequence[Option]) -> list[Option]:
    """All of a short list; of a long one those that are chosen or lead to the most hits."""
    if len(options) <= MOST_OPTIONS:
        return list(options)
    by_hits = sorted(options, key=lambda option: (not option.is_on, -option.count))
    best = {option.value for option in by_hits[:MOST_OPTIONS] if option.is_on or option.count}
    return [option for option in options if option.value in best]


def page_numbers(current: int, last: int) -> list[int]:
    """The pages that links lead to: the first, the last and those around; 0 stands for a gap.

    Nothing where there is but one page.
    """
    near = range(current - 1, current + 2)
    numbers = sorted({1, last, *near} & set(range(1, last + 1)))
    shown: list[int] = []
    for number in numbers if last > 1 else []:
        if shown and number - shown[-1] > 1:
            shown.append(number - 1 if number - shown[-1] == 2 else 0)
        shown.append(number)
    return shown
