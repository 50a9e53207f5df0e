"""What is brought up to date after edits is what would be read anew, whatever was edited."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from config.home import families, most_shared, shares
from config.leaders import latest_role_ids, most_read_ids
from config.sitemaps import position_ids
from core import content_cache
from core.content_cache import cached_per_content_version
from roles import catalogue_updates, term_index
from roles.catalogue import Catalogue, catalogue
from roles.catalogue_rows import TERM_USES
from roles.facets import facet_terms
from roles.listed import listed_roles
from roles.models import Role
from roles.role_sets import RoleSet, members
from search.facets import family_options, taxonomy
from skills.listed import listed_skills
from skills.mix import skill_groups
from skills.models import Skill, Tool
from skills.short_ids import short_id_of_slug, short_ids
from skills.vocabulary import tools_by_category, vocabulary
from tests.support.edits import make_edits
from translations.coverage import coverage, translated_models
from translations.languages import language_codes
from translations.text_masks import text_masks

pytestmark = pytest.mark.django_db
TYPED = ("lead", "ca", "z", "odz", "something")


def of_catalogue(roles: Catalogue) -> dict[str, Any]:
    """All that a catalogue knows."""

    def ids(numbers: Iterable[int]) -> list[int]:
        return [roles.ids[number] for number in numbers]

    def of_sets(sets: Mapping[Any, RoleSet]) -> list[tuple[Any, set[int]]]:
        return [(key, {*ids(members(role_set))}) for key, role_set in sets.items()]

    branches = [roles.branch_set(family) for family in roles.families]
    known: dict[str, Any] = {
        "all": {*ids(members(roles.all_roles))},
        "numbered": {pk: roles.ids[number] for pk, number in roles.numbers.items()},
        "stages": {pk: roles.stages[number] for pk, number in roles.numbers.items()},
        "families": [(family.pk, family.path, family.hue) for family in roles.families],
        "branches": of_sets(dict(enumerate(branches))),
        "counts": [
            [roles.count_in_branch(family, branch) for family in roles.families]
            for branch in (roles.all_roles, *branches)
        ],
        "children": {key: [one.pk for one in of] for key, of in roles.children.items()},
        "by slug": {slug: family.pk for slug, family in roles.families_by_slug.items()},
        "stage sets": of_sets(roles.stage_sets),
        "updated": ids(roles.order("updated", "en").items),
    }
    for code in language_codes():
        by_name = roles.order("name", code)
        known |= {
            f"labels {code}": roles.family_labels(code),
            f"names {code}": (ids(by_name.items), by_name.weights),
            f"by stage {code}": ids(roles.order("stage", code).items),
            f"initials {code}": sorted(of_sets(roles.initial_sets(code))),
            f"titled {code}": of_sets({word: roles.roles_titled([word], code) for word in TYPED}),
            f"main {code}": of_sets(
                {word: roles.roles_titled([word], code, main_title_only=True) for word in TYPED}
            ),
        }
    for model in TERM_USES:
        index = roles.term_index(model)
        terms = [*model.objects.order_by("pk")]
        known |= {
            f"{model.__name__} counts": dict(index.counts),
            f"{model.__name__} popular": of_sets(index.popular_sets),
            f"{model.__name__} sets": of_sets(index.role_sets(term.pk for term in terms)),
            f"{model.__name__} of roles": {
                pk: {*index._terms_of(number)} for pk, number in roles.numbers.items()
            },
            f"{model.__name__} common": [
                index.most_common(branch, 3) for branch in (roles.all_roles, *branches)
            ],
            f"{model.__name__} first": [roles.first_using(term, "fi", 3) for term in terms],
        }
    return known


def of_vocabulary(model: type[Any]) -> dict[str, Any]:
    terms = vocabulary(model)
    return {
        "counts": dict(terms.role_counts),
        "traits": terms.traits if model is Skill else {},
        "trait counts": dict(terms.trait_counts) if model is Skill else {},
        "orders": [
            (terms.order(code).items, terms.order(code).weights) for code in language_codes()
        ],
    }


def of_masks(model: type[Any]) -> dict[str, Any]:
    masks = text_masks(model)
    numbers = [masks._masks[number] for number in masks._masks_of_owners]
    return {"counts": masks.counts, "of owners": sorted(zip(masks._owners, numbers, strict=True))}


def of_lists(language: str) -> dict[str, Any]:
    """What lists show of the first roles, skills and tools."""
    roles = list(Role.objects.published().order_by("pk").values_list("pk", flat=True)[:20])
    skills = list(Skill.objects.order_by("pk").values_list("pk", flat=True)[:20])
    return {
        "roles": [role.card for role in listed_roles(language).get_many(roles)],
        "skills": [skill.list_item for skill in listed_skills(language).get_many(skills)],
        "facets": facet_terms(Skill, language).get_many(skills),
        "families": [
            (pk, row.count, row.examples, row.mix)
            for pk, row in families(language).by_family.items()
        ],
    }


def of_short_ids(model: type[Any]) -> dict[str, Any]:
    known = short_ids(model)
    slugs = [*model.objects.values_list("slug", flat=True)]
    return {slug: known.pk(short_id_of_slug(slug)) for slug in slugs}


def of_home() -> dict[str, Any]:
    today = date(2026, 11, 23)
    return {
        "latest": latest_role_ids(),
        "most read": most_read_ids(today),
        "shares": shares(),
        "most shared": [[*most_shared(code).items()] for code in language_codes()],
        "positions": position_ids(),
        "taxonomy": [(one.pk, one.path, str(one)) for one in taxonomy().families.values()],
        "options of families": {code: family_options(code) for code in language_codes()},
        "tools": tools_by_category(),
        "groups": [(one.pk, one.order, one.title_en, one.title_fi) for one in skill_groups()],
        "coverage": [(kind.model, kind.shares) for kind in coverage().kinds],
    }


def of_pages() -> dict[str, str]:
    client = Client()
    skill = Skill.objects.order_by("pk").first()
    paths = [
        "/en/",
        "/fi/roles/",
        "/pl/skills/",
        "/en/coverage/",
        "/nb/roles/?sort=stage",
        "/en/tools/",
    ]
    paths += [f"/en/roles/?skill={skill.slug}", f"/fi/skills/{skill.slug}/"] if skill else []
    return {path: client.get(path).content.decode() for path in paths}


KEPT: dict[str, Callable[[], Any]] = {
    "catalogue": lambda: of_catalogue(catalogue()),
    **{f"terms {model.__name__}": partial(of_vocabulary, model) for model in TERM_USES},
    **{f"texts {model.__name__}": partial(of_masks, model) for model in translated_models()},
    **{f"lists {code}": partial(of_lists, code) for code in language_codes()},
    **{f"short ids {model.__name__}": partial(of_short_ids, model) for model in (Skill, Tool)},
    "home": of_home,
    "pages": of_pages,
}


def all_kept() -> dict[str, Any]:
    return {name: read() for name, read in KEPT.items()}


def differences(kept: Any, anew: Any, path: str = "") -> list[str]:
    """Where two of them differ."""
    if isinstance(kept, dict) and kept.keys() == anew.keys():
        return [one for key in kept for one in differences(kept[key], anew[key], f"{path} > {key}")]
    return [] if kept == anew else [f"{path}: {kept} is not {anew}"]


def read_anew() -> dict[str, Any]:
    """The same as a process reads it that starts now; what is kept stays."""
    functions = cached_per_content_version._all
    kept = [function._results for function in functions]
    for function in functions:
        function.clear()
    try:
        return all_kept()
    finally:
        for function, results in zip(functions, kept, strict=True):
            function._results = results


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch):
    """A few roles and terms are many here."""
    monkeypatch.setattr(term_index, "POPULAR", 3)
    monkeypatch.setattr(term_index, "COUNTED_ONE_BY_ONE", 1)
    monkeypatch.setattr(catalogue_updates, "MAX_ROLES", 5)
    monkeypatch.setattr(catalogue_updates, "MAX_RETITLED", 8)


@pytest.fixture(autouse=True)
def updates_must_succeed(monkeypatch):
    """What cannot be updated says so by None, and not by an error."""

    def fail(*details):
        raise AssertionError(details)

    monkeypatch.setattr(content_cache.logger, "exception", fail)


@settings(max_examples=4)
@given(seed=st.integers(0, 10**9), edits=st.integers(5, 15))
def test_what_is_kept_is_what_would_be_read_anew(seed, edits):
    random = Random(seed)
    cached_per_content_version.clear_all()
    with transaction.atomic():
        for _ in range(6):
            make_edits(random)
        all_kept()
        for _ in range(edits):
            make_edits(random)
            if random.random() < 0.8:
                assert differences(all_kept(), read_anew()) == []
        assert differences(all_kept(), read_anew()) == []
        transaction.set_rollback(True)
