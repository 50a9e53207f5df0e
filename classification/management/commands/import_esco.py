"""Imports ESCO, the European classification of skills and occupations."""

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from classification import esco
from classification.concepts import Classification, ClassificationError
from classification.link import Link, link
from classification.plan import Plan
from classification.report import Report
from classification.request import Request
from classification.run import Options, import_classification, read_checked
from classification.writer import Advance
from core.bulk import relaxed_gc
from translations.languages import language_codes, serving_language

# How many remarks of a kind are shown; the report file has all of them.
SHOWN = 5
# Kinds of remarks that stand in the report file only.
SILENT = ("kept", "retired")


def languages(text: str) -> tuple[str, ...]:
    """Codes between commas, as the site's: "en,no" is English and Norwegian Bokmål."""
    found = tuple(dict.fromkeys(serving_language(code.strip()) or "" for code in text.split(",")))
    if "" in found:
        known = ", ".join(language_codes())
        raise argparse.ArgumentTypeError(f"“{text}” names a language that is none of {known}")
    return found


def prefixes(text: str) -> tuple[str, ...]:
    """Beginnings of ISCO-08 codes between commas."""
    found = tuple(code.strip() for code in text.split(","))
    if not all(re.fullmatch(r"[0-9]{1,4}", code) for code in found):
        raise argparse.ArgumentTypeError(f"“{text}” is not one to four digits, or several of those")
    return found


def version(text: str) -> str:
    if not re.fullmatch(r"v?[0-9]+(\.[0-9]+){0,3}", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no version; one is 1.1.1")
    return text.removeprefix("v")


class Command(BaseCommand):
    help = (
        "Imports ESCO from a folder or a zip as its portal gives it: occupations become roles, "
        "ISCO-08 groups families, skills skills. What editors wrote stays. All is checked before "
        "anything is written, and all is written or nothing. See docs/classification.md."
    )

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        # Django's own --version gives way to that of the classification.
        return super().create_parser(*args, conflict_handler="resolve", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the folder or the zip")
        parser.add_argument(
            "--languages", type=languages, default=(), metavar="en,fi", help="only these lists"
        )
        parser.add_argument(
            "--only",
            type=prefixes,
            default=(),
            metavar="422,143",
            help="only occupations whose ISCO-08 code begins so, and the skills they take",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be written")
        parser.add_argument(
            "--link",
            action="store_true",
            help="write nothing but identifiers of curated roles and skills that mean the same",
        )
        parser.add_argument("--draft", action="store_true", help="new roles are drafts")
        parser.add_argument("--strict", action="store_true", help="one bad row refuses the whole")
        parser.add_argument(
            "--adapted",
            type=languages,
            default=(),
            metavar="fi,pl",
            help="lists that are not as published; those without ESCO's metadata are known anyway",
        )
        parser.add_argument(
            "--version", type=version, metavar="1.1.1", help="where no name tells it"
        )
        parser.add_argument(
            "--replaced-by",
            type=Path,
            metavar="FILE",
            help="CSV with conceptUri and replacedBy: what took the place of what",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="where the report is written (default: a new file in VAR_DIR/reports)",
        )

    @relaxed_gc()
    def handle(self, **given: Any) -> None:
        report = Report()
        path = given["report"] or _new_report()
        try:
            self._import(given, report)
        except ClassificationError as error:
            raise CommandError(f"Nothing was written. {error}\n{self._told(report)}") from error
        finally:
            report.write(path)
            self.stderr.write(f"Report: {path}")

    def _import(self, given: dict[str, Any], report: Report) -> None:
        request = Request(
            path=given["path"],
            languages=given["languages"],
            only=given["only"],
            version=given["version"] or "",
            adapted=given["adapted"],
            replaced_by=given["replaced_by"],
        )
        options = Options(given["dry_run"], given["draft"], given["strict"])
        with tqdm(desc="Reading", unit=" files", disable=None, leave=False) as bar:
            found = read_checked(esco.read, request, options, report, _watching(bar))
        self._say_what_was_read(found, report)
        if given["link"]:
            self._say_what_was_linked(link(found, report, options.is_dry_run), options)
            self.stdout.write(self._told(report))
            return
        with tqdm(desc="Writing", unit=" rows", disable=None, leave=False) as bar:
            planned = import_classification(found, options, report, _counting(bar))
        self._say_what_was_done(planned, report, options)
        self.stdout.write(self._told(report))

    def _say_what_was_read(self, found: Classification, report: Report) -> None:
        lists = ", ".join(f"{one.language}{' (adapted)' * one.is_adapted}" for one in found.lists)
        self.stdout.write(f"ESCO {found.version or '(version unknown)'}: {lists}")
        for name in report.files:
            used, rest, bad = (count[name] for count in (report.used, report.left_out, report.bad))
            self.stdout.write(f"  {name}: {used:,} rows used, {rest:,} not needed, {bad:,} bad")
        used, bad = report.used.total(), report.bad.total()
        self.stdout.write(f"{used:,} rows were used, {bad:,} could not be used.")

    def _say_what_was_done(self, planned: Plan, report: Report, options: Options) -> None:
        self.stdout.write("Would be written:" if options.is_dry_run else "Written:")
        for name, kind in planned.kinds.items():
            counts = ", ".join(f"{what} {count:,}" for what, count in kind.counts.items() if count)
            self.stdout.write(f"  {name}: {counts or 'nothing'}")
        if not planned.is_retiring:
            self.stdout.write("Nothing is retired: not all was read that earlier imports read.")
        if planned.is_empty:
            self.stdout.write("The database holds all of it already; nothing was written.")

    def _say_what_was_linked(self, links: list[Link], options: Options) -> None:
        sure = sum(one.is_exact for one in links)
        done = "Would be linked" if options.is_dry_run else "Linked"
        self.stdout.write(
            f"{done}: {sure:,} exact, {len(links) - sure:,} close, which wait in admin "
            "(Identifiers, not confirmed) for a person."
        )

    def _told(self, report: Report) -> str:
        """The first remarks of each kind."""
        lines = []
        for what, remarks in report.by_kind().items():
            lines.append(f"{what}: {len(remarks):,}")
            if what not in SILENT:
                lines += [f"  {remark}" for remark in remarks[:SHOWN]]
        return "\n".join(lines)


def _new_report() -> Path:
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return settings.VAR_DIR / "reports" / f"import_esco-{now}.csv"


def _watching(bar: tqdm) -> Callable[[str], None]:
    def watch(name: str) -> None:
        bar.set_postfix_str(name[-40:])
        bar.update()

    return watch


def _counting(bar: tqdm) -> Callable[[int], Advance]:
    def start(total: int) -> Advance:
        bar.reset(total)
        return bar.update

    return start
