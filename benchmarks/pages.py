"""Measures how long pages take to render at 4, 3,000 and 30,000 roles. See README.md.

`make bench PART=pages ESCO=path BENCH_OPTIONS="--roles 4,3000 --databases SQLite"`
"""

import argparse
import json
import signal
import sys
from typing import NamedTuple

from benchmarks.sites import (
    DATABASES,
    ESCO_ROLES,
    SHIPPED_ROLES,
    esco_path,
    filled_site,
    run_python,
)

SIZES = (SHIPPED_ROLES, ESCO_ROLES, 30_000)
# The most times as long that a page may take with more roles.
MAX_RATIO = 1.3
# As much a page may take that is the first one after an edit: so many times as long as usual, and
# so many milliseconds.
MAX_EDITED_RATIO, MAX_EDITED_MORE = 2, 5


class PageCost(NamedTuple):
    """CPU milliseconds of the site's process and milliseconds by the clock, queries, how many
    such pages are made in the time of one C (`benchmarks.constant`), and CPU milliseconds of the
    first one after an edit."""

    cpu: float
    clock: float
    queries: int
    ratio: float
    edited: float


PageCosts = dict[str, PageCost]


def measure(database: str, roles: int, esco: str) -> PageCosts:
    """The cost of each page on a site with so many roles."""
    # Not ESCO and generated roles together: that would be twice the families and skills.
    with filled_site(database, roles, esco if roles == ESCO_ROLES else "") as variables:
        *_said, line = run_python(["-m", "benchmarks.making"], variables).splitlines()
    return {name: PageCost(*cost) for name, cost in json.loads(line).items()}


def lines(costs: PageCosts, first: PageCosts, previous: PageCosts) -> list[str]:
    """A line for each page, with ratios to the smallest and to the previous site."""
    return [
        f"  {name:20}{cost.cpu:10.1f}{cost.ratio:10.4f}{_ratio(cost, first.get(name))}"
        f"{_ratio(cost, previous.get(name))}{cost.clock:10.1f}{cost.queries:10}{_edited(cost)}"
        for name, cost in costs.items()
    ]


def _edited(cost: PageCost) -> str:
    """The work of the first page after an edit, marked if it is too much."""
    is_much = cost.edited > MAX_EDITED_RATIO * cost.cpu + MAX_EDITED_MORE
    return f"{cost.edited:10.1f}{'!' if is_much else ' '}"


def _ratio(cost: PageCost, other: PageCost | None) -> str:
    """The ratio of two costs, marked if it is too much; blank if there is nothing to compare."""
    if other is None or other is cost:
        return f"{'':10}"
    ratio = other.ratio / cost.ratio
    return f"{ratio:9.2f}{'!' if ratio > MAX_RATIO else ' '}"


def main() -> None:
    """Measures every chosen size on every chosen database."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(prog="benchmarks.pages")
    parser.add_argument("--roles", default=",".join(map(str, SIZES)), help="sizes, as 4,3000")
    parser.add_argument("--databases", default=",".join(DATABASES), help="as SQLite")
    options = parser.parse_args()
    esco = esco_path()
    heads = ("work, ms", "× C", "× first ", "× before ", "clock, ms", "queries", "edited, ms")
    for database in options.databases.split(","):
        print(f"{database:22}{''.join(f'{head:>10}' for head in heads)}")
        measured: list[PageCosts] = []
        for roles in map(int, options.roles.split(",")):
            measured.append(measure(database, roles, esco))
            source = "downloaded" if esco and roles == ESCO_ROLES else "generated"
            print(f"{roles:,} roles{f', {source}' if roles > SHIPPED_ROLES else ''}")
            first, previous = measured[0], measured[max(len(measured) - 2, 0)]
            print("\n".join(lines(measured[-1], first, previous)), flush=True)


if __name__ == "__main__":
    main()
