"""An import from beginning to end: read and check, compare, write in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from classification.concepts import Classification, ClassificationError
from classification.plan import Plan, plan
from classification.report import Report
from classification.request import Request
from classification.stored import stored
from classification.writer import Advance, size, write
from roles.related import relate_all

Read = Callable[[Request, Report, Callable[[str], None]], Classification]
# What must not change between comparing and writing.
TABLES = ("roles_role", "roles_rolefamily", "roles_roleskill", "roles_alternativetitle")
TABLES += ("skills_skill", "skills_skilltitle", "sources_identifier", "sources_citation")


@dataclass(frozen=True)
class Options:
    """How to write: nothing at all, new roles as drafts, nothing if a single row is bad."""

    is_dry_run: bool = False
    is_draft: bool = False
    is_strict: bool = False


def read_checked(
    read: Read, request: Request, options: Options, report: Report, watch: Callable[[str], None]
) -> Classification:
    """What `read` reads. Raises ClassificationError if it is to be strict and something is bad."""
    found = read(request, report, watch)
    if options.is_strict and report.problems:
        raise ClassificationError(
            f"Strictly, nothing may be bad, and {report.problems:,} things are."
        )
    return found


def import_classification(
    found: Classification,
    options: Options,
    report: Report,
    progress: Callable[[int], Advance],
    using: str = DEFAULT_DB_ALIAS,
) -> Plan:
    """Compares with the database and writes, unless it is a dry run. All or nothing.

    `progress` is told how many rows there are to write, and returns what counts them.
    """
    if options.is_dry_run:
        return plan(found, stored(found.publication.scheme, using), report)
    with transaction.atomic(using=using):
        keep_others_from_writing(using)
        there = stored(found.publication.scheme, using)
        planned = plan(found, there, report)
        if not planned.is_empty:
            write(planned, there, options.is_draft, progress(size(planned)))
            relate_all()
            gather_statistics(using)
    return planned


def keep_others_from_writing(using: str) -> None:
    """Who saves content meanwhile waits until the transaction is over. Readers notice nothing.

    SQLite has one writer at a time in any case.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        names = ", ".join(map(connection.ops.quote_name, TABLES))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def gather_statistics(using: str) -> None:
    """PostgreSQL chooses the ways of queries by statistics, which it renews by itself only minutes
    after so many rows have come; until then it would read whole tables."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
