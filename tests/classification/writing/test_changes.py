from classification.concepts import Concept
from classification.writing.changes import KindPlan, ObjectChange
from classification.writing.kinds import ROLES

CONCEPT = Concept("http://example.org/1")


def test_change_of_the_memory_only_is_not_visible():
    change = ObjectChange(CONCEPT, 1, memory={"title_en": "digest"}, updates_identifier=True)

    assert not change.is_visible


def test_change_of_a_column_or_a_row_is_visible():
    assert ObjectChange(CONCEPT, 1, values={"title_en": "Lead"}).is_visible
    assert ObjectChange(CONCEPT, 1, dropped_skills=[7]).is_visible
    assert ObjectChange(CONCEPT, 1, changed_skills=[(7, "useful")]).is_visible


def test_object_of_which_only_the_memory_changes_is_counted_as_left():
    visible = ObjectChange(CONCEPT, 1, values={"title_en": "Lead"})
    plan = KindPlan(ROLES, changed=[visible, ObjectChange(CONCEPT, 2)], unchanged=3)

    assert (plan.counts["update"], plan.counts["leave as they are"]) == (1, 4)
