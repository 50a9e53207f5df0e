"""How long it takes to find the roles that fit, with as many roles as a classification has.

`make bench PART=find` makes such a site on each database. `python -m benchmarks.find --here`
measures in the one that the environment names.

Prints milliseconds for what the database and Python do together, over many readers who tick 5 to 60
skills that roles take, some of them with the role that they are in.
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

from benchmarks.sites import DATABASES, DOWNLOADED, download, filled_site, run_python
from careers.find import FindQuery, find
from roles.models import NeedCounts, Role, RoleSkill
from roles.related import relate_all

READERS = 200


def readers(number: int) -> Iterator[FindQuery]:
    """The same readers at every run."""
    random = Random(7)
    roles = list(Role.objects.published().order_by("pk").values_list("slug", flat=True))
    taken = RoleSkill.objects.filter(role__status="published").order_by("pk")
    skills = random.sample(list(taken.values_list("skill__slug", flat=True)), 10_000)
    for reader in range(number):
        role = random.choice(roles) if reader % 3 == 0 else ""
        yield FindQuery(random.sample(skills, random.randint(5, 60)), role=role)


def main() -> None:
    if "--here" in sys.argv:
        measure()
        return
    for database in DATABASES:
        with filled_site(database, DOWNLOADED, download()) as variables:
            found = run_python(["-m", "benchmarks.find", "--here"], variables)
        print(f"{database}: {found}", end="", flush=True)


def measure() -> None:
    """Measures in the database that the environment names."""
    relate_all()  # what is generated is not counted yet
    asked = list(readers(READERS))
    find(asked[0])
    times = []
    for wanted in asked:
        start = perf_counter()
        find(wanted)
        times.append(1000 * (perf_counter() - start))
    p95 = quantiles(times, n=20)[-1]
    sizes = f"{NeedCounts.objects.count()} roles, {RoleSkill.objects.count()} skills of roles"
    sys.stdout.write(f"{sizes}: median {median(times):.1f} ms, 95 of 100 under {p95:.1f} ms\n")


if __name__ == "__main__":
    main()
