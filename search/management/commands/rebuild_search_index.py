"""Rebuilds the search index beside the one that is read."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from search.building import is_current, rebuild
from search.closest.current import index_path


class Command(BaseCommand):
    help = (
        "Builds the search index anew. The old one is read until the new one is ready, so that "
        "search is never empty; what is edited meanwhile is in both."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-old",
            action="store_true",
            help="do nothing if there is an index that was made by this analysis",
        )

    def handle(self, *, if_old: bool, **options: Any) -> None:
        if if_old and is_current():
            self.stdout.write("The search index is up to date.")
            return
        self.stdout.write(f"The search index has {rebuild()} passages.")
        if index_path():
            call_command("build_closest_titles", stdout=self.stdout)
