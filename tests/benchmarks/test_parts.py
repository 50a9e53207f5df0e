import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = {"pages", "find", "search", "memory", "machines", "imports"}


@pytest.mark.parametrize("name", ["README.md", "benchmarks/README.md"])
def test_every_part_of_the_benchmark_is_named(name):
    assert set(re.findall(r"PART=(\w+)", (ROOT / name).read_text())) == PARTS


def test_every_part_is_a_program():
    programs = {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if "make bench PART=" in path.read_text()
    }
    assert programs <= PARTS
    for part in PARTS:
        assert "\ndef main(" in (ROOT / "benchmarks" / f"{part}.py").read_text()


def test_help_names_every_part():
    line = re.search(r"^bench:.*\(PART=(.*);", (ROOT / "Makefile").read_text(), re.M)
    assert set(re.findall(r"\w+", line[1])) - {"or"} == PARTS
