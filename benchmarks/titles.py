"""How well closest titles are found: by job titles that others wrote, and nonsense of our own.

`make bench PART=search ESCO=path TITLES=path`, see README.md beside this file.
"""

import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from time import process_time
from typing import NamedTuple

from benchmarks.percentiles import percentiles
from benchmarks.sites import run_python

DEPTH, FIRST = 20, 5  # roles that are looked at; those that count as found first
HEADS = ("titles", "first 5", "MRR", "nothing", "p50 ms", "p95 ms", "p99 ms")
NONSENSE_PER_KIND = 100
LOREM = (
    "dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore "
    "dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi commodo "
    "consequat duis aute irure voluptate velit esse cillum fugiat pariatur excepteur occaecat"
)
NAMES = (
    "Anna Mikko Ola Zofia James Aino Kari Emma Juhani Ingrid Piotr Olivia Eero Liam Sanna Sigrid",
    "Virtanen Nordmann Nowak Johnson Korhonen Hansen Thompson Johansen Wilson Nieminen Olsen Evans",
)
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class TitleQuery(NamedTuple):
    """A title in a language, and the primary keys of the roles that it means."""

    text: str
    language: str
    targets: frozenset[int]


def titles(folder: Path) -> Iterator[TitleQuery]:
    """The lines of `pl.tsv` and the like: a title, then URIs of occupations between spaces.

    Without those whose occupations are not in the database.
    """
    from sources.models import Identifier

    rows = Identifier.objects.filter(scheme="ESCO", content_type__model="role")
    roles = dict(rows.values_list("value", "object_id"))
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, _tab, uris = line.partition("\t")
            targets = frozenset(roles[uri] for uri in uris.split() if uri in roles)
            if targets:
                yield TitleQuery(text, path.stem, targets)


def nonsense() -> Iterator[tuple[str, str]]:
    """Texts that mean no job, each with a language to ask in. The same ones each time."""
    from analysis.languages import LANGUAGES

    lot, codes = random.Random(13), sorted(LANGUAGES)
    small = [sorted(LANGUAGES[code].stop_words) for code in codes]
    for number in range(NONSENSE_PER_KIND):
        code = codes[number % len(codes)]
        keys = lot.choice(KEYS)
        start = lot.randrange(len(keys) - 3)
        yield "".join(lot.choices("abcdefghijklmnopqrstuvwxyz", k=lot.randint(3, 10))), code
        yield keys[start : start + lot.randint(3, 5)] * lot.randint(1, 3), code
        yield "".join(lot.choice("bdfgklmnprstv") + lot.choice("aeiouy") for _ in range(4)), code
        yield " ".join(lot.sample(LOREM.split(), lot.randint(2, 5))), code
        yield " ".join(lot.choice(names.split()) for names in NAMES), code
        yield " ".join(lot.sample(small[number % len(codes)], lot.randint(1, 4))), code
        yield str(lot.randrange(10**6)), code


def ask(query: TitleQuery) -> tuple[int, int, float]:
    """The place of the first right role on the tab of roles (0: none), what is listed, CPU ms."""
    from search.find import search
    from search.results import SearchRequest

    start = process_time()
    results = search(SearchRequest(query.text, query.language, kind="role"))
    milliseconds = 1000 * (process_time() - start)
    places = (n for n, hit in enumerate(results.hits, 1) if hit.object.pk in query.targets)
    place = next(places, 0)
    return (place if place <= DEPTH else 0), results.total, milliseconds


def figures(outcomes: list[tuple[int, int, float]]) -> list[str]:
    """The figures under HEADS."""
    places, listed, times = zip(*outcomes, strict=True)
    rates = [
        mean(0 < place <= FIRST for place in places),
        mean(1 / place if place else 0 for place in places),
        mean(not number for number in listed),
    ]
    shown = [f"{rate:.3f}" for rate in rates]
    return [str(len(outcomes)), *shown, *(f"{time:.1f}" for time in percentiles(times))]


def measure(title: str, folder: Path) -> None:
    """Prints a line for each language, nonsense, and what the index takes."""
    print(f"\n{title}: titles\n{'':16}" + "".join(f"{head:>9}" for head in HEADS))
    by_language: dict[str, list[tuple[int, int, float]]] = {}
    for query in titles(folder):
        by_language.setdefault(query.language, []).append(ask(query))
    for language, outcomes in by_language.items():
        print(f"{language:16}" + "".join(f"{figure:>9}" for figure in figures(outcomes)))
    silent = [not ask(TitleQuery(text, code, frozenset()))[1] for text, code in nonsense()]
    print(f"nonsense finds nothing: {mean(silent):.3f} of {len(silent)}")
    print(_costs())


def _costs() -> str:
    """What the index takes on disk, and a build of it."""
    from search.closest.current import index_path

    run_python(["manage.py", "build_closest_titles"], dict(os.environ))
    path, used = index_path(), resource.getrusage(resource.RUSAGE_CHILDREN)
    size = path.stat().st_size / 1e6 if path else 0.0
    seconds = used.ru_utime + used.ru_stime
    return (
        f"file {size:.1f} MB; build {seconds:.0f} s of work, {used.ru_maxrss / 1024:.0f} MB at most"
    )
