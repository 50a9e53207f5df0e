import pytest

from careers.models import Position
from core.change_notes import note_any
from core.changes import changes_since
from core.content_version import read_version
from core.replicas import PRIMARY
from roles.models import Responsibility, Role
from skills.models import Skill
from sources.models import Source
from tests.support.factories import (
    DraftFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
)
from translations import text_masks as module
from translations.languages import language_codes
from translations.text_masks import TextMasks

pytestmark = pytest.mark.django_db


def written(masks):
    """How often each combination of texts exists, by their columns."""
    return {
        frozenset(
            f"{field}_{code}" for n, (field, code) in enumerate(masks.texts) if mask >> n & 1
        ): (count)
        for mask, count in masks.counts.items()
    }


def in_languages(field, *codes):
    return {f"{field}_{code}" for code in codes or language_codes()}


def updated(masks, edit):
    """The masks after an edit, brought up to date."""
    before = read_version()
    edit()
    changes = changes_since(before, read_version())
    assert changes is not None
    return masks.updated(changes)


def test_equal_combinations_of_texts_are_counted_together():
    SkillFactory.create_batch(2, title_nb="", description_fi="Kuvaus")
    SkillFactory()

    assert written(TextMasks(Skill)) == {
        frozenset(in_languages("title", "en", "fi", "pl") | {"description_fi"}): 2,
        frozenset(in_languages("title")): 1,
    }


def test_bits_are_those_of_a_field_of_a_language_or_of_both():
    masks = TextMasks(Skill)
    one = masks.bits(field="title", language="fi")

    assert one.bit_count() == 1
    assert masks.bits(field="title").bit_count() == len(language_codes())
    assert masks.bits(field="title") & masks.bits(language="fi") == one
    assert masks.bits().bit_count() == len(masks.texts)


def test_texts_of_what_no_reader_sees_are_not_counted():
    ResponsibilityFactory(role=DraftFactory())

    assert written(TextMasks(Role)) == {}
    assert written(TextMasks(Responsibility)) == {}


def test_part_without_a_text_is_left_out_and_an_owner_without_one_is_not():
    empty = dict.fromkeys(in_languages("title"), "")
    ResponsibilityFactory(role=RoleFactory(**empty), **empty)

    assert written(TextMasks(Responsibility)) == {}
    assert written(TextMasks(Role)) == {frozenset(): 1}


def test_objects_are_found_by_their_owners():
    responsibility = ResponsibilityFactory()
    masks = TextMasks(Responsibility)

    assert masks.has(responsibility.role_id)
    assert not masks.has(responsibility.role_id + 1)


def test_edit_of_a_text_is_in_the_new_masks_and_not_in_those_of_a_page_in_progress():
    skill = SkillFactory()
    old = TextMasks(Skill)
    before = written(old)

    def edit():
        skill.title_nb = ""
        skill.save()

    new = updated(old, edit)

    assert written(new) == {frozenset(in_languages("title", "en", "fi", "pl")): 1}
    assert written(old) == before


def test_deleted_object_is_no_longer_counted():
    skill = SkillFactory()

    assert written(updated(TextMasks(Skill), skill.delete)) == {}


def test_parts_come_and_go_with_what_readers_see_of_their_owner():
    role = DraftFactory()
    ResponsibilityFactory(role=role)
    hidden = TextMasks(Responsibility)

    def set_status(status):
        role.status = status
        role.save()

    shown = updated(hidden, lambda: set_status(Role.Status.PUBLISHED))
    hidden_again = updated(shown, lambda: set_status(Role.Status.DRAFT))

    assert sum(shown.counts.values()) == 1
    assert written(hidden_again) == {}


def test_edit_of_something_else_changes_nothing():
    role = RoleFactory()
    masks = TextMasks(Skill)

    assert written(updated(masks, role.touch)) == written(masks)


@pytest.mark.parametrize("most", [0, 1])
def test_all_are_read_again_after_more_changes_than_are_worth_reading(monkeypatch, most):
    monkeypatch.setattr(module, "MAX_OWNERS", most)
    masks = TextMasks(Skill)

    assert (updated(masks, SkillFactory) is None) == (most == 0)


def test_all_are_read_again_where_any_object_may_have_changed():
    masks = TextMasks(Skill)

    assert updated(masks, lambda: note_any("skills.skill", PRIMARY)) is None


def test_what_another_object_shows_comes_and_goes_with_it():
    """A position is seen unless the role that has its page is a draft or retired."""
    role = RoleFactory()
    PositionFactory(role=role, title_en="Lead")
    PositionFactory(title_en="Other")
    shown = TextMasks(Position)

    def set_status(status):
        role.status = status
        role.save()

    touched = updated(shown, role.touch)
    hidden = updated(touched, lambda: set_status(Role.Status.RETIRED))
    shown_again = updated(hidden, lambda: set_status(Role.Status.PUBLISHED))

    found = [sum(masks.counts.values()) for masks in (shown, touched, hidden, shown_again)]
    assert found == [2, 2, 1, 2]


@pytest.mark.parametrize("most", [0, 1])
def test_all_are_read_again_where_more_is_shown_than_is_worth_reading(monkeypatch, most):
    monkeypatch.setattr(module, "MAX_OWNERS", most)
    role = DraftFactory()
    PositionFactory(role=role)
    masks = TextMasks(Position)

    def publish():
        role.status = Role.Status.PUBLISHED
        role.save()

    assert (updated(masks, publish) is None) == (most == 0)


def test_texts_are_counted_again_where_some_have_changed():
    role = RoleFactory(introduction_fi="Johtaa.")
    masks = TextMasks(Role)
    before = masks.total, masks.written["fi"], masks.written["nb"]

    def edit():
        role.title_fi = role.introduction_fi = ""
        role.save()

    new = updated(masks, edit)

    assert before == (2, 2, 1)
    assert (new.total, new.written["fi"], new.written["nb"]) == (1, 0, 1)
    assert (masks.total, masks.written["fi"], masks.written["nb"]) == before


def test_what_any_text_may_be_shown_with_is_always_read_again():
    masks = TextMasks(Source)

    assert updated(masks, SkillFactory) is None
