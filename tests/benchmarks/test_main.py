import re
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = set(benchmarks.PARTS)


@pytest.mark.parametrize("name", ["README.md", "benchmarks/README.md"])
def test_every_part_of_the_benchmark_is_named(name):
    assert set(re.findall(r"PART=(\w+)", (ROOT / name).read_text())) == PARTS


def test_every_part_is_a_program():
    for part in PARTS:
        assert "\ndef main(" in (ROOT / "benchmarks" / f"{part}.py").read_text()


def test_all_parts_are_run_in_turn_and_one_that_fails_is_named(monkeypatch, capfd):
    monkeypatch.setattr(benchmarks, "PARTS", ("nothing", "imports"))
    monkeypatch.delenv("ESCO", raising=False)

    with pytest.raises(SystemExit, match="nothing"):
        benchmarks.main()

    printed = capfd.readouterr()
    assert printed.out.count("=== nothing") == 2
    assert "imports" not in printed.out
    assert "No module named benchmarks.nothing" in printed.err
