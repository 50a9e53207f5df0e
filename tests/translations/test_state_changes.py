import pytest
from django.db import transaction

from core import bulk
from history.models import Origin
from history.occasions import occasion
from history.restoring import Rights, restore
from history.versions import find_subject, live_state
from roles.models import Question, Role, RoleSkill
from skills.models import Skill
from tests.support.factories import (
    DraftFactory,
    QuestionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    UserFactory,
)
from tests.support.states import state, states, write
from translations.models import SmallFix, SourceText, TextState
from translations.states import mark, saved_as

pytestmark = pytest.mark.django_db

ALL_REVIEWED = {"en": "reviewed", "nb": "reviewed", "pl": "reviewed"}
ALL_OUTDATED = {"en": "outdated", "nb": "outdated", "pl": "outdated"}


@pytest.fixture
def role():
    return RoleFactory(title="Host", summary="Welcomes", source_language="fi")


# --- The source changes ----------------------------------------------------------------------


def test_another_source_text_outdates_its_translations_and_no_others(role):
    user = UserFactory()
    with occasion(Origin.EDIT, lambda: user.pk):
        write(role, title_fi="Emäntä")

    assert states(role) == ALL_OUTDATED
    assert states(role, "summary") == ALL_REVIEWED
    assert (state(role).by, state(role).source_seen) == (user, "Host fi")


def test_what_was_seen_is_known_after_several_edits(role):
    for text in ("Emäntä", "Isäntä", "Isännöitsijä"):
        write(role, title_fi=text)

    assert state(role).source_seen == "Host fi"


def test_languages_that_saw_different_versions_each_have_theirs(role):
    write(role, title_fi="Emäntä")
    mark(role, "title", "nb", "reviewed", None)
    write(role, title_fi="Isäntä")

    assert (state(role).source_seen, state(role, language="pl").source_seen) == (
        "Emäntä",
        "Host fi",
    )


def test_source_text_that_is_changed_back_outdates_nothing(role):
    write(role, title_fi="Emäntä")
    write(role, title_fi="Host fi")

    assert states(role) == ALL_REVIEWED


def test_what_is_no_text_outdates_nothing(role):
    role.stage, role.slug, role.status = "lead", "other", "draft"
    role.save()

    assert not TextState.objects.exists()


def test_saving_without_a_change_outdates_nothing(role):
    role.save()

    assert not TextState.objects.exists()


def test_text_that_is_written_together_with_its_source_is_reviewed(role):
    write(role, title_fi="Emäntä", title_nb="Vertinne")

    assert states(role) == {"en": "outdated", "nb": "reviewed", "pl": "outdated"}


def test_first_source_text_outdates_nothing():
    role = RoleFactory(title="Host", title_fi="", source_language="fi")

    write(role, title_fi="Isäntä")

    assert states(role) == ALL_REVIEWED
    write(role, title_fi="Emäntä")
    assert states(role) == ALL_OUTDATED


def test_fallback_is_the_source_of_a_field_without_a_source_text():
    role = RoleFactory(title="Host", title_fi="", source_language="fi")

    write(role, title_en="Hostess")

    assert states(role) == {"fi": "missing", "nb": "outdated", "pl": "outdated"}


def test_list_that_has_gained_a_line_is_outdated_even_after_a_small_fix():
    item = ResponsibilityFactory(tasks="a\nb", source_language="fi")

    with saved_as(is_small_fix=True):
        write(item, tasks_fi="a\nb\nc")

    assert states(item, "tasks", owner=item.role) == ALL_OUTDATED


# --- Small fixes -----------------------------------------------------------------------------


def test_translations_stay_valid_after_a_small_fix_which_is_logged(role):
    user = UserFactory()
    with saved_as(is_small_fix=True), occasion(Origin.EDIT, lambda: user.pk):
        write(role, title_fi="Hosti")

    assert states(role) == ALL_REVIEWED
    fix = SmallFix.objects.get()
    assert (fix.before, fix.after, fix.by, fix.owner_id) == ("Host fi", "Hosti", user, role.pk)


def test_small_fix_does_not_clear_what_was_outdated_before(role):
    write(role, title_fi="Emäntä")
    mark(role, "title", "pl", "reviewed", None)

    with saved_as(is_small_fix=True):
        write(role, title_fi="Emanta")

    assert states(role) == {"en": "outdated", "nb": "outdated", "pl": "reviewed"}
    assert (state(role).source_seen, state(role, language="pl").source_seen) == (
        "Host fi",
        "Emanta",
    )


def test_small_fix_of_a_translation_keeps_it_outdated(role):
    write(role, title_fi="Emäntä")

    with saved_as(is_small_fix=True):
        write(role, title_nb="Verten")

    assert (state(role).state, state(role).source_seen) == ("outdated", "Host fi")
    assert not SmallFix.objects.exists()


def test_next_save_is_no_small_fix(role):
    with saved_as(is_small_fix=True):
        write(role, title_fi="Hosti")
    write(role, title_fi="Emäntä")

    assert states(role) == ALL_OUTDATED


