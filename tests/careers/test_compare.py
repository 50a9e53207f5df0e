import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.compare import compare
from careers.comparison import Comparison, ComparisonRow, SharedCount
from careers.items import lean_roles
from roles.models import Role
from tests.support.factories import (
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from translations.languages import language_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]


def role_with(*skills: str, essential: tuple[str, ...] | None = None, **about) -> Role:
    """A role that takes skills, which other roles may take too."""
    role = RoleFactory(**about)
    for title in skills:
        slug = title.lower()
        skill = SkillFactory._meta.model.objects.filter(slug=slug).first()
        RoleSkillFactory(
            role=role,
            skill=skill or SkillFactory(slug=slug, title=title),
            requirement="essential" if essential is None or title in essential else "useful",
        )
    return role


def shape(comparison: Comparison, order: list[int] | None = None) -> list:
    """The lines as their values, with the columns in another order."""
    return [
        (
            section.id,
            str(row.heading),
            [row.cells[at].value for at in order or range(len(row.cells))],
        )
        for section in comparison.sections
        for row in section.rows
    ]


def _all(row: ComparisonRow) -> range:
    return range(len(row.cells))


# --- Properties ------------------------------------------------------------------------------

few = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(chosen=st.lists(st.integers(0, 3), min_size=2, max_size=4, unique=True), data=st.data())
def test_order_of_the_roles_is_the_order_of_the_columns_and_nothing_else(content, chosen, data):
    roles = list(lean_roles().order_by("slug"))
    order = data.draw(st.permutations(range(len(chosen))))

    one = compare([roles[at] for at in chosen], "fi")
    other = compare([roles[chosen[at]] for at in order], "fi")

    assert shape(one, order) == shape(other)
    assert {frozenset(pair.role_ids): pair.skills for pair in one.pairs} == {
        frozenset(pair.role_ids): pair.skills for pair in other.pairs
    }
    assert one.summary.skills == other.summary.skills
    assert one.summary.most_shared == other.summary.most_shared
    assert one.summary.least_shared == other.summary.least_shared


@pytest.mark.usefixtures("content")
def test_a_role_compared_with_itself_differs_in_nothing(language):
    for role in lean_roles():
        same = compare([role, role], language)

        assert same.showing("differences").sections == []
        assert same.showing("shared") == same
        assert len(shape(same)) > 10
        [pair] = same.pairs
        for share in (pair.skills, pair.tools, pair.areas, pair.metrics):
            assert share.shared == share.total
        assert (same.summary.least_shared, same.summary.unique) == (None, [])


@pytest.mark.usefixtures("content")
def test_what_roles_share_is_in_the_comparison_of_any_of_them():
    roles = list(lean_roles().order_by("slug"))
    whole = compare(roles, "en").showing("shared")

    for role in roles:
        with_itself = {(kind, heading) for kind, heading, _ in shape(compare([role, role], "en"))}
        assert {(kind, heading) for kind, heading, _ in shape(whole)} <= with_itself


@pytest.mark.usefixtures("content")
def test_values_are_the_same_in_every_language():
    roles = list(lean_roles().order_by("slug"))
    found = []
    for code in language_codes():
        with translation.override(code):
            lines = [(kind, str(values)) for kind, _, values in shape(compare(roles, code))]
            found.append(sorted(lines))

    assert found[1:] == found[:-1]


# --- What is in common -----------------------------------------------------------------------


def test_pair_counts_skills_tools_areas_and_metrics():
    first, second = role_with("A", "B", "C"), role_with("B", "C", "D", "E")
    shared, other = ToolFactory(), ToolFactory()
    ToolUseFactory(role=first, tools=[shared, other])
    ToolUseFactory(role=second, tools=[shared])
    metric = RoleMetricFactory(role=first).metric
    RoleMetricFactory(role=second, metric=metric)

    [pair] = compare([first, second], "en").pairs

    assert (pair.first.role, pair.second.role) == (first, second)
    assert (pair.skills, pair.tools) == (SharedCount(2, 5), SharedCount(1, 2))
    assert (pair.areas, pair.metrics) == (SharedCount(0, 0), SharedCount(1, 1))


def test_every_two_of_four_roles_are_a_pair():
    roles = [RoleFactory() for _ in range(4)]

    comparison = compare(roles, "en")

    assert [column.letter for column in comparison.columns] == ["A", "B", "C", "D"]
    assert [pair.first.letter + pair.second.letter for pair in comparison.pairs] == [
        *("AB", "AC", "AD", "BC", "BD", "CD")
    ]


def test_summary_names_the_group_that_is_shared_most_and_the_one_that_is_shared_least():
    talking, doing, planning = (SkillGroupFactory(order=n) for n in range(3))
    for group, titles in ((talking, "ABC"), (doing, "DE"), (planning, "FGH")):
        for title in titles:
            SkillFactory(slug=title.lower(), title=title, group=group)

    summary = compare([role_with(*"ABCDF"), role_with(*"ABDEGH")], "en").summary

    assert (summary.most_shared.group, summary.most_shared.skills) == (talking, SharedCount(2, 3))
    assert (summary.least_shared.group, summary.least_shared.skills) == (
        planning,
        SharedCount(0, 3),
    )
    assert summary.skills == SharedCount(3, 8)


def test_summary_names_no_group_where_roles_part_if_they_part_in_all():
    summary = compare([role_with(*"AB"), role_with(*"CD")], "en").summary

    assert (summary.most_shared, summary.least_shared) == (None, None)
    assert summary.skills == SharedCount(0, 4)


def test_summary_says_nothing_of_groups_where_skills_have_none():
    for title in "AB":
        SkillFactory(slug=title.lower(), title=title, group=None)

    summary = compare([role_with("A"), role_with("A", "B")], "en").summary

    assert (summary.most_shared, summary.least_shared) == (None, None)
    assert summary.skills == SharedCount(1, 2)


def test_summary_of_two_roles_names_what_only_one_of_them_takes_essential_skills_first():
    first = role_with(*"ABCDE", essential=("A", "D", "E"))
    second = role_with("A")

    summary = compare([first, second], "en").summary

    [unique] = summary.unique
    assert (unique.column.role, unique.count) == (first, 4)
    assert [str(title) for title in unique.titles] == ["D en", "E en", "B en"]
    assert (summary.nearest, summary.farthest) == (None, None)


def test_summary_of_three_roles_names_the_nearest_and_the_farthest_pair():
    roles = [role_with(*"AB"), role_with(*"ABC"), role_with(*"CD")]

    summary = compare(roles, "en").summary

    assert summary.nearest.role_ids == [roles[0].pk, roles[1].pk]
    assert summary.farthest.role_ids == [roles[0].pk, roles[2].pk]
    assert summary.unique == []


def test_no_pair_is_nearest_where_all_are_equally_near():
    summary = compare([role_with("A"), role_with("A"), role_with("A")], "en").summary

    assert (summary.nearest, summary.farthest) == (None, None)


def test_roles_with_nothing_on_their_pages_can_be_compared():
    first, second = RoleFactory(), RoleFactory()

    comparison = compare([first, second], "en")

    assert [section.id for section in comparison.sections] == ["glance"]
    assert comparison.summary.skills == SharedCount(0, 0)


@pytest.mark.parametrize("roles", [2, 4])
@pytest.mark.parametrize("items", [1, 3])
def test_comparing_takes_as_many_queries_whatever_is_compared(count_queries, roles, items):
    found = [add_items(RoleFactory(), items).pk for _ in range(roles)]

    assert count_queries(lambda: compare(lean_roles().filter(pk__in=found), "en")) == 11
