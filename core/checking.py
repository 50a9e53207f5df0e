"""Checks of the content: what needs care, and where it is mended. Knows no language.

A check is a function that yields findings, registered with `@check` in the `checks.py` of the
package that knows the models. Its result is computed when it is first asked for after a change of
the content.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from time import thread_time
from typing import NamedTuple, TypeAlias

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from core.content_cache import cached_per_content_version
from core.today import today

Key: TypeAlias = tuple[str, int]  # the label of a model, e.g. "roles.role", and a primary key
# Findings that are kept of each check and scope; all are counted.
MAX_FINDINGS = 2_000


class Scope(NamedTuple):
    """Who may mend a finding depends on the model, and on the language if it is about a text."""

    label: str
    language: str


class Finding(NamedTuple):
    """One or several objects that need care for the same reason.

    `column` is the field to be mended, if it is one, or the object's items if some are missing, and
    `language` is that of a text. `problem` is
    in words of the interface, translated when it is shown; `excerpt` is from the content.
    """

    objects: tuple[Key, ...]
    column: str = ""
    language: str = ""
    problem: str | Promise = ""
    excerpt: str = ""

    @property
    def scope(self) -> Scope:
        return Scope(self.objects[0][0], self.language)


@dataclass
class CheckResult:
    """How many findings there are in each scope, and the first of them."""

    counts: Counter[Scope] = field(default_factory=Counter)
    findings: dict[Scope, list[Finding]] = field(default_factory=dict)
    seconds: float = 0.0  # of CPU that it took

    def add(self, finding: Finding) -> None:
        scope = finding.scope
        self.counts[scope] += 1
        if self.counts[scope] <= MAX_FINDINGS:
            self.findings.setdefault(scope, []).append(finding)


@dataclass(frozen=True)
class Check:
    """A check as people see it: its name in addresses, its title, and what is to be done."""

    name: str
    title: Promise
    advice: Promise
    run: Callable[[], CheckResult]


_checks: dict[str, Check] = {}
_latest: dict[str, CheckResult] = {}  # the last result of each in this process

Find: TypeAlias = Callable[[], Iterable[Finding]]


def check(name: str, title: Promise, advice: Promise) -> Callable[[Find], Find]:
    """Registers a function that yields findings as a check."""

    def register(find: Find) -> Find:
        register_check(Check(name, title, advice, lambda: collect(find())))
        return find

    return register


def register_check(new: Check) -> None:
    _checks[new.name] = new


def collect(findings: Iterable[Finding]) -> CheckResult:
    """The result that some findings make, with the time it took to find them."""
    started, result = thread_time(), CheckResult()
    for finding in findings:
        result.add(finding)
    result.seconds = thread_time() - started
    return result


@cache
def all_checks() -> dict[str, Check]:
    """All checks by name, those of upper packages first."""
    autodiscover_modules("checks")
    return _checks


def current_result(name: str) -> CheckResult:
    """The result of a check for the content of now: computed once until the content changes."""
    return _result(name, today())


@cached_per_content_version
def _result(name: str, day: date) -> CheckResult:
    """The result on a day: reviews are overdue by the date."""
    _latest[name] = result = all_checks()[name].run()
    return result


def results_within(seconds: float) -> Iterator[tuple[Check, CheckResult | None, bool]]:
    """Each check with a result and whether it is current, for a page that must not take long.

    Checks are run while there is time. One that is known to take longer has its last result,
    maybe of older content, and None before it was run for the first time.
    """
    for name, one in all_checks().items():
        latest, current = _latest.get(name), _result.peek(name, today())
        if current is None and seconds > (latest.seconds if latest else 0):
            current = current_result(name)
            seconds -= current.seconds
        yield one, current or latest, current is not None
