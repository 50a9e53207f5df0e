import pytest
from django.utils import translation

from tests.support.editing import desk
from tests.support.factories import (
    QuestionFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    UserFactory,
)
from tests.support.states import write
from translating.board import Board, languages_of, translating_address, visible_kinds
from translating.forms import BoardForm
from translating.work import catch_up

pytestmark = pytest.mark.django_db


def board(user=None, per_page=50, **query):
    user = user or desk("Translator", "nb", "pl").user
    catch_up()
    return Board(user, BoardForm(query, languages_of(user)), per_page)


def names(found):
    return [str(line.name) for line in found.lines]


def lacking(title, **more):
    return SkillFactory(title=title, title_nb="", source_language="fi", **more)


def test_translators_see_their_languages_and_editors_all():
    assert languages_of(desk("Translator", "pl", "nb").user) == ["nb", "pl"]
    assert languages_of(desk("Editor").user) == ["en", "fi", "nb", "pl"]
    assert languages_of(desk("Editor", "nb").user) == ["en", "fi", "nb", "pl"]
    assert languages_of(UserFactory()) == []


def test_kinds_are_those_that_somebody_may_see():
    assert "skills.skill" in visible_kinds(desk("Translator", "nb").user)
    assert visible_kinds(UserFactory()) == []


def test_line_tells_what_there_is_to_do_in_each_language():
    skill = SkillFactory(title="Deep listening", description="Hears", source_language="fi")
    write(skill, title_fi="Kuunteleminen", description_pl="")

    [line] = board().lines

    assert (line.kind, str(line.name)) == ("Skill", "Deep listening en")
    assert [[tuple(one) for one in cell.to_do] for cell in line.cells] == [
        [("Outdated", "1", "words: 1")],
        [("Missing", "1", "words: 2"), ("Outdated", "1", "words: 1")],
    ]
    assert line.address == translating_address("skills.skill", skill.pk, "nb")


def test_objects_with_nothing_to_do_are_not_listed():
    SkillFactory()

    assert board().lines == []
    assert board().next_address == ""


def test_board_is_of_one_language_at_a_time():
    lacking("Missing")
    SkillFactory(title="Other", title_pl="", source_language="fi")

    assert names(board()) == ["Missing en"]
    assert names(board(language="pl")) == ["Other en"]
    assert names(board(language="fi")) == ["Missing en"], "which is not the translator's"


def test_board_is_of_the_language_of_the_interface_while_there_is_something_to_do():
    lacking("Missing")
    other = SkillFactory(title="Other", title_pl="", source_language="fi")

    with translation.override("pl"):
        shown = board()
        assert (shown.language, shown.form["language"].value()) == ("pl", "pl")
        write(other, title_pl="Inne")
        assert board().language == "nb", "where there is something to do"


def test_filters_narrow_the_list():
    family = RoleFamilyFactory()
    role = RoleFactory(title="Host", title_nb="", family=family, source_language="fi")
    used, other = lacking("Used"), lacking("Other")
    RoleSkillFactory(role=role, skill=used)
    write(other, title_nb="Annet", title_fi="Muu")
    write(other, title_fi="Eri")

    assert {*names(board(kind="skills.skill"))} == {"Used en", "Other en"}
    assert names(board(state="outdated")) == ["Other en"]
    assert {*names(board(state="missing"))} == {"Used en", "Host en"}
    assert names(board(family=family.pk)) == ["Host en"]
    assert {*names(board(role=role.pk))} == {"Used en", "Host en"}
    assert len(names(board(since="2020-01-01"))) == 3
    assert names(board(since="2999-01-01")) == []
    assert [(kind.name, kind.count) for kind in board(kind="roles.role").kinds] == [
        ("Roles", "1"),
        ("Skills", "2"),
    ]


@pytest.mark.parametrize(
    "query",
    [{"state": "no"}, {"kind": "no"}, {"role": "x"}, {"since": "x"}, {"sort": "no"}, {"after": 9}],
)
def test_what_cannot_be_asked_for_is_ignored(query):
    lacking("Missing")

    assert names(board(**query)) == ["Missing en"]


def test_ways_to_sort():
    few, many = lacking("Zzz"), lacking("Bbb ccc ddd")
    board()
    write(few, title_nb="Øvrig")
    write(few, title_fi="Muu")

    assert names(board()) == ["Zzz en", "Bbb ccc ddd en"]
    assert names(board(sort="words")) == ["Bbb ccc ddd en", "Zzz en"]
    assert names(board(sort="changed")) == ["Zzz en", "Bbb ccc ddd en"]
    assert names(board(sort="title")) == ["Bbb ccc ddd en", "Zzz en"]
    assert board().next_address == translating_address("skills.skill", few.pk, "nb")
    write(many, title_fi="Muu")
    assert board().next_address == translating_address("skills.skill", few.pk, "nb")


@pytest.mark.parametrize("sort", ["", "words", "changed", "title"])
def test_pages_follow_each_other_without_gaps(sort):
    for n in range(7):
        lacking(f"Skill {n // 2}")

    found, after = [], {}
    for _ in range(3):
        page = board(per_page=3, sort=sort, **after)
        found += [line.address for line in page.lines]
        after = {"after": page.last} if page.has_more else {}

    assert len({*found}) == 7
    assert not after


def test_sums_are_of_all_that_is_found():
    lacking("One two")
    lacking("Three")

    assert [tuple(one) for one in board().totals] == [("Missing", "2", "words: 5")]


def test_queries_do_not_grow_with_fields(django_assert_max_num_queries):
    role = RoleFactory(title_nb="", source_language="fi")
    for _ in range(3):
        QuestionFactory(role=role, question_nb="", source_language="fi")
    found = board()

    with django_assert_max_num_queries(8):
        assert found.lines
        assert found.kinds
        assert found.totals
