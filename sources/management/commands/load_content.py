"""Loads the reference content that ships with Rolebook."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import Kind
from audit.recording import record
from core.models import has_content
from core.report import place_of_report
from sources.fixtures import FixtureError
from sources.load_plan import UNCHANGED, Edits, LoadPlan
from sources.loading import load_fixtures

QUESTION = "Overwrite what editors changed? The history keeps it. [yes / keep: load the rest / no] "
ANSWERS = {"y": Edits.OVERWRITE, "yes": Edits.OVERWRITE, "k": Edits.KEEP, "keep": Edits.KEEP}


class Command(BaseCommand):
    help = (
        "Loads the fixtures, or brings what was loaded up to date with them. What editors changed "
        "since is overwritten only after a yes. All or nothing: a fixture that breaks a rule is "
        "refused and the database is left as it was. See docs/content.md."
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
        parser.add_argument("--dry-run", action="store_true", help="say what would be written")
        edits = parser.add_mutually_exclusive_group()
        edits.add_argument(
            "--keep-edits",
            action="store_const",
            dest="edits",
            const=Edits.KEEP,
            help="load what editors have not changed, without asking",
        )
        edits.add_argument(
            "--yes",
            action="store_const",
            dest="edits",
            const=Edits.OVERWRITE,
            help="overwrite what editors changed, without asking",
        )

    def handle(
        self,
        *,
        folder: Path,
        if_empty: bool,
        dry_run: bool,
        edits: Edits | None,
        **options: Any,
    ) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        if if_empty and has_content():
            self.stdout.write("The database has content already; nothing was loaded.")
            return
        self.place = place_of_report("load_content")
        plan = self._load(folder, edits or Edits.REFUSE, dry_run)
        if not (plan.is_written or dry_run):
            plan = self._load(folder, self._ask(plan), is_dry_run=False)
        if plan.is_written:
            record(Kind.LOAD, details={"count": plan.total})
            self.stdout.write(f"{plan.total} objects were loaded.")

    def _load(self, folder: Path, edits: Edits, is_dry_run: bool) -> LoadPlan:
        try:
            plan = load_fixtures(folder, edits, is_dry_run)
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self._print(plan)
        return plan

    def _print(self, plan: LoadPlan) -> None:
        """What is written, or would be; what editors have to do with it is also in a file."""
        self.stdout.write("Written:" if plan.is_written else "Would be written:")
        changing = {
            label: counts for label, counts in plan.counts.items() if {*counts} != {UNCHANGED}
        }
        for label, counts in changing.items():
            words = ", ".join(f"{what} {count:,}" for what, count in counts.items())
            self.stdout.write(f"  {label}: {words}")
        if not changing:
            self.stdout.write("  nothing: the database holds all of it already")
        if plan.report.remarks:
            self.stdout.write(plan.report.in_words())
            self.stderr.write(plan.report.write_or_say(self.place))

    def _ask(self, plan: LoadPlan) -> Edits:
        """What to do with what editors changed. Where nobody can answer, nothing is loaded."""
        if not sys.stdin.isatty():
            raise CommandError(
                "Nothing was loaded: it would overwrite what editors have changed or deleted "
                f"since (listed above: {plan.edited:,}). Run it again with --keep-edits to leave "
                "that as it is, or with --yes to overwrite it."
            )
        if edits := ANSWERS.get(input(QUESTION).strip().lower()):
            return edits
        raise CommandError("Nothing was loaded.")
