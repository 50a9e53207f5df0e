"""Measures what it costs to take things away: documents, files, answers. See README.md.

`make bench PART=takeaway ESCO=path`
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from benchmarks.memory import proportional_megabytes
from benchmarks.sites import SHIPPED_ROLES, filled_site
from documents.formats import FORMATS
from documents.outline import Block, Bullets, Document, Heading, Item, Line, Paragraph

LANGUAGES = ("fi", "nb", "pl", "en")
ROLES = Path(__file__).resolve().parent.parent / "fixtures" / "roles"
DAY = date(2026, 11, 30)
ROUNDS = 10  # for each language
# Milliseconds of a processor that a document may take.
TARGETS = {"docx": 100, "pdf": 60}
# What the texts of an item are called in fixtures: its heading, its text, its lines.
HEADINGS = ("title", "question")
TEXTS = ("summary", "introduction", "description", "context", "purpose", "advice", "answer")
LINES = ("tasks", "points")


def largest_role() -> list[dict[str, Any]]:
    """The fields of the role with most text, and of all its items."""
    files = ROLES.glob("*.yaml")
    largest = max(files, key=lambda path: path.stat().st_size)
    return [entry["fields"] for entry in yaml.safe_load(largest.read_text())]


def description(items: list[dict[str, Any]], language: str, mark: str) -> Document:
    """All that is said about a role, each text with a mark, so that none was seen before."""

    def lines(item: dict[str, Any], names: tuple[str, ...]) -> list[Line]:
        texts = "\n".join(item.get(f"{name}_{language}") or "" for name in names)
        return [Line(f"{text} {mark}", language) for text in texts.split("\n") if text]

    def blocks(item: dict[str, Any]) -> Iterator[Block]:
        yield from (Heading(line) for line in lines(item, HEADINGS))
        yield from (Paragraph((line,)) for line in lines(item, TEXTS))
        yield Bullets(tuple(map(Item, lines(item, LINES))))

    title = Line(f"{items[0][f'title_{language}']} {mark}", language)
    return Document(title, tuple(block for item in items for block in blocks(item)), DAY)


def measure(extension: str) -> None:
    """Prints what a process of its own takes for its first document, and for those after it."""
    write, items = FORMATS[extension].write, largest_role()
    before = proportional_megabytes(os.getpid())
    costs, size = [], 0
    for number in range(ROUNDS * len(LANGUAGES) + 1):
        document = description(items, LANGUAGES[number % len(LANGUAGES)], str(number))
        start = time.process_time()
        size = len(write(document))
        costs.append((time.process_time() - start) * 1000)
    megabytes = proportional_megabytes(os.getpid()) - before
    print(
        f"{extension:8}{costs[0]:8.1f}{median(costs[1:]):8.1f}{max(costs[1:]):8.1f}"
        f"{TARGETS.get(extension, ''):>8}{megabytes:10.1f}{size / 1000:8.1f}",
        flush=True,
    )
    if median(costs[1:]) > TARGETS.get(extension, float("inf")):
        raise SystemExit(f"A document takes too long: {extension}")


def main() -> None:
    """Measures each format of documents in a process of its own, or the one that is named; then
    files, and answers of the API."""
    if extensions := sys.argv[1:]:
        measure(*extensions)
        return
    print(f"{'':8}{'first':>8}{'median':>8}{'most':>8}{'target':>8}{'MB':>10}{'KB':>8}", flush=True)
    documents = [["benchmarks.takeaway", extension] for extension in FORMATS]
    runs = [
        subprocess.run([sys.executable, "-m", *part]).returncode
        for part in (*documents, ["benchmarks.files"])
    ]
    with filled_site("SQLite", SHIPPED_ROLES) as variables:
        answers = [sys.executable, "-m", "benchmarks.answers"]
        more = {"PAGE_CACHE_MEGABYTES": "64"}
        runs.append(subprocess.run(answers, env=variables | more).returncode)
    sys.exit(max(runs))


if __name__ == "__main__":
    main()
