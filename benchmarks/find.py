"""Measures `careers.find` with as many roles as a classification has.

`make bench PART=find` fills a site on each database. `python -m benchmarks.find --here` measures in
the database of the environment.

Prints milliseconds, of Python and the database together, over many random readers: each ticks 5 to
60 skills that roles use, and a third of them name their own role.


Prints as well how often a role is among the first ten: for who ticks five of its essential skills,
drawn by lot; and for who ticks the one that its title speaks of (`titled_pairs`).
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from statistics import mean
from time import perf_counter

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db.models import Count, Q

from benchmarks.percentiles import percentiles
from benchmarks.sites import DATABASES, ESCO_ROLES, esco_path, filled_site, run_python
from careers.find import FindQuery, find
from roles.models import NeedCounts, Role, RoleSkill
from roles.related import relate_all
from skills.models import Skill

READERS = 200
FIRST = 10  # places that count as found
COMMON_SKILL = 12  # roles that need a skill of `titled_pairs` at least
SAME_LETTERS = 5
FEW_SKILLS = 5
DRAWN_ROLES = 600


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


def titled_pairs() -> list[tuple[str, str]]:
    """The slugs of skills and of roles that need them as essential and have them in their titles.

    Such a skill has an English title of one word, and at least COMMON_SKILL roles need it. A title
    has it if one of its words begins with the same five letters: *geologist* has geology,
    *mathematician* mathematics, *mechanical engineer* mechanics. That asks nothing of the analysis
    whose work is measured.
    """
    counted = Count("role_skills", filter=Q(role_skills__role__status="published"))
    skills = Skill.visible().annotate(number=counted).filter(number__gte=COMMON_SKILL)
    single = skills.filter(title_en__regex=r"^\w+$")
    needed = RoleSkill.objects.filter(
        skill__in=single.order_by().values("pk"), role__status="published", requirement="essential"
    )
    columns = ("skill__slug", "role__slug", "skill__title_en", "role__title_en")
    return [
        (skill, role)
        for skill, role, name, title in needed.order_by("pk").values_list(*columns)
        if any(word.startswith(name.lower()[:SAME_LETTERS]) for word in title.lower().split())
    ]


def share_of_titled(pairs: list[tuple[str, str]]) -> float:
    """In which share of the pairs the role is found by the skill alone."""
    found = {skill: first_roles([skill]) for skill in {skill for skill, _ in pairs}}
    return mean(role in found[skill] for skill, role in pairs)


def share_of_few() -> float:
    """Which share of roles drawn by lot is found by five of its essential skills."""
    random = Random(8)
    needed: dict[str, list[str]] = defaultdict(list)
    essential = RoleSkill.objects.filter(role__status="published", requirement="essential")
    for role, skill in essential.order_by("pk").values_list("role__slug", "skill__slug"):
        needed[role].append(skill)
    roles = [role for role, skills in needed.items() if len(skills) >= FEW_SKILLS]
    drawn = random.sample(roles, min(len(roles), DRAWN_ROLES))
    return mean(role in first_roles(random.sample(needed[role], FEW_SKILLS)) for role in drawn)


def first_roles(skills: list[str]) -> list[str]:
    """The slugs of the first roles that fit."""
    return [match.role.slug for match in find(FindQuery(skills)).matches[:FIRST]]


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
    p50, p95, _p99 = percentiles(times)
    sizes = f"{NeedCounts.objects.count()} roles, {RoleSkill.objects.count()} skills of roles"
    sys.stdout.write(f"{sizes}: median {p50:.1f} ms, 95 of 100 under {p95:.1f} ms\n")
    pairs = titled_pairs()
    if pairs:  # generated titles name no skills
        sys.stdout.write(
            f"first ten: {share_of_titled(pairs):.3f} of {len(pairs)} roles by the skill in their "
            f"title, {share_of_few():.3f} by five essential skills\n"
        )


if __name__ == "__main__":
    main()
