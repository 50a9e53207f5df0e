import pytest

from skills import finding
from skills.finding import find_terms
from skills.models import Skill, Tool


@pytest.fixture
def asked(monkeypatch):
    """What a finder that is registered instead of search's is asked for."""
    monkeypatch.setattr(finding, "_finder", None)
    calls = []

    def find(*arguments):
        calls.append(arguments)
        return [7]

    finding.register_finder(find)
    return calls


def test_finder_that_is_registered_answers(asked):
    assert find_terms("data", "fi", Skill) == [7]
    assert asked == [("data", "fi", Skill)]


def test_nothing_typed_asks_nobody(asked):
    assert find_terms("", "fi", Tool) == []
    assert asked == []
