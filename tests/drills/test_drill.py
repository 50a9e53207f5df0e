import pytest

from drills.drill import Drill, Found, hold

SITES = object()


def drill(run):
    return Drill("Rain", "nobody is wet", {"drops": 20}, {"drops": 92_000}, run)


@pytest.mark.parametrize(("is_full", "drops"), [(False, 20), (True, 92_000)])
def test_drill_is_done_in_its_short_or_its_full_form(is_full, drops):
    done = []

    found = hold(
        drill(lambda sites, counts: done.append((sites, counts)) or Found()), SITES, is_full
    )

    assert done == [(SITES, {"drops": drops})]
    assert found.word == "held"


def test_counts_of_both_forms_what_is_to_reach_and_what_was_found_are_printed(capsys):
    found = Found(["3 were wet"], unchecked=["hail"])
    found.check(False, "3 were wet, and nobody may")
    found.check(True, "nothing")
    hold(drill(lambda sites, counts: found), SITES, is_full=False)

    lines = capsys.readouterr().out.strip().splitlines()
    assert lines == [
        "=== Rain ===",
        "counts: 20 drops (full: 92,000 drops)",
        "to reach: nobody is wet",
        "found: 3 were wet",
        "NOT AS IT SHOULD BE: 3 were wet, and nobody may",
        "not checked: hail",
        "NOT HELD (0 s)",
    ]


def test_what_could_not_be_checked_is_in_the_word():
    assert Found(unchecked=["hail"]).word == "held, as far as it was checked"


@pytest.mark.parametrize("error", [ValueError("x"), SystemExit("x")])
def test_drill_that_breaks_off_has_failed(error):
    def run(sites, counts):
        raise error

    [fault] = hold(drill(run), SITES, is_full=False).faults

    assert fault == f"it broke off: {error!r}"
