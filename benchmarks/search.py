"""Prints how well search finds what people type, and how fast.

`make bench PART=search ESCO=path BENCH_OPTIONS="--roles 4,3000 --databases SQLite --misses"`.
See README.md beside this file.
"""

import argparse
import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median, quantiles
from time import process_time
from typing import NamedTuple

from benchmarks.sites import DATABASES, DOWNLOADED, SHIPPED, download, filled_site, run_python

SIZES = (SHIPPED, DOWNLOADED, 30_000)
FOLDER = Path(__file__).with_name("queries")
KINDS = ("inflected", "no-diacritics", "split", "joined",
         "typo", "other-language", "question", "constituent", "nonsense")  # fmt: skip
HEADS = ("queries", "first", "first 5", "MRR", "first 50", "nothing", "p50 ms", "p95 ms")
# One part of a compound names many: it need not be among the first, only found.
CONSTITUENT, FOUND = "constituent", 50


class Query(NamedTuple):
    """What someone types on a page of a language, and what of it they mean: "role:baker".

    Nonsense means nothing. `needs` is "esco" if the target comes with the classification.
    """

    text: str
    language: str
    kind: str
    targets: frozenset[str]
    needs: str


class Outcome(NamedTuple):
    """The place of the first hit that was meant (0: none), of how many, in CPU milliseconds.

    The place is looked for on the first page; that of a constituent among the first 50 hits.
    """

    query: Query
    place: int
    hits: int
    milliseconds: float


def queries() -> Iterator[Query]:
    """All queries, each language's from its own file."""
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                targets = frozenset(filter(None, row["targets"].split("|")))
                yield Query(row["query"], path.stem, row["kind"], targets, row["needs"])


def ask(query: Query) -> Outcome:
    """Searches as the page does. The clock runs for the first page only."""
    from search.find import search
    from search.results import SearchRequest

    start = process_time()
    results = search(SearchRequest(query.text, query.language))
    milliseconds = 1000 * (process_time() - start)
    hits = [*results.hits]
    while query.kind == CONSTITUENT and len(hits) < min(FOUND, results.total):
        page = len(hits) // len(results.hits) + 1
        hits += search(SearchRequest(query.text, query.language, page=page)).hits
    found = [f"{hit.kind}:{hit.object.slug}" for hit in hits[:FOUND]]
    places = (place for place, name in enumerate(found, start=1) if name in query.targets)
    return Outcome(query, next(places, 0), results.total, milliseconds)


def figures(outcomes: list[Outcome]) -> list[str]:
    """The figures under HEADS. Those of constituents, of other targets and of nonsense are of these
    alone, and empty where there is none."""
    times = [outcome.milliseconds for outcome in outcomes]
    parts = [one.place > 0 for one in outcomes if one.query.kind == CONSTITUENT]
    places = [o.place for o in outcomes if o.query.targets and o.query.kind != CONSTITUENT]
    empty = [not outcome.hits for outcome in outcomes if not outcome.query.targets]
    meant = [[0 < place <= most for place in places] for most in (1, 5)]
    meant.append([1 / place if place else 0 for place in places])
    rates = [f"{mean(rate):.3f}" if rate else "" for rate in [*meant, parts, empty]]
    p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return [str(len(outcomes)), *rates, f"{median(times):.1f}", f"{p95:.1f}"]


def print_table(title: str, outcomes: list[Outcome]) -> None:
    """A line for each language and each kind of query, and one for all."""
    groups = defaultdict(list)
    for outcome in outcomes:
        for name in (outcome.query.language, outcome.query.kind, "all"):
            groups[name].append(outcome)
    print(f"\n{title}\n{'':16}" + "".join(f"{head:>9}" for head in HEADS))
    for name in (*sorted({outcome.query.language for outcome in outcomes}), *KINDS, "all"):
        print(f"{name:16}" + "".join(f"{figure:>9}" for figure in figures(groups[name])))


def measure(title: str, with_esco: bool, with_misses: bool) -> None:
    """Asks all queries whose targets the database can have; `DATABASE_URL` says which one."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    asked = [query for query in queries() if with_esco or query.needs != "esco"]
    for query in asked[::10]:  # dictionaries and connections are there before the clock runs
        ask(query)
    outcomes = [ask(query) for query in asked]
    print_table(title, outcomes)
    if with_misses:
        for query, place, hits, _milliseconds in outcomes:
            most = FOUND if query.kind == CONSTITUENT else 5
            if not 0 < place <= most if query.targets else hits:
                print(f"{query.language}  {query.kind:16}{query.text}  (place {place} of {hits})")


def main() -> None:
    """`--here` is how the process is called that asks; `--misses` also lists what is not found."""
    options = argparse.ArgumentParser(prog="benchmarks.search")
    options.add_argument("--roles", default=",".join(map(str, SIZES)), help="sizes, as 4,3000")
    options.add_argument("--databases", default=",".join(DATABASES), help="as SQLite")
    options.add_argument("--misses", action="store_true", help="list what is not found")
    options.add_argument("--here", metavar="TITLE", help="ask in the database of the environment")
    options.add_argument("--esco", action="store_true", help="which has a download of ESCO")
    chosen = options.parse_args()
    if chosen.here:
        measure(chosen.here, chosen.esco, chosen.misses)
        return
    for database in chosen.databases.split(","):
        for roles in map(int, chosen.roles.split(",")):
            measure_site(database, roles, ["--misses"] if chosen.misses else [])


def measure_site(database: str, roles: int, options: list[str]) -> None:
    """Makes a site with so many roles, and measures it in a process of its own."""
    esco = download() if roles >= DOWNLOADED else ""
    title = f"{database}, {roles:,} roles" + (" (ESCO among them)" if esco else "")
    with filled_site(database, roles, esco) as variables:
        run_python(["manage.py", "rebuild_search_index"], variables)
        here = ["-m", "benchmarks.search", "--here", title, *options]
        print(run_python([*here, "--esco"] if esco else here, variables), end="", flush=True)


if __name__ == "__main__":
    main()
