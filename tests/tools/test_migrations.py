from types import SimpleNamespace

import pytest

from tests.tools import migrations
from tests.tools.migrations import EXCEPTIONS, problems, refused

DROPS = ("roles", "0009_drops_a_column")
ADDS = ("roles", "0008_adds_a_column")
NOT_OURS = ("auth", "0002_drops_a_column")


class Linter:
    """Stands in for the linter: refuses every migration that drops something, aloud."""

    def __init__(self) -> None:
        self.migration_loader = SimpleNamespace(
            disk_migrations={key: key for key in (DROPS, ADDS, NOT_OURS)}
        )
        self.nb_erroneous = 0
        self.no_output = False
        self.said: list = []

    def lint_migration(self, migration):
        if "drops" in migration[1]:
            self.nb_erroneous += 1
            self.said += [] if self.no_output else [migration]


@pytest.fixture
def linter():
    return Linter()


@pytest.fixture
def exceptions(monkeypatch):
    monkeypatch.setattr(migrations, "EXCEPTIONS", {})
    return migrations.EXCEPTIONS


def test_migration_of_ours_that_drops_something_is_refused_aloud(linter, exceptions):
    found = refused(linter)

    assert found == {DROPS}
    assert linter.said == [DROPS]
    assert problems(found) == ["roles/0009_drops_a_column stops a program that is running."]


def test_excepted_migration_may(linter, exceptions):
    exceptions[DROPS] = "nothing was released before it"

    found = refused(linter)

    assert (linter.said, problems(found)) == ([], [])


def test_exception_that_is_not_needed_is_a_problem(linter, exceptions):
    exceptions |= {DROPS: "nothing was released before it", ADDS: "nobody knows"}

    assert problems(refused(linter)) == ["roles/0008_adds_a_column is excepted but needs not be."]


def test_every_exception_says_why():
    assert all(EXCEPTIONS.values())
