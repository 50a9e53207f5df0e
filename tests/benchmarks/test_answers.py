import pytest
from django.test import Client

from benchmarks import answers


def test_pages_and_answers_are_there(content):
    for page, answer in answers.PAIRS.values():
        for address in (page, answer):
            assert Client().get(address).status_code == 200, address


@pytest.mark.parametrize(("cost", "ratio"), [(2, 2.0), (1, 1.0)])
def test_costs_are_compared_in_turns(monkeypatch, capsys, cost, ratio):
    clock = iter(range(10_000))
    now = [0.0]
    monkeypatch.setattr(answers.time, "process_time", lambda: now[0])

    def spend(seconds):
        next(clock)
        now[0] += seconds

    assert answers.compare(lambda: spend(1), lambda: spend(cost), 3) == ratio
    assert f"{ratio:.2f}" in capsys.readouterr().out
