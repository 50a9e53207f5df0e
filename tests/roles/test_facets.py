import pytest
from django.utils import translation

from core.options import Option
from roles.catalogue import catalogue
from roles.facets import (
    FACET_SIZE,
    FamilyFacet,
    FamilyTree,
    StageFacet,
    TermFacet,
    TextFacet,
)
from roles.role_sets import members
from skills.models import Skill, Tool
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
)
from tests.support.markup import spoken

pytestmark = pytest.mark.django_db


def tree(*slugs: str) -> FamilyTree:
    return FamilyFacet(catalogue(), list(slugs), "en").tree(catalogue().all_roles)


def skill_facet(*slugs: str, language: str = "en") -> TermFacet:
    published = catalogue()
    return TermFacet(Skill, published.skills, list(slugs), published.all_roles, language)


def skill_options(*slugs: str, language: str = "en") -> list[Option]:
    facet = skill_facet(*slugs, language=language)
    return facet.options(facet.roles)


def counts(options: list[Option]) -> list[tuple[str, int]]:
    return [(option.value, option.count) for option in options]


def test_families_lead_down_the_tree_and_back_up():
    root = RoleFamilyFactory(slug="service", order=2)
    middle = RoleFamilyFactory(slug="leading", parent=root)
    leaf = RoleFamilyFactory(slug="teams", parent=middle)
    RoleFactory(family=RoleFamilyFactory(slug="sales", order=1))
    RoleFactory(family=RoleFamilyFactory(slug="agents", parent=root))
    RoleFactory(family=leaf)

    start, opened, bottom = tree(), tree("leading"), tree("teams")

    assert counts(start.below) == [("sales", 1), ("service", 2)]
    assert (start.above, start.chosen) == ([], [])
    assert [family.slug for family in opened.above] == ["service"]
    assert (counts(opened.chosen), counts(opened.below)) == ([("leading", 1)], [("teams", 1)])
    assert [family.slug for family in bottom.above] == ["service", "leading"]
    assert (counts(bottom.chosen), counts(bottom.below)) == ([("teams", 1)], [])


def test_only_child_with_the_title_of_its_parent_is_skipped():
    forces = RoleFamilyFactory(slug="forces", title="Forces")
    first = RoleFamilyFactory(slug="officers-1", title="Officers", parent=forces)
    RoleFamilyFactory(slug="ranks", title="Ranks", parent=forces)
    second = RoleFamilyFactory(slug="officers-2", title="Officers", parent=first)
    RoleFactory(family=RoleFamilyFactory(slug="pilots", title="Pilots", parent=second))

    def around(slug: str) -> tuple[list[str], list[str]]:
        opened = tree(slug)
        return [family.slug for family in opened.above], [option.value for option in opened.below]

    assert around("forces") == ([], ["officers-1", "ranks"])
    assert around("officers-1") == (["forces"], ["pilots"])
    assert around("officers-2") == (["forces"], ["pilots"])
    assert around("pilots") == (["forces", "officers-1"], [])


def test_only_root_of_the_tree_is_shown_with_its_children():
    service = RoleFamilyFactory(slug="service")
    RoleFactory(family=RoleFamilyFactory(slug="leading", parent=service))

    assert [(option.value, option.depth, option.count) for option in tree().below] == [
        ("service", 0, 1),
        ("leading", 1, 1),
    ]


def test_several_families_or_stages_widen_a_choice_and_none_is_all():
    for stage in ("entry", "lead", "manager"):
        RoleFactory(stage=stage, family__slug=f"{stage}s")
    published = catalogue()

    families = FamilyFacet(published, ["entrys", "leads", "unknown"], "en")
    stages = StageFacet(published, ["lead", "manager"])

    assert (len(members(families.roles)), families.unknown) == (2, ["unknown"])
    assert counts(stages.options(families.roles)) == [
        ("entry", 1), ("specialist", 0), ("lead", 1), ("manager", 0), ("executive", 0),
    ]  # fmt: skip
    assert len(members(stages.roles)) == 2
    assert FamilyFacet(published, [], "en").roles == published.all_roles
    assert StageFacet(published, []).roles == published.all_roles


