"""An editor in a process of its own, who saves a role every few seconds until the process is ended.

    python -m benchmarks.saving --every 5

Saves as the form of a role does: the whole role, and one of its skills. Writes a line for each.
"""

import argparse
import os
import time
from random import Random
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import transaction

from roles.models import Role

SEED = 16


def save(role: Any, number: int) -> None:
    """Writes a number into the summary of a role and into what its first skill means there."""
    with transaction.atomic():
        role.summary_en = f"{role.summary_en.partition(' (edit ')[0]} (edit {number})"
        role.save()
        if item := role.role_skills.first():
            item.context_en = f"As edit {number} has it."
            item.save()
            role.touch()


def keep_saving(every: float) -> None:
    """Saves a role that is drawn by lot, again and again."""
    pks = list(Role.objects.published().order_by("pk").values_list("pk", flat=True))
    random = Random(SEED)
    number = 0
    while True:
        time.sleep(every)
        number += 1
        save(Role.objects.get(pk=random.choice(pks)), number)
        print(f"edit {number}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=float, default=5, help="seconds between two saves")
    keep_saving(parser.parse_args().every)


if __name__ == "__main__":
    main()
