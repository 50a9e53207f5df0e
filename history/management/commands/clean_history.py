"""Forgets old changes of the content."""

import argparse
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from history.cleaning import forget_before

MOST_DAYS = 36_500


def days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of days from 1 to {MOST_DAYS}")
    return int(text)


class Command(BaseCommand):
    help = (
        "Forgets the changes of the content that are older than HISTORY_DAYS, and with them the "
        "versions before: the oldest version of each object is then that of that day. To be run "
        "once a day or a month. With HISTORY_DAYS=0, the default, nothing is forgotten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than",
            type=days,
            default=settings.HISTORY_DAYS,
            metavar="DAYS",
            help=f"instead of HISTORY_DAYS ({settings.HISTORY_DAYS})",
        )

    def handle(self, *, older_than: int, **options: Any) -> None:
        if not older_than:
            self.stdout.write("HISTORY_DAYS is 0: nothing is forgotten.")
            return
        count = forget_before(timezone.now() - timedelta(days=older_than))
        self.stdout.write(f"Changes older than {older_than} days that were forgotten: {count:,}.")
