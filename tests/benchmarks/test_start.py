from contextlib import nullcontext

import pytest

from benchmarks import start
from benchmarks.start import first_byte, import_times, told_of_imports
from tests.support.servers import site_without_pages

TOLD = """\
import time: self [us] | cumulative | imported package
import time:       120 |        120 |     zipimport
import time:      2000 |       3500 |   roles.models
import time:      1000 |       1000 |     roles.models.role
import time:      1500 |       9000 | core.files
Something else
"""


def test_imports_are_summed_by_package_the_longest_first():
    assert import_times(TOLD) == [("roles", 3.0, 2), ("core", 1.5, 1), ("zipimport", 0.12, 1)]


def test_program_is_told_of_with_its_addresses_and_without_admin(tmp_path):
    told = told_of_imports(tmp_path)

    assert {"roles", "search", "django"} <= {package for package, _, _ in import_times(told)}
    assert " config.urls\n" in told
    assert " roles.admin\n" not in told


def test_seconds_end_with_the_first_byte(monkeypatch, tmp_path):
    with site_without_pages() as (port, asked):
        monkeypatch.setattr(start, "running", lambda *_, **__: nullcontext((port, None)))
        monkeypatch.setattr(start.time, "perf_counter", iter([10.0, 10.7]).__next__)

        assert first_byte(tmp_path) == pytest.approx(0.7)

    assert asked == ["/en/"]
