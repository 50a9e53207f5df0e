import pytest

from core.content_version import read_version
from roles.models import Question, Role
from tests.support.factories import (
    QuestionFactory,
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
    UserFactory,
)
from tests.support.states import state, states, write
from translations.models import SourceText, TextState
from translations.states import (
    NotAligned,
    NotTranslated,
    SourceIsNewer,
    digest,
    mark,
    read_states,
    saved_as,
    source_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return RoleFactory(title="Host", source_language="fi")


def test_texts_that_nobody_has_changed_are_reviewed(role):
    assert states(role) == {"en": "reviewed", "nb": "reviewed", "pl": "reviewed"}
    assert state(role).source_seen == "Host fi"
    assert not TextState.objects.exists()


def test_missing_text_is_missing_and_not_stored(role):
    write(role, title_nb="")

    assert states(role) == {"en": "reviewed", "nb": "missing", "pl": "reviewed"}
    assert not TextState.objects.filter(is_current=True).exists()


def test_field_without_text_in_any_language_has_no_state(role):
    assert read_states(role).of_field(role, "pay_note") is None
    assert "pay_note" not in {found.name for found in read_states(role).of(role)}


def test_states_of_all_items_are_read_in_two_queries(role, django_assert_num_queries):
    items = [QuestionFactory(role=role, source_language="en") for _ in range(3)]
    for item in items:
        write(item, question_en="Other?")

    with django_assert_num_queries(2):
        found = read_states(role)
        assert [found.of(item)[0]["nb"].state for item in items] == ["outdated"] * 3


def test_source_language_is_that_of_the_first_text_there_is():
    assert source_of({"fi": "a", "nb": "b"}, "nb") == "nb"
    assert source_of({"fi": "a", "nb": "b"}, "pl") == "nb"  # as readers are shown it
    assert source_of({"fi": "", "pl": "d"}, "") == "pl"
    assert source_of({}, "fi") == ""


def test_digest_tells_texts_apart():
    assert digest("ä") != digest("a") != digest("") == 0


def test_outdated_text_can_be_said_to_be_still_valid(role):
    user = UserFactory()
    write(role, title_fi="Emäntä")

    mark(role, "title", "nb", "reviewed", user)

    assert states(role) == {"en": "outdated", "nb": "reviewed", "pl": "outdated"}
    assert (state(role).by, state(role).source_seen) == (user, "Emäntä")


def test_text_that_nobody_has_changed_can_be_made_a_draft(role):
    mark(role, "title", "nb", "draft", None)

    assert states(role) == {"en": "reviewed", "nb": "draft", "pl": "reviewed"}


def test_text_is_not_marked_while_its_source_is_newer_than_the_one_seen(role):
    seen = digest(role.title_fi)
    write(role, title_fi="Emäntä")

    with pytest.raises(SourceIsNewer):
        mark(role, "title", "nb", "reviewed", None, seen)

    assert state(role).state == "outdated"


def test_list_of_other_lines_cannot_be_reviewed():
    item = ResponsibilityFactory(tasks="a\nb", source_language="en")
    write(item, tasks_en="a\nb\nc")

    with pytest.raises(NotAligned):
        mark(item, "tasks", "nb", "reviewed", None)


@pytest.mark.parametrize("language", ["fi", "pl"])
def test_what_is_no_translation_has_no_state_to_set(language):
    role = RoleFactory(title="Host", title_pl="", source_language="fi")

    with pytest.raises(NotTranslated):
        mark(role, "title", language, "draft", None)


def test_marking_raises_the_content_version_since_readers_see_how_many_are_reviewed(role):
    before = read_version()

    mark(role, "title", "nb", "draft", None)

    assert read_version() > before


def test_texts_can_be_saved_as_drafts(role):
    with saved_as("draft"):
        write(role, title_nb="Vert")

    assert states(role)["nb"] == "draft"
    write(role, title_nb="Vertinne")
    assert states(role)["nb"] == "draft", "it stays one until somebody says otherwise"
    with saved_as("reviewed"):
        write(role, title_nb="Verten")
    assert states(role)["nb"] == "reviewed"


def test_draft_says_from_which_version_it_was_made(role):
    with saved_as("draft"):
        write(role, title_nb="Vert")
    write(role, title_fi="Emäntä")
    write(role, title_fi="Isäntä")

    assert (state(role).state, state(role).source_seen) == ("draft", "Host fi")


def test_text_made_from_an_older_source_is_outdated_at_once(role):
    seen = {("roles.role", role.pk, "title"): digest(role.title_fi)}
    write(role, title_nb="")
    write(role, title_fi="Emäntä")

    with saved_as("reviewed", seen=seen):
        write(role, title_nb="Vert")

    assert (state(role).state, state(role).source_seen) == ("outdated", "Host fi")


def test_queries_of_a_save_do_not_grow_with_fields(role, django_assert_max_num_queries):
    skill = SkillFactory()
    with django_assert_max_num_queries(30):
        write(role, title_fi="A", summary_fi="B", introduction_fi="C", growth_fi="D")
    assert states(skill)["nb"] == "reviewed"


def test_old_source_texts_are_forgotten_once_nothing_was_made_from_them(role):
    write(role, title_fi="Emäntä")
    for code in ("en", "nb", "pl"):
        mark(role, "title", code, "reviewed", None)

    write(role, title_fi="Isäntä")

    assert [kept.text for kept in SourceText.objects.all()] == ["Emäntä"]
    assert Role.objects.get().title_fi == "Isäntä"
    assert not Question.objects.exists()
