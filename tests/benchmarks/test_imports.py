import os

import pytest

from benchmarks import imports
from benchmarks.imports import run_command


def test_cost_of_a_command_is_measured():
    cost = run_command(["help", "import_esco"], os.environ | {"DATABASE_URL": "sqlite://:memory:"})

    assert cost.seconds > 0
    assert cost.cpu_seconds > 0
    assert cost.megabytes > 10


def test_missing_download_is_refused(monkeypatch):
    monkeypatch.setenv("ESCO", "/missing")

    with pytest.raises(SystemExit, match="Say where the download is"):
        imports.main()
