"""Measures what it costs to make pages, in the database of the environment.

    python -m benchmarks.making

Writes a line of JSON: a `PageCost` for each page. The whole site is served as in production, but
without a page cache, and C beside it. README.md says which roles the pages are about.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.load import Work, fetch, request, work, work_for_one
from benchmarks.pages import PageCost
from benchmarks.saving import save
from benchmarks.servers import HOST, serving
from careers.models import Position
from roles.models import Role
from skills.models import Skill
from translations.languages import language_codes

# Many short rounds: other load of a machine comes and goes within seconds.
ROUNDS = 12
SECONDS = 0.2
WARM_UP = 0.6
EDITS = 5
NOTICED = 0.6  # seconds until a process has noticed an edit: it looks every 0.3
MAX_ROLES = 4  # that are compared
TICKED = 5  # skills
# What hits answer in each language: many titles have it.
WORDS = {"en": "manager", "fi": "päällikkö", "nb": "leder", "pl": "kierownik"}
# What only close titles answer.
PHRASES = {
    "en": "someone mending old wooden boats",
    "fi": "vanhojen puuveneiden kunnostaja hommissa",
    "nb": "folk som reparerer gamle trebåter",
    "pl": "ktoś naprawiający stare drewniane łodzie",
}


def pages() -> Iterator[tuple[str, list[str]]]:
    """The name of each page, and its paths in all languages.

    Imported roles are shown, compared and moved between where there are any.
    """
    roles = Role.objects.published().with_pages().annotate(skill_count=Count("role_skills"))
    curated = roles.filter(responsibilities__isnull=False).order_by("pk")
    imported = roles.filter(responsibilities__isnull=True, skill_count__gt=0)
    shown = _middle([*(imported or curated).order_by("skill_count", "pk")])
    by_use = Skill.objects.annotate(uses=Count("role_skills")).order_by("-uses", "pk")
    top_skill = by_use.values_list("slug", flat=True)[0]
    ticked = [*shown[0].role_skills.values_list("skill__slug", flat=True)[:TICKED]]
    position = Position.objects.filter(role=curated[0]).get()
    yield "home", _paths("")
    yield "list of roles", _paths("roles/")
    yield "list, at a letter", _paths("roles/", letter="S")
    yield "list, by a skill", _paths("roles/", skill=top_skill)
    yield "curated role", _paths(f"roles/{curated[0].slug}/")
    if imported:
        yield "imported role", [path for role in shown for path in _paths(f"roles/{role.slug}/")]
    yield "list of skills", _paths("skills/")
    yield "most taken skill", _paths(f"skills/{top_skill}/")
    yield "compare two", _paths("compare/", role=[role.slug for role in shown[:2]])
    yield "compare four", _paths("compare/", role=[role.slug for role in shown])
    yield "find", _paths("find/", skill=ticked)
    yield "move", _paths("move/", **{"from": shown[0].slug, "to": shown[1].slug})
    yield "careers", _paths("careers/")
    yield "position", _paths(f"careers/{position.slug}/")
    yield "search", [f"/{code}/search/?{urlencode({'q': word})}" for code, word in WORDS.items()]
    yield (
        "search, close",
        [f"/{code}/search/?{urlencode({'q': text})}" for code, text in PHRASES.items()],
    )
    yield "coverage", _paths("coverage/")


def _paths(page: str, **query: str | Sequence[str]) -> list[str]:
    """The paths of a page in all languages."""
    encoded = f"?{urlencode(query, doseq=True)}" if query else ""
    return [f"/{code}/{page}{encoded}" for code in language_codes()]


def _middle(roles: list[Role]) -> list[Role]:
    """The roles in the middle of a list."""
    start = max(0, (len(roles) - MAX_ROLES) // 2)
    return roles[start : start + MAX_ROLES]


def measure(constant: int, site: int, paths: list[str]) -> PageCost:
    """The cost of a page, and the median of its ratios to C, measured in turn with it."""
    messages = [request(site, path) for path in paths]
    for message in messages:  # the first one reads all content: nobody is to wait for it too long
        fetch(site, message)
    work(site, messages, 200, WARM_UP)
    rounds = [(_work_of_c(constant), work(site, messages, 200, SECONDS)) for _ in range(ROUNDS)]
    return PageCost(
        cpu=median(1000 / page.per_cpu_second for _, page in rounds),
        clock=median(1000 / page.per_second for _, page in rounds),
        queries=count_queries(paths[0]),
        ratio=median(page.per_cpu_second / c.per_cpu_second for c, page in rounds),
        edited=median(_work_after_edit(site, messages[0]) for _ in range(EDITS)),
    )


def _work_after_edit(site: int, message: bytes) -> float:
    """CPU milliseconds of a page that is the first one to be made after a role was edited."""
    edited = Role.objects.published().order_by("pk")[1]
    save(edited, next(_edit_numbers))
    time.sleep(NOTICED)
    return work_for_one(site, message)


_edit_numbers = count(1)


def _work_of_c(constant: int) -> Work:
    return work(constant, [request(constant, "/")], 200, SECONDS)


def count_queries(path: str) -> int:
    """The queries of a page that was made before."""
    client = Client(headers={"host": HOST})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def main() -> None:
    folder = Path(settings.VAR_DIR)
    site = {"DATABASE_URL": os.environ["DATABASE_URL"], "PAGE_CACHE_MEGABYTES": "0"}
    with (
        serving("benchmarks.constant", folder) as constant,
        serving("config.wsgi", folder, **site) as port,
    ):
        costs = {name: measure(constant, port, paths) for name, paths in pages()}
    sys.stdout.write(json.dumps(costs))


if __name__ == "__main__":
    main()
