"""What a drill is, and what is said of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from drills.sites import Sites

# How often what is done, e.g. {"requests": 2000}.
Counts = dict[str, int]


@dataclass
class Found:
    """What came of a drill: what is worth telling, what is not as it should be, and what could not
    be checked here."""

    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def check(self, is_right: bool, fault: str) -> None:
        if not is_right:
            self.faults.append(fault)

    @property
    def word(self) -> str:
        if self.faults:
            return "NOT HELD"
        return "held, as far as it was checked" if self.unchecked else "held"


@dataclass(frozen=True)
class Drill:
    """Something bad that is done to a site: in a short form, and as the table of README.md says."""

    name: str
    to_reach: str
    short: Counts
    full: Counts
    run: Callable[[Sites, Counts], Found]

    def counts(self, is_full: bool) -> Counts:
        return self.full if is_full else self.short


def hold(drill: Drill, sites: Sites, is_full: bool) -> Found:
    """Does a drill, and prints what came of it."""
    print(f"\n=== {drill.name} ===", flush=True)
    print(f"counts: {in_words(drill.counts(is_full))} (full: {in_words(drill.full)})")
    print(f"to reach: {drill.to_reach}", flush=True)
    start = time.monotonic()
    try:
        found = drill.run(sites, drill.counts(is_full))
    except (Exception, SystemExit) as error:  # a drill that breaks off is one that has failed
        found = Found(faults=[f"it broke off: {error!r}"])
    print(*(f"found: {line}" for line in found.said), sep="\n")
    print(*(f"NOT AS IT SHOULD BE: {line}\n" for line in found.faults), sep="", end="")
    print(*(f"not checked: {line}\n" for line in found.unchecked), sep="", end="")
    print(f"{found.word} ({time.monotonic() - start:.0f} s)", flush=True)
    return found


def in_words(counts: Counts) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())
