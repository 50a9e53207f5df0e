"""Imports ESCO, the European classification of skills and occupations."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from audit.models import Kind
from audit.recording import record
from classification.importing import (
    Advance,
    Classification,
    ClassificationError,
    ImportOptions,
    ImportPlan,
    ProposedLink,
    ReadOptions,
    Report,
    import_classification,
    link_curated,
    read_esco,
)
from core.bulk import relaxed_gc
from core.report import place_of_report
from translations.languages import language_codes, serving_language

# Kinds of remarks that are only in the report file.
UNPRINTED = ("kept", "retired")


def languages(text: str) -> tuple[str, ...]:
    """The site's codes of a comma-separated list: "en,no" is English and Norwegian Bokmål."""
    codes = tuple(dict.fromkeys(serving_language(code.strip()) or "" for code in text.split(",")))
    if "" in codes:
        known = ", ".join(language_codes())
        raise argparse.ArgumentTypeError(f"“{text}” names a language that is none of {known}")
    return codes


def prefixes(text: str) -> tuple[str, ...]:
    """Prefixes of ISCO-08 codes, comma-separated."""
    codes = tuple(code.strip() for code in text.split(","))
    if not all(re.fullmatch(r"[0-9]{1,4}", code) for code in codes):
        raise argparse.ArgumentTypeError(f"“{text}” is not one to four digits, or several of those")
    return codes


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
        # `--version` is that of the classification, not Django's.
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
            help="write nothing but identifiers of curated roles, skills and positions that mean "
            "the same",
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
    def handle(self, **options: Any) -> None:
        report = Report()
        path = place_of_report("import_esco", options["report"])
        try:
            self._import(options, report)
        except ClassificationError as error:
            raise CommandError(
                f"Nothing was written. {error}\n{report.in_words(UNPRINTED)}"
            ) from error
        finally:
            self.stderr.write(report.write_or_say(path))

    def _import(self, options: dict[str, Any], report: Report) -> None:
        import_options = ImportOptions(options["dry_run"], options["draft"])
        with _bar("Reading", " files") as bar:
            classification = read_esco(_read_options(options), report, _file_counter(bar))
        self._print_reading(classification, report)
        if options["link"]:
            links = link_curated(classification, report, import_options.is_dry_run)
            self._print_links(links, import_options)
            self._record(len(links), classification, import_options)
        else:
            with _bar("Writing", " rows") as bar:
                plan = import_classification(
                    classification, import_options, report, _row_counter(bar)
                )
            self._print_plan(plan, import_options)
            self._record(plan.written, classification, import_options)
        self.stdout.write(report.in_words(UNPRINTED))

    def _record(self, count: int, classification: Classification, options: ImportOptions) -> None:
        if not options.is_dry_run:
            subject = f"ESCO {classification.version}".strip()
            record(Kind.IMPORT, subject=subject, details={"count": count})

    def _print_reading(self, classification: Classification, report: Report) -> None:
        lists = ", ".join(
            f"{texts.language}{' (adapted)' * texts.is_adapted}" for texts in classification.lists
        )
        self.stdout.write(f"ESCO {classification.version or '(version unknown)'}: {lists}")
        for name in report.files:
            used, rest, bad = (count[name] for count in (report.used, report.left_out, report.bad))
            self.stdout.write(f"  {name}: {used:,} rows used, {rest:,} not needed, {bad:,} bad")
        used, bad = report.used.total(), report.bad.total()
        self.stdout.write(f"{used:,} rows were used, {bad:,} could not be used.")

    def _print_plan(self, plan: ImportPlan, options: ImportOptions) -> None:
        self.stdout.write("Would be written:" if options.is_dry_run else "Written:")
        for name, kind in plan.kinds.items():
            counts = ", ".join(f"{what} {count:,}" for what, count in kind.counts.items() if count)
            self.stdout.write(f"  {name}: {counts or 'nothing'}")
        if not plan.is_retiring:
            self.stdout.write("Nothing is retired: not all was read that earlier imports read.")
        if plan.is_empty:
            self.stdout.write("The database holds all of it already; nothing was written.")

    def _print_links(self, links: list[ProposedLink], options: ImportOptions) -> None:
        exact = sum(link.is_exact for link in links)
        done = "Would be linked" if options.is_dry_run else "Linked"
        self.stdout.write(
            f"{done}: {exact:,} exact, {len(links) - exact:,} close, which wait in admin "
            "(Identifiers, not confirmed) for a person."
        )


def _read_options(options: dict[str, Any]) -> ReadOptions:
    return ReadOptions(
        path=options["path"],
        languages=options["languages"],
        only=options["only"],
        version=options["version"] or "",
        adapted=options["adapted"],
        replaced_by=options["replaced_by"],
        is_strict=options["strict"],
    )


def _bar(description: str, unit: str) -> "tqdm[NoReturn]":
    """A progress bar; none if stderr is no terminal."""
    return tqdm(desc=description, unit=unit, disable=None, leave=False)


def _file_counter(bar: "tqdm[NoReturn]") -> Callable[[str], None]:
    def count_file(name: str) -> None:
        bar.set_postfix_str(name[-40:])
        bar.update()

    return count_file


def _row_counter(bar: "tqdm[NoReturn]") -> Callable[[int], Advance]:
    def start(total: int) -> Advance:
        bar.reset(total)
        return bar.update

    return start
