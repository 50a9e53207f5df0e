import pytest

from core import checking
from core.checking import (
    MAX_FINDINGS,
    Check,
    Finding,
    Scope,
    all_checks,
    check,
    collect,
    current_result,
    results_within,
)
from core.content_version import raise_version

pytestmark = pytest.mark.django_db


def findings(count, label="roles.role", language="fi"):
    return [Finding(((label, pk),), "title_fi", language) for pk in range(count)]


@pytest.fixture
def runs(monkeypatch):
    """Two checks in place of all others, and how often each was run."""
    monkeypatch.setattr(checking, "_checks", {})
    monkeypatch.setattr(checking, "_latest", {})
    monkeypatch.setattr(checking, "all_checks", lambda: checking._checks)
    runs = {"quick": 0, "slow": 0}

    def run(name, seconds):
        def counted():
            runs[name] += 1
            result = collect(findings(runs[name]))
            result.seconds = seconds
            return result

        return Check(name, name, "", counted)

    checking.register_check(run("quick", 0.0))
    checking.register_check(run("slow", 5.0))
    return runs


def test_findings_are_counted_by_who_may_mend_them():
    result = collect([*findings(2), *findings(1, language="pl"), *findings(3, "skills.skill", "")])

    assert result.counts == {
        Scope("roles.role", "fi"): 2,
        Scope("roles.role", "pl"): 1,
        Scope("skills.skill", ""): 3,
    }
    assert len(result.findings[Scope("skills.skill", "")]) == 3


def test_only_the_first_findings_are_kept_and_all_are_counted():
    result = collect([*findings(MAX_FINDINGS + 5), *findings(1, language="pl")])

    assert result.counts[Scope("roles.role", "fi")] == MAX_FINDINGS + 5
    assert len(result.findings[Scope("roles.role", "fi")]) == MAX_FINDINGS
    assert len(result.findings[Scope("roles.role", "pl")]) == 1


def test_function_becomes_a_check(runs):
    @check("new", "New", "Do something.")
    def find():
        yield Finding((("roles.role", 7),))

    assert current_result("new").counts == {Scope("roles.role", ""): 1}


def test_check_is_run_once_until_the_content_changes(runs):
    results = [current_result("quick"), current_result("quick")]
    raise_version()
    results.append(current_result("quick"))

    assert runs["quick"] == 2
    assert results[0] is results[1]
    assert results[2].counts.total() == 2


def states(seconds):
    return {
        check.name: (result and result.counts.total(), is_current)
        for check, result, is_current in results_within(seconds)
    }


def test_checks_are_run_while_there_is_time(runs):
    assert states(1.0) == {"quick": (1, True), "slow": (1, True)}
    assert runs == {"quick": 1, "slow": 1}


def test_result_of_the_content_of_now_costs_no_time(runs):
    current_result("slow")

    assert states(0.0) == {"quick": (None, False), "slow": (1, True)}


def test_slow_check_has_its_last_result_until_it_is_asked_for(runs):
    states(1.0)
    raise_version()

    assert states(1.0) == {"quick": (2, True), "slow": (1, False)}
    assert runs["slow"] == 1
    assert current_result("slow").counts.total() == 2
    assert states(1.0)["slow"] == (2, True)


def test_every_package_has_its_checks():
    assert {
        "overdue-reviews",
        "no-essential-skills",
        "brief-roles",
        "orphan-terms",
        "broken-links",
        "invisible-characters",
        "wrong-characters",
        "punctuation",
        "long-sentences",
        "one-gender",
        "similar-titles",
        "several-translations",
    } == set(all_checks())
