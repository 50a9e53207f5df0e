"""Writes the same number to two rows, in one transaction after the other: whoever sees two numbers
has not seen one moment.

    python -m drills.pairs            writes, and says each number, until it is ended
    python -m drills.pairs BACKUP     says both numbers that a backup holds
"""

import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import transaction

from accounts.models import User
from backup.file import BackupReader
from backup.tables import tables

PAIR = ("first", "second")
PAUSE = 0.005  # seconds, in which others come to work


def make_pair() -> None:
    for name in PAIR:
        User.objects.create(username=name, last_name="0")


def write_pairs() -> Iterator[int]:
    """Writes a number, and yields it when it is written."""
    for number in count(1):
        with transaction.atomic():
            for name in PAIR:
                User.objects.filter(username=name).update(last_name=str(number))
        yield number


def pair(path: Path) -> tuple[int, int]:
    """The numbers of the two rows in a backup."""
    table = tables()["accounts_user"]
    name, number = table.names.index("username"), table.names.index("last_name")
    numbers: dict[Any, Any] = {}
    with path.open("rb") as file:
        reader = BackupReader(file)
        for found, rows in reader.tables(reader.manifest()):
            read = list(rows)
            if found == table.name:
                numbers = {row[name]: row[number] for row in read}
    first, second = (int(numbers[name] or 0) for name in PAIR)
    return first, second


def main() -> None:
    if len(sys.argv) > 1:
        print(*pair(Path(sys.argv[1])))
        return
    make_pair()
    for number in write_pairs():
        print(number, flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
