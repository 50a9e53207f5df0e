"""Prints how long pages take to be made at 4, 3,000 and 30,000 roles. See README.md.

`make bench PART=pages ESCO=path BENCH_OPTIONS="--roles 4,3000 --databases SQLite"`
"""

import argparse
import json
import signal
import sys
from typing import NamedTuple

from benchmarks.sites import DATABASES, DOWNLOADED, SHIPPED, download, filled_site, run_python

SIZES = (SHIPPED, DOWNLOADED, 30_000)
# How many times as long a page may take with more roles.
FLAT = 1.3


class Cost(NamedTuple):
    """Milliseconds that this process worked, milliseconds by the clock, queries, and the work as a
    multiple of what is always the same (`benchmarks.making`)."""

    work: float
    clock: float
    queries: int
    length: float


Costs = dict[str, Cost]


def measure(database: str, roles: int, esco: str) -> Costs:
    """What each page costs on a site with so many roles."""
    # Both kinds together would have twice the families and skills of each.
    with filled_site(database, roles, esco if roles == DOWNLOADED else "") as variables:
        found = json.loads(run_python(["-m", "benchmarks.making"], variables))
    return {name: Cost(*cost) for name, cost in found.items()}


def lines(costs: Costs, at_first: Costs, before: Costs) -> list[str]:
    """A line for each page, beside what it cost on the smallest site and on the one before."""
    return [
        f"  {name:20}{cost.work:10.1f}{_ratio(cost, at_first.get(name))}"
        f"{_ratio(cost, before.get(name))}{cost.clock:10.1f}{cost.queries:10}"
        for name, cost in costs.items()
    ]


def _ratio(cost: Cost, other: Cost | None) -> str:
    """How many times as long, marked where that is too much; nothing if there is no other."""
    if other is None or other is cost:
        return f"{'':10}"
    times = cost.length / other.length
    return f"{times:9.2f}{'!' if times > FLAT else ' '}"


def main() -> None:
    """Measures every size on every database that is asked for."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = argparse.ArgumentParser(prog="benchmarks.pages")
    options.add_argument("--roles", default=",".join(map(str, SIZES)), help="sizes, as 4,3000")
    options.add_argument("--databases", default=",".join(DATABASES), help="as SQLite")
    chosen = options.parse_args()
    esco = download()
    heads = ("work, ms", "× first ", "× before ", "clock, ms", "queries")
    for database in chosen.databases.split(","):
        print(f"{database:22}{''.join(f'{head:>10}' for head in heads)}")
        measured: list[Costs] = []
        for roles in map(int, chosen.roles.split(",")):
            measured.append(measure(database, roles, esco))
            source = "downloaded" if esco and roles == DOWNLOADED else "generated"
            print(f"{roles:,} roles{f', {source}' if roles > SHIPPED else ''}")
            at_first, before = measured[0], measured[max(len(measured) - 2, 0)]
            print("\n".join(lines(measured[-1], at_first, before)), flush=True)


if __name__ == "__main__":
    main()