def test_several_words_and_several_skills_narrow_a_choice():
    both, one = RoleFactory(title="Team lead"), RoleFactory(title="Lead")
    skills = [SkillFactory(slug="listening"), SkillFactory(slug="planning")]
    for role, skill in ((both, skills[0]), (both, skills[1]), (one, skills[0])):
        RoleSkillFactory(role=role, skill=skill)
    published = catalogue()

    def ids(roles: int) -> set[int]:
        return {published.ids[number] for number in members(roles)}

    assert ids(TextFacet(published, "lead", "en").roles) == {both.pk, one.pk}
    assert ids(TextFacet(published, "lead team", "en").roles) == {both.pk}
    assert ids(skill_facet("listening").roles) == {both.pk, one.pk}
    assert ids(skill_facet("listening", "planning").roles) == {both.pk}


def test_longest_facets_show_the_most_common_terms_and_the_chosen_ones():
    rare = SkillFactory(slug="rare")
    role = RoleSkillFactory(skill=rare).role
    for number in range(FACET_SIZE + 1):
        skill = SkillFactory(slug=f"common-{number:02}")
        RoleSkillFactory(skill=skill, role=role)
        RoleSkillFactory(skill=skill)

    unchosen = [option.value for option in skill_options()]
    chosen = [option.value for option in skill_options("rare")]

    assert len(unchosen) == FACET_SIZE
    assert "rare" not in unchosen
    assert chosen == ["rare", *unchosen]


def test_skill_that_only_drafts_take_is_no_option():
    RoleSkillFactory(skill=SkillFactory(slug="public"))
    RoleSkillFactory(skill=SkillFactory(slug="secret"), role=DraftFactory())

    assert [option.value for option in skill_options()] == ["public"]


def test_retired_skill_is_unknown_and_no_option_though_a_role_takes_it():
    role = RoleSkillFactory(skill=SkillFactory(slug="public")).role
    RoleSkillFactory(skill=SkillFactory(slug="old", is_retired=True), role=role)

    facet = skill_facet("old")

    assert facet.unknown == ["old"]
    assert facet.roles == catalogue().all_roles
    assert [option.value for option in facet.options(facet.roles)] == ["public"]


def test_label_of_an_option_is_title_name_or_stage_in_the_readers_language():
    skill = SkillFactory(title="Kuuntelu", title_pl="")
    RoleSkillFactory(skill=skill, role=RoleFactory(stage="lead"))
    ToolUseFactory(tools=[ToolFactory(name="R&D")])
    published = catalogue()

    with translation.override("fi"):
        [finnish] = skill_options(language="fi")
        tools = TermFacet(Tool, published.tools, [], published.all_roles, "fi")
        [tool] = tools.options(published.all_roles)
        stage = StageFacet(published, []).options(published.all_roles)[0]
    with translation.override("pl"):
        [fallback] = skill_options(language="pl")

    assert finnish.label.replace("\u00ad", "") == "Kuuntelu fi"
    assert tool.label == "R&amp;D"
    assert stage.label == spoken("fi", "Entry")
    assert '<span lang="en">Kuuntelu en</span>' in fallback.label


def test_options_are_in_the_language_they_are_cached_for_whatever_is_active():
    family = RoleFamilyFactory(title="Palvelu", title_fi="")
    RoleSkillFactory(skill=SkillFactory(title="Kuuntelu"), role__family=family)

    with translation.override("pl"):
        [skill] = skill_options(language="fi")
        [root] = FamilyFacet(catalogue(), [], "fi").tree(catalogue().all_roles).below

    assert skill.label.replace("\u00ad", "") == "Kuuntelu fi"
    assert spoken("fi", "shown in:") in root.label


def test_typed_text_offers_what_matches_it_besides_what_is_chosen(monkeypatch):
    skills = [SkillFactory(slug=slug) for slug in ("chosen", "found", "rare", "unused")]
    role, other = RoleFactory(), RoleFactory()
    for skill in skills[:2]:
        RoleSkillFactory(role=role, skill=skill)
    RoleSkillFactory(role=other, skill=skills[2])
    ids = [skill.pk for skill in reversed(skills)]
    monkeypatch.setattr("roles.facets.find_terms", lambda typed, language, model: ids)

    facet = skill_facet("chosen")

    found = facet.options(facet.roles, "typed")
    assert counts(found) == [("chosen", 1), ("found", 1), ("rare", 0)]
