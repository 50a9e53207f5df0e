from history.models import Origin
from history.occasions import current_occasion, occasion


def test_occasion_is_that_of_a_program_unless_another_is_given():
    assert current_occasion().origin == Origin.PROGRAM
    assert current_occasion().user_id() is None


def test_occasion_within_another_is_of_the_same_person():
    with occasion(Origin.EDIT, lambda: 7):
        outer = current_occasion()
        with occasion(Origin.RESTORE):
            assert (current_occasion().origin, current_occasion().user_id()) == (Origin.RESTORE, 7)
        assert current_occasion() is outer


def test_occasion_ends_when_something_fails():
    try:
        with occasion(Origin.EDIT):
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert current_occasion().origin == Origin.PROGRAM
