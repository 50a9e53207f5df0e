"""Builds the index of closest titles."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

NICENESS = 10  # of a build beside a site that serves


class Command(BaseCommand):
    help = (
        "Builds the index of closest titles anew: what search shows where no title has all words. "
        "The site has it built after each change of the content."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-old",
            action="store_true",
            help="do nothing if the content is still the same; let other programs go first",
        )

    def handle(self, *, if_old: bool, **options: Any) -> None:
        # One thread is quick enough, and others cost memory. Read when NumPy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from search.closest.building import build_current

        if if_old:
            os.nice(NICENESS)
        self.stdout.write(build_current(only_if_old=if_old))
