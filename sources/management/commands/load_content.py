"""Loads the reference content that ships with Rolebook."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import has_content
from sources.fixtures import FixtureError, load_fixtures


class Command(BaseCommand):
    help = (
        "Loads the fixtures, or brings what was loaded up to date with them. All or nothing: "
        "a fixture that breaks a rule is refused and the database is left as it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.FIXTURES_DIR,
            help="the folder with YAML files (default: fixtures/)",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing if the database has content already",
        )

    def handle(self, *, folder: Path, if_empty: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        if if_empty and has_content():
            self.stdout.write("The database has content already; nothing was loaded.")
            return
        try:
            count = load_fixtures(folder)
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"{count} objects were loaded.")
