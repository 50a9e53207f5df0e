import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from drills import __main__ as drills
from drills.drill import Drill, Found

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "drills" / "README.md").read_text().partition("## What was found")[0]
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \|", TABLE, re.M)
FAULT, UNCHECKED = Found(faults=["x"]), Found(unchecked=["x"])


@pytest.fixture
def run(monkeypatch):
    """Does two drills, of which it is known what will come."""

    def run(found, *arguments):
        done = []

        def named(name):
            def do(sites, counts):
                done.append((name, counts))
                return found

            return Drill(name, "", {"times": 1}, {"times": 2}, do)

        monkeypatch.setattr(drills, "DRILLS", ("rain", "wind"))
        monkeypatch.setattr(drills, "drill_named", named)
        monkeypatch.setattr(drills, "sites_for_drills", nullcontext)
        monkeypatch.setattr("sys.argv", ["drills", *arguments])
        with pytest.raises(SystemExit) as end:
            drills.main()
        return end.value.code, done

    return run


def test_every_drill_can_be_done_and_is_in_the_table_of_the_document():
    assert [name for name, _ in ROWS] == list(drills.DRILLS)
    for name, counts in ROWS:
        drill = drills.drill_named(name)
        assert drill.full.keys() == drill.short.keys()
        for number in drill.full.values():
            assert f"{number:,}" in counts


@pytest.mark.parametrize(("found", "status"), [(Found(), 0), (FAULT, 1), (UNCHECKED, 2)])
def test_status_tells_whether_all_hold_and_all_was_checked(run, found, status, capsys):
    assert run(found) == (status, [("rain", {"times": 1}), ("wind", {"times": 1})])
    last = capsys.readouterr().out.splitlines()[-2:]
    assert last == [f"rain          {found.word}", f"wind          {found.word}"]


def test_one_drill_can_be_done_in_full(run):
    assert run(Found(), "--full", "wind") == (0, [("wind", {"times": 2})])


def test_drill_that_is_not_there_is_refused(run):
    assert run(Found(), "snow") == (2, [])
