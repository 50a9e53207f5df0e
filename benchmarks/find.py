"""Measures `careers.find` with as many roles as a classification has.

`make bench PART=find` fills a site on each database. `python -m benchmarks.find --here` measures in
the database of the environment.

Prints milliseconds, of Python and the database together, over many random readers: each ticks 5 to
60 skills that roles use, and a third of them name their own role.
"""

import os
import sys
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles
from time import perf_counter

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from benchmarks.sites import DATABASES, ESCO_ROLES, esco_path, filled_site, run_python
from careers.find import FindQuery, find
from roles.models import NeedCounts, Role, RoleSkill
from roles.related import relate_all

READERS = 200


def random_readers(number: int) -> Iterator[FindQuery]:
    """The queries of random readers, the same in every run."""
    random = Random(7)
    roles = list(Role.objects.published().order_by("pk").values_list("slug", flat=True))
    role_skills = RoleSkill.objects.filter(role__status="published").order_by("pk")
    slugs = list(role_skills.values_list("skill__slug", flat=True))
    skills = random.sample(slugs, min(len(slugs), 10_000))
    for reader in range(number):
        role = random.choice(roles) if reader % 3 == 0 else ""
        yield FindQuery(random.sample(skills, random.randint(5, 60)), role=role)


def main() -> None:
    if "--here" in sys.argv:
        measure()
        return
    for database in DATABASES:
        with filled_site(database, ESCO_ROLES, esco_path()) as variables:
            output = run_python(["-m", "benchmarks.find", "--here"], variables)
        print(f"{database}: {output}", end="", flush=True)


def measure() -> None:
    """Measures in the database of the environment."""
    relate_all()  # generated roles have no `NeedCounts` yet
    queries = list(random_readers(READERS))
    find(queries[0])  # to warm up
    times = []
    for wanted in queries:
        start = perf_counter()
        find(wanted)
        times.append(1000 * (perf_counter() - start))
    p95 = quantiles(times, n=20)[-1]
    sizes = f"{NeedCounts.objects.count()} roles, {RoleSkill.objects.count()} skills of roles"
    sys.stdout.write(f"{sizes}: median {median(times):.1f} ms, 95 of 100 under {p95:.1f} ms\n")


if __name__ == "__main__":
    main()