# --- Translations change ---------------------------------------------------------------------


def test_changed_translation_outdates_nothing_and_is_reviewed(role):
    write(role, title_fi="Emäntä")
    user = UserFactory()
    with occasion(Origin.EDIT, lambda: user.pk):
        write(role, title_nb="Vertinne")

    assert states(role) == {"en": "outdated", "nb": "reviewed", "pl": "outdated"}
    assert (state(role).by, state(role).source_seen) == (user, "Emäntä")


def test_what_somebody_adds_is_theirs():
    user = UserFactory()
    with occasion(Origin.EDIT, lambda: user.pk):
        role = RoleFactory(title="Host", source_language="fi")

    assert (states(role), state(role).by) == (ALL_REVIEWED, user)


# --- The source language changes -------------------------------------------------------------


def test_translations_in_step_with_a_new_source_stay_reviewed(role):
    write(role, source_language="nb")

    assert states(role) == {"en": "reviewed", "fi": "reviewed", "pl": "reviewed"}


def test_outdated_text_as_the_source_outdates_the_others(role):
    write(role, title_fi="Emäntä")
    mark(role, "title", "pl", "reviewed", None)

    write(role, source_language="nb")

    assert states(role) == {"en": "outdated", "fi": "outdated", "pl": "outdated"}
    assert states(role, "summary") == {"en": "reviewed", "fi": "reviewed", "pl": "reviewed"}


def test_language_of_texts_that_are_in_one_only_is_known():
    alone = Skill.objects.create(slug="hosting", title_nb="Vertskap")
    both = Skill.objects.create(slug="cooking", title_nb="Matlaging", title_en="Cooking")

    assert (alone.source_language, both.source_language) == ("nb", "")


# --- All ways to write -----------------------------------------------------------------------


def test_update_outdates(role):
    other = RoleFactory(title="Cook", source_language="en")

    Role.objects.update(title_fi="Emäntä")

    assert states(Role.objects.get(pk=role.pk)) == ALL_OUTDATED
    assert states(Role.objects.get(pk=other.pk)) == {
        "fi": "reviewed",
        "nb": "reviewed",
        "pl": "reviewed",
    }


def test_bulk_update_outdates(role):
    role.title_fi = "Emäntä"

    Role.objects.bulk_update([role], ["title_fi"])

    assert states(role) == ALL_OUTDATED


def test_bulk_write_outdates(role):
    with transaction.atomic():
        bulk.update(Role, [(role.pk, {"title_fi": "Emäntä"})], "default")

    assert states(Role.objects.get()) == ALL_OUTDATED


def test_many_changes_take_few_queries(django_assert_max_num_queries):
    SkillFactory.create_batch(50, source_language="fi")

    with django_assert_max_num_queries(60):
        Skill.objects.update(title_fi="Taito")

    assert TextState.objects.filter(state="outdated").count() == 150


def test_what_is_rolled_back_outdates_nothing(role):
    with transaction.atomic():
        write(role, title_fi="Emäntä")
        transaction.set_rollback(True)

    assert not TextState.objects.exists()


def restored(subject, version):
    anyone = Rights(lambda verb, model: True, lambda item: ())
    return restore(find_subject(subject.model, subject.pk), version, anyone)


def test_restored_version_has_the_states_that_it_had():
    role = DraftFactory(title="Host", source_language="fi")
    item = QuestionFactory(role=role, source_language="fi")
    with saved_as("draft"):
        write(item, question_nb="Utkast")
    write(role, title_fi="Emäntä")
    subject = find_subject(Role, role.pk)
    version = live_state(subject.owner)
    write(role, title_nb="Vertinne")
    write(role, title_fi="Isäntä")
    with saved_as("reviewed"):
        write(item, question_nb="Ferdig")

    restored(subject, version)

    role.refresh_from_db()
    item.refresh_from_db()
    assert states(role) == ALL_OUTDATED
    assert state(role).source_seen == "Host fi"
    assert states(item, "question", owner=role)["nb"] == "draft"


def test_deleted_text_has_no_state_until_it_is_restored():
    role = DraftFactory(title="Host", source_language="fi")
    item = QuestionFactory(role=role, source_language="fi")
    with saved_as("draft"):
        write(item, question_nb="Utkast")
    subject = find_subject(Role, role.pk)
    version = live_state(subject.owner)

    item.delete()
    assert not TextState.objects.filter(is_current=True).exists()
    restored(subject, version)

    assert states(Question.objects.get(), "question", owner=role)["nb"] == "draft"


def test_item_that_moves_takes_its_states_along(role):
    item = RoleSkillFactory(role=role, context="Often", source_language="fi")
    write(item, context_fi="Harvoin")
    other = RoleFactory()

    RoleSkill.objects.update(role=other)

    assert states(item, "context", owner=other) == ALL_OUTDATED
    assert {*SourceText.objects.values_list("owner_id", flat=True)} == {other.pk}
