import pytest
from django.db.models import Count, F, Q
from django.utils import translation

from core.prepared import PreparedQuery, QueryParam, set_prefetched, shown_columns
from roles.models import Role, RoleSkill
from skills.models import Skill, SkillGroup
from tests.factories import (
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    add_items,
)

pytestmark = pytest.mark.django_db


def skills_of_role() -> PreparedQuery[RoleSkill]:
    return PreparedQuery(
        RoleSkill,
        lambda items: items.filter(role=QueryParam("role")).select_related("skill__group", "role"),
    )


def test_query_is_run_with_what_is_given_each_time():
    read = skills_of_role()
    first, second = RoleSkillFactory(), RoleSkillFactory()

    assert [read(role=item.role_id) for item in (first, second)] == [[first], [second]]


def test_query_of_a_text_is_run_with_what_is_given():
    read = PreparedQuery(Skill, lambda skills: skills.filter(slug=QueryParam("slug")))
    SkillFactory(slug="100%s")
    skill = SkillFactory(slug="it's")

    assert read(slug="it's") == [skill]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_list_may_have_any_length(size):
    read = PreparedQuery(
        Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).order_by("pk")
    )
    skills = [SkillFactory() for _ in range(4)][:size]

    assert read(ids=[skill.pk for skill in skills]) == skills


def test_rows_have_what_is_joined_to_them(django_assert_num_queries):
    role, group = RoleFactory(), SkillGroupFactory()
    for order, of in enumerate([group, None, group]):
        RoleSkillFactory(role=role, order=order, skill=SkillFactory(group=of))

    with django_assert_num_queries(1):
        items = skills_of_role()(role=role.pk)
        assert [item.skill.group for item in items] == [group, None, group]
        assert items[0].role is items[2].role
        assert items[0].skill.group is items[2].skill.group


def test_values_are_those_that_django_would_read():
    [read] = PreparedQuery(Role, lambda roles: roles)() if add_items(RoleFactory()) else []
    role = Role.objects.get()

    for name in shown_columns(Role):
        assert (name, getattr(read, name)) == (name, getattr(role, name))
    assert (read.t.title, read._state.adding, read._state.db) == (role.t.title, False, "default")


def test_what_no_page_shows_is_read_only_when_it_is_asked_for(django_assert_num_queries):
    SkillFactory(title="Empathy")
    [skill] = PreparedQuery(Skill, lambda skills: skills)()

    assert {"title", "sort_fi"}.isdisjoint(vars(skill))
    with django_assert_num_queries(1):
        key = skill.sort_fi
    assert key == Skill.objects.get().sort_fi


def test_what_is_computed_stands_on_the_row():
    groups = [SkillGroupFactory(order=order) for order in (1, 2)]
    for group in (groups[0], groups[0], groups[1]):
        SkillFactory(group=group)
    count = Count("skills", filter=Q(skills__slug__gt=QueryParam("after")))

    counted = PreparedQuery(
        SkillGroup, lambda groups: groups.annotate(n=count, twice=F("n") + F("n"))
    )

    assert [(group, group.n, group.twice) for group in counted(after="")] == [
        (groups[0], 2, 4),
        (groups[1], 1, 2),
    ]


def test_each_language_has_a_query_of_its_own():
    first, second = (SkillFactory(title_fi=fi, title_en=en) for fi, en in ("ab", "ba"))
    read = PreparedQuery(Skill, lambda found: found.in_reading_order(translation.get_language()))

    for language, wanted in (("fi", [first, second]), ("en", [second, first])):
        with translation.override(language):
            assert read() == wanted


def test_what_is_kept_is_not_read_again(django_assert_num_queries):
    role = RoleFactory()
    set_prefetched(role, "role_skills", ["one"])

    with django_assert_num_queries(0):
        assert list(role.role_skills.all()) == ["one"]


def test_query_that_says_only_reads_just_those_columns_and_the_keys(django_assert_num_queries):
    item = RoleSkillFactory(skill__title_en="Listening")
    read = PreparedQuery(
        RoleSkill,
        lambda items: items.select_related("skill").only("order", "skill__title_en"),
    )

    [found] = read()

    with django_assert_num_queries(0):
        assert (found.order, found.skill.title_en, found.skill.pk) == (
            item.order,
            "Listening",
            item.skill_id,
        )
    assert found.get_deferred_fields() >= {"requirement", "context_en"}
    assert found.skill.get_deferred_fields() >= {"slug", "description_en"}
