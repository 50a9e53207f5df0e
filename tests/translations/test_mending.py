import pytest
from django.utils import translation

from core.checking import Finding, Scope, collect
from tests.support.editing import change_page, desk
from tests.support.factories import (
    AlternativeTitleFactory,
    QuestionFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillTitleFactory,
    UserFactory,
)
from translations.mending import count_for, found_objects, mending_of, mends_anything

pytestmark = pytest.mark.django_db

SCOPES = [
    Scope("roles.role", ""),
    Scope("roles.role", "fi"),
    Scope("roles.role", "pl"),
    Scope("skills.skilltitle", "fi"),
    Scope("sources.source", ""),
]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Editor", SCOPES),
        ("Publisher", SCOPES),
        ("Translator", [Scope("roles.role", "fi")]),
    ],
)
def test_people_mend_what_they_may_change(group, expected):
    may_mend = mending_of(desk(group, "fi").user)

    assert [scope for scope in SCOPES if may_mend(scope)] == expected
    assert mends_anything(may_mend)


def test_who_may_change_nothing_mends_nothing():
    assert not mends_anything(mending_of(UserFactory()))
    assert not mends_anything(mending_of(desk("Translator").user))


def test_findings_are_counted_for_each_person():
    findings = [Finding((("roles.role", 1),), "title_fi", code) for code in ("fi", "fi", "pl")]
    result = collect(findings)

    counts = [
        count_for(result, mending_of(desk(*who).user))
        for who in (("Editor",), ("Translator", "fi"), ("Translator", "nb"))
    ]
    assert counts == [3, 2, 0]


def objects_of(item, column=""):
    [(_, objects)] = found_objects([Finding(((item._meta.label_lower, item.pk),), column)])
    return objects


def test_object_leads_to_the_field_of_its_form():
    role = RoleFactory(title_en="Host", title_fi="Isäntä")

    with translation.override("fi"):
        [found] = objects_of(role, "summary_pl")

    assert found == ("Rooli", "Isäntä", "", f"{change_page(role)}#id_summary_pl")


def test_object_that_lacks_items_leads_to_their_section():
    role = RoleFactory()

    [found] = objects_of(role, "role_skills")

    assert found.address == f"{change_page(role)}?role_skills-page=1#role_skills-group"


def test_item_is_named_with_its_role():
    question = QuestionFactory(question_en="Why?", role__title_en="Host")
    skill = RoleSkillFactory(skill__title_en="Empathy", role__title_en="Host")

    with translation.override("en"):
        [[found], [other]] = objects_of(question), objects_of(skill)

    assert found == ("Question", "Why?", "Host", change_page(question))
    assert other == ("Role skill", "Empathy", "Host", change_page(skill))


@pytest.mark.parametrize(
    ("make", "owner", "section"),
    [
        (AlternativeTitleFactory, "role", "alternative_titles"),
        (SkillTitleFactory, "skill", "other_titles"),
    ],
)
def test_part_without_a_page_leads_to_the_section_of_its_owner(make, owner, section):
    title = make(title="Vetäjä")

    [found] = objects_of(title, "title")

    page = change_page(getattr(title, owner))
    assert found.name == "Vetäjä"
    assert found.address == f"{page}?{section}-page=1#{section}-group"


def test_object_that_was_deleted_meanwhile_is_left_out():
    role = RoleFactory()
    key = (role._meta.label_lower, role.pk)
    role.delete()

    [(_, objects)] = found_objects([Finding((key,))])
    assert objects == []


def test_objects_cost_a_query_for_each_model(count_queries):
    def findings(count):
        items = [make() for make in (QuestionFactory, RoleSkillFactory) for _ in range(count)]
        return [Finding(((item._meta.label_lower, item.pk),)) for item in items]

    one, three = findings(1), findings(3)

    assert count_queries(lambda: found_objects(one)) == 2
    assert count_queries(lambda: found_objects(three)) == 2
