"""Measures how long pages take to be made, in the database that the environment names.

    python -m benchmarks.making

Writes a line of JSON: for each page, milliseconds of work and by the clock, and queries.
The application is called as gunicorn calls it, without the finished pages in front of it.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from statistics import median

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.models import Count, QuerySet
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import Cost
from benchmarks.servers import HOST
from roles.models import Role
from skills.models import Skill

TIMES = 50


def pages() -> Iterator[tuple[str, str]]:
    """The name and the address of each page. Those of a classification only where there is one."""
    roles = Role.objects.published().with_pages().annotate(skills_taken=Count("role_skills"))
    curated = roles.filter(responsibilities__isnull=False).order_by("pk")
    imported = roles.filter(responsibilities__isnull=True, skills_taken__gt=0)
    taken = Skill.objects.annotate(takers=Count("role_skills")).order_by("-takers", "pk")
    most_taken = taken.first().slug
    yield "home", "/en/"
    yield "list of roles", "/en/roles/"
    yield "list, at a letter", "/en/roles/?letter=S"
    yield "list, by a skill", f"/en/roles/?skill={most_taken}"
    yield "curated role", f"/en/roles/{curated.first().slug}/"
    if imported.exists():
        yield "imported role", f"/en/roles/{_middle(imported.order_by('skills_taken', 'pk')).slug}/"
    yield "list of skills", "/en/skills/"
    yield "most taken skill", f"/en/skills/{most_taken}/"


def _middle(found: QuerySet[Role]) -> Role:
    return found[found.count() // 2]


def yardstick() -> float:
    """The seconds of work that something takes which is always the same.

    Sites of several sizes are measured minutes apart, and meanwhile a machine may become a third
    quicker or slower: pages are compared by how many times as long as this they take.
    """
    start = time.process_time()
    for number in range(200):
        json.loads(json.dumps({str(key): [key, f"{number} {key}"] for key in range(10)}))
    return time.process_time() - start


def measure(handler: WSGIHandler, path: str) -> Cost:
    """The median of many times, after the page was made once."""
    first = _call(handler, path)
    if first != 200:
        raise SystemExit(f"{path} was answered with {first}.")
    work, clock, lengths = [], [], []
    for _ in range(TIMES):
        length = yardstick()
        start, begun = time.process_time(), time.perf_counter()
        _call(handler, path)
        work.append(time.process_time() - start)
        clock.append(time.perf_counter() - begun)
        lengths.append(work[-1] / length)
    with CaptureQueriesContext(connection) as queries:
        _call(handler, path)
    return Cost(1000 * median(work), 1000 * median(clock), len(queries), median(lengths))


def _call(handler: WSGIHandler, path: str) -> int:
    """The status of the answer, of which everything is read."""
    request = RequestFactory().get(path, headers={"host": HOST})
    statuses = []
    answer = handler(request.environ, lambda status, headers: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0].split()[0])


def main() -> None:
    handler = WSGIHandler()
    found = {name: measure(handler, path) for name, path in list(pages())}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
