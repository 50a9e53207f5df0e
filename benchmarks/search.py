"""Prints how well search finds what people type, and how fast.

`make bench PART=search [ESCO=path] [ROLES=30000]`. See README.md beside this file.
"""

import csv
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

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
    from search.results import Request

    start = process_time()
    results = search(Request(query.text, query.language))
    milliseconds = 1000 * (process_time() - start)
    hits = [*results.hits]
    while query.kind == CONSTITUENT and len(hits) < min(FOUND, results.total):
        page = len(hits) // len(results.hits) + 1
        hits += search(Request(query.text, query.language, page=page)).hits
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


def prepare_and_measure(name: str, variables: dict[str, str]) -> None:
    """Makes a site, and measures it in a process of its own."""
    esco, roles = os.environ.get("ESCO"), os.environ.get("ROLES")
    run("manage.py", "migrate", "--verbosity", "0", variables=variables)
    run("manage.py", "load_content", variables=variables)
    if esco:
        run("manage.py", "import_esco", esco, variables=variables)
    if roles:
        run("-m", "benchmarks.generate", "--roles", roles, variables=variables)
    run("manage.py", "rebuild_search_index", variables=variables)
    title = name + (", ESCO" if esco else "") + (f", {roles} generated roles" if roles else "")
    arguments = ["--here", title, *(["--esco"] if esco else []), *sys.argv[1:]]
    if subprocess.run([sys.executable, "-m", "benchmarks.search", *arguments],
                      env=variables).returncode:  # fmt: skip
        raise SystemExit("The queries could not be asked.")


def run(*command: str, variables: dict[str, str]) -> None:
    """Runs a Python command silently to its end."""
    run = [sys.executable, *command]
    if subprocess.run(run, env=variables, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit(f"{' '.join(command)} failed, so there is nothing to measure.")


def main() -> None:
    """`--here` is how the process is called that asks; `--misses` also lists what is not found."""
    if sys.argv[1:2] == ["--here"]:
        measure(sys.argv[2], "--esco" in sys.argv, "--misses" in sys.argv)
    else:
        measure_both()


def measure_both() -> None:
    """Measures on both databases, in a folder that goes away again."""
    from benchmarks.servers import environment
    from tests.services.postgres import throwaway_server

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="rolebook-bench-")))
        prepare_and_measure("SQLite", environment(folder))
        server = stack.enter_context(throwaway_server())
        prepare_and_measure("PostgreSQL", environment(folder, DATABASE_URL=server))


if __name__ == "__main__":
    main()
