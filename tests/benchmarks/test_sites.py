import os

import pytest

from benchmarks.sites import esco_path, run_python


def test_path_of_esco_is_in_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("ESCO", raising=False)
    assert esco_path() == ""

    monkeypatch.setenv("ESCO", str(tmp_path))
    assert esco_path() == str(tmp_path)

    monkeypatch.setenv("ESCO", str(tmp_path / "missing"))
    with pytest.raises(SystemExit, match="There is no download of ESCO"):
        esco_path()


def test_output_of_a_process_is_returned_and_failure_ends_all():
    assert run_python(["-c", "print(1)"], dict(os.environ)) == "1\n"

    with pytest.raises(SystemExit, match="failed, so there is nothing to measure"):
        run_python(["-c", "raise SystemExit(1)"], dict(os.environ))
