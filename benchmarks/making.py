"""Measures how long pages take to render, in the database of the environment.

    python -m benchmarks.making

Writes a line of JSON: a `PageCost` for each page. The WSGI application is called directly, without
the page cache in front of it.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
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

from benchmarks.pages import PageCost
from benchmarks.servers import HOST
from roles.models import Role
from skills.models import Skill

REPETITIONS = 50


def pages() -> Iterator[tuple[str, str]]:
    """The name and the path of each page; the imported role only where there is one."""
    roles = Role.objects.published().with_pages().annotate(skill_count=Count("role_skills"))
    curated = roles.filter(responsibilities__isnull=False).order_by("pk")[0]
    imported = roles.filter(responsibilities__isnull=True, skill_count__gt=0)
    by_use = Skill.objects.annotate(uses=Count("role_skills")).order_by("-uses", "pk")
    top_skill = by_use.values_list("slug", flat=True)[0]
    yield "home", "/en/"
    yield "list of roles", "/en/roles/"
    yield "list, at a letter", "/en/roles/?letter=S"
    yield "list, by a skill", f"/en/roles/?skill={top_skill}"
    yield "curated role", f"/en/roles/{curated.slug}/"
    if imported.exists():
        yield "imported role", f"/en/roles/{_middle(imported.order_by('skill_count', 'pk')).slug}/"
    yield "list of skills", "/en/skills/"
    yield "most taken skill", f"/en/skills/{top_skill}/"


def _middle(roles: QuerySet[Role]) -> Role:
    return roles[roles.count() // 2]


def reference_work() -> float:
    """The CPU seconds of a fixed piece of work.

    Sites of several sizes are measured minutes apart, and meanwhile a machine may become a third
    faster or slower: so pages are compared as multiples of this.
    """
    start = time.process_time()
    for number in range(200):
        json.loads(json.dumps({str(key): [key, f"{number} {key}"] for key in range(10)}))
    return time.process_time() - start


def measure(handler: WSGIHandler, path: str) -> PageCost:
    """The medians of many requests, after one to warm up."""
    status = _get(handler, path)
    if status != 200:
        raise SystemExit(f"{path} was answered with {status}.")
    cpu, clock, multiples = [], [], []
    for _ in range(REPETITIONS):
        reference = reference_work()
        cpu_start, clock_start = time.process_time(), time.perf_counter()
        _get(handler, path)
        cpu.append(time.process_time() - cpu_start)
        clock.append(time.perf_counter() - clock_start)
        multiples.append(cpu[-1] / reference)
    with CaptureQueriesContext(connection) as queries:
        _get(handler, path)
    return PageCost(1000 * median(cpu), 1000 * median(clock), len(queries), median(multiples))


def _get(handler: WSGIHandler, path: str) -> int:
    """Reads the whole response, and returns its status."""
    request = RequestFactory().get(path, headers={"host": HOST})
    response = handler(request.environ, _start_response)
    b"".join(response)
    response.close()
    return response.status_code


def _start_response(*_arguments: object) -> Callable[[bytes], object]:
    """WSGI's callback; the status is read from Django's response instead."""
    return len


def main() -> None:
    handler = WSGIHandler()
    costs = {name: measure(handler, path) for name, path in list(pages())}
    sys.stdout.write(json.dumps(costs))


if __name__ == "__main__":
    main()
