"""Measures the quality and the speed of search, with labelled queries.

`make bench PART=search ESCO=path BENCH_OPTIONS="--roles 4,3000 --databases SQLite --misses"`.
See README.md beside this file.
"""

import argparse
import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from statistics import mean
from time import process_time
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks import titles
from benchmarks.load import request, work_for_one
from benchmarks.percentiles import percentiles
from benchmarks.servers import serving
from benchmarks.sites import (
    DATABASES,
    ESCO_ROLES,
    SHIPPED_ROLES,
    esco_path,
    filled_site,
    run_python,
)

SIZES = (SHIPPED_ROLES, ESCO_ROLES, 30_000)
FOLDER = Path(__file__).with_name("queries")
KINDS = ("inflected", "no-diacritics", "split", "joined",
         "typo", "other-language", "question", "constituent", "nonsense")  # fmt: skip
HEADS = (
    *("queries", "first", "first 5", "MRR", "first 50", "nothing"),
    *("p50 ms", "p95 ms", "p99 ms", "page p50", "page p95", "page p99"),
)
# Many titles hold one part of a compound, so it counts among the first 50 hits.
CONSTITUENT, CONSTITUENT_DEPTH = "constituent", 50
EVERYDAY = "everyday word"  # a synonym that ships and is bound to an occupation of ESCO

slug_of = attrgetter("slug")


class LabelledQuery(NamedTuple):
    """A query in a language, with its targets, e.g. "role:baker". Nonsense has none.

    `needs` is "esco" if a target comes with the classification.
    """

    text: str
    language: str
    kind: str
    targets: frozenset[str]
    needs: str


# Asked before anything is timed, so that dictionaries are loaded and connections open.
WARM_UP = [
    LabelledQuery(text, language, "", frozenset(), "")
    for language, text in (("en", "baker"), ("fi", "leipuri"), ("nb", "baker"), ("pl", "piekarz"))
]


class Outcome(NamedTuple):
    """The rank of the first target (0: none), the number of hits, and CPU milliseconds of the
    search, and of the page that shows it, searching included.

    The rank is on the first page; that of a constituent among the first 50 hits.
    """

    query: LabelledQuery
    rank: int
    hits: int
    milliseconds: float
    page_milliseconds: float = 0


def queries() -> Iterator[LabelledQuery]:
    """All queries; each language has its own file."""
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                targets = frozenset(filter(None, row["targets"].split("|")))
                yield LabelledQuery(row["query"], path.stem, row["kind"], targets, row["needs"])


def everyday_queries() -> list[LabelledQuery]:
    """The synonyms bound to occupations that the database has, one query for each target."""
    from roles.models import Role
    from search.models import BOUND_SCHEME, Synonym
    from sources.models import Identifier

    rows = Identifier.objects.filter(scheme=BOUND_SCHEME, content_type__model="role")
    pks = dict(rows.values_list("value", "object_id"))
    slugs = dict(Role.objects.values_list("pk", "slug"))
    return [
        LabelledQuery(
            synonym.phrase,
            synonym.language,
            EVERYDAY,
            frozenset([f"role:{slugs[pks[synonym.identifier]]}"]),
            "esco",
        )
        for synonym in Synonym.objects.exclude(identifier="").usable()
    ]


def ask(query: LabelledQuery) -> Outcome:
    """Searches as the page does. Only the first page is timed."""
    from search.find import search
    from search.results import SearchRequest

    start = process_time()
    results = search(SearchRequest(query.text, query.language))
    milliseconds = 1000 * (process_time() - start)
    hits = [*results.hits]
    while query.kind == CONSTITUENT and len(hits) < min(CONSTITUENT_DEPTH, results.total):
        page = len(hits) // len(results.hits) + 1
        hits += search(SearchRequest(query.text, query.language, page=page)).hits
    names = [f"{hit.kind}:{slug_of(hit.object)}" for hit in hits[:CONSTITUENT_DEPTH]]
    ranks = (rank for rank, name in enumerate(names, start=1) if name in query.targets)
    return Outcome(query, next(ranks, 0), results.total, milliseconds)


def ask_all(queries: list[LabelledQuery]) -> list[Outcome]:
    """Searches here, and asks a server for the pages: what the last searches came to is kept by
    the process that searched, so each searches for everything for the first time."""
    from django.conf import settings

    for query in WARM_UP:
        ask(query)
    outcomes = [ask(query) for query in queries]
    site = {"DATABASE_URL": os.environ["DATABASE_URL"], "PAGE_CACHE_MEGABYTES": "0"}
    with serving("config.wsgi", Path(settings.VAR_DIR), **site) as port:
        for query in WARM_UP:
            ask_page(port, query)
        pages = [ask_page(port, query) for query in queries]
    return [
        outcome._replace(page_milliseconds=milliseconds)
        for outcome, milliseconds in zip(outcomes, pages, strict=True)
    ]


