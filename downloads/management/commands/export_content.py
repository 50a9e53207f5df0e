"""Writes all of the content to files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import Kind
from audit.recording import record_if_possible
from downloads.bulk.fixtures import write_fixtures
from downloads.bulk.keeping import make_archive, write_to


class Command(BaseCommand):
    help = (
        "Makes the download of all that is published, as /download/ offers it: CSV, JSON and "
        "SKOS in one ZIP. The site has it made after changes of the content, too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FILE", help="write the ZIP to this file")
        parser.add_argument(
            "--fixtures",
            type=Path,
            metavar="FOLDER",
            help="write the whole content, drafts included, as YAML that load_content reads, "
            "instead of the ZIP",
        )
        parser.add_argument(
            "--if-old",
            action="store_true",
            help="do nothing if the content is still the same; let other programs go first",
        )

    def handle(
        self, *, to: Path | None, fixtures: Path | None, if_old: bool, **options: Any
    ) -> None:
        try:
            if fixtures:
                done = write_fixtures(fixtures)
            elif to:
                done = write_to(to)
            else:
                done = make_archive(only_if_old=if_old)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise CommandError(f"Nothing was written. {place}{error.strerror or error}.") from error
        if fixtures or to:
            record_if_possible(Kind.CONTENT_EXPORT)
        self.stdout.write(done)