def ask_page(port: int, query: LabelledQuery) -> float:
    """The CPU milliseconds of a server for the page of results."""
    path = f"/{query.language}/search/?{urlencode({'q': query.text})}"
    return work_for_one(port, request(port, path))


def figures(outcomes: list[Outcome]) -> list[str]:
    """The figures under HEADS; empty where no query is of that kind.

    The first three are of queries with targets, the next of constituents, then of nonsense.
    """
    times = percentiles([outcome.milliseconds for outcome in outcomes])
    page_times = percentiles([outcome.page_milliseconds for outcome in outcomes])
    ranks = [o.rank for o in outcomes if o.query.targets and o.query.kind != CONSTITUENT]
    scores: list[list[float]] = [
        [rank == 1 for rank in ranks],
        [0 < rank <= 5 for rank in ranks],
        [1 / rank if rank else 0 for rank in ranks],
        [outcome.rank > 0 for outcome in outcomes if outcome.query.kind == CONSTITUENT],
        [not outcome.hits for outcome in outcomes if not outcome.query.targets],
    ]
    rates = [f"{mean(score):.3f}" if score else "" for score in scores]
    return [str(len(outcomes)), *rates, *(f"{time:.1f}" for time in (*times, *page_times))]


def print_table(title: str, outcomes: list[Outcome]) -> None:
    """A line for each language and each kind of query, and one for all."""
    groups = defaultdict(list)
    for outcome in outcomes:
        for name in (outcome.query.language, outcome.query.kind, "all"):
            groups[name].append(outcome)
    print(f"\n{title}\n{'':16}" + "".join(f"{head:>9}" for head in HEADS))
    languages = sorted({outcome.query.language for outcome in outcomes})
    for name in (*languages, *(kind for kind in KINDS if kind in groups), "all"):
        print(f"{name:16}" + "".join(f"{figure:>9}" for figure in figures(groups[name])))


def measure(title: str, with_esco: bool, with_misses: bool) -> None:
    """Asks all queries whose targets can be in the database of the environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    outcomes = ask_all([query for query in queries() if with_esco or query.needs != "esco"])
    print_table(title, outcomes)
    if everyday := everyday_queries():
        outcomes_of_everyday = ask_all(everyday)
        print_table(f"{title}: everyday words", outcomes_of_everyday)
        outcomes += outcomes_of_everyday
    if with_esco and (folder := os.environ.get("TITLES")):
        titles.measure(title, Path(folder))
    if with_misses:
        for query, rank, hits, *_milliseconds in outcomes:
            most = CONSTITUENT_DEPTH if query.kind == CONSTITUENT else 5
            if not 0 < rank <= most if query.targets else hits:
                print(f"{query.language}  {query.kind:16}{query.text}  (place {rank} of {hits})")


def main() -> None:
    """Runs a child process with `--here` for each site; `--misses` lists what is not found."""
    parser = argparse.ArgumentParser(prog="benchmarks.search")
    parser.add_argument("--roles", default=",".join(map(str, SIZES)), help="sizes, as 4,3000")
    parser.add_argument("--databases", default=",".join(DATABASES), help="as SQLite")
    parser.add_argument("--misses", action="store_true", help="list what is not found")
    parser.add_argument("--here", metavar="TITLE", help="ask in the database of the environment")
    parser.add_argument("--esco", action="store_true", help="which has a download of ESCO")
    options = parser.parse_args()
    if options.here:
        measure(options.here, options.esco, options.misses)
        return
    for database in options.databases.split(","):
        for roles in map(int, options.roles.split(",")):
            measure_site(database, roles, ["--misses"] if options.misses else [])


def measure_site(database: str, roles: int, options: list[str]) -> None:
    """Fills a site, and measures it in a child process."""
    esco = esco_path() if roles >= ESCO_ROLES else ""
    title = f"{database}, {roles:,} roles" + (" (ESCO among them)" if esco else "")
    with filled_site(database, roles, esco) as variables:
        run_python(["manage.py", "rebuild_search_index"], variables)
        here = ["-m", "benchmarks.search", "--here", title, *options]
        print(run_python([*here, "--esco"] if esco else here, variables), end="", flush=True)


if __name__ == "__main__":
    main()
