"""The public interface of this package: an import from its files to the database.

classification = read_esco(ReadOptions(path), report)
plan = import_classification(classification, ImportOptions(), report)
"""

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from classification.concepts import Classification, ClassificationError
from classification.options import ImportOptions, ReadOptions
from classification.reading import esco
from classification.writing.changes import ImportPlan
from classification.writing.linking import ProposedLink, link_curated
from classification.writing.plan import make_plan
from classification.writing.stored import read_stored
from classification.writing.writer import Advance, count_writes, write_plan
from core.report import Report
from history.models import Origin
from history.occasions import occasion
from roles.related import relate_all

__all__ = [
    "Advance",
    "Classification",
    "ClassificationError",
    "ImportOptions",
    "ImportPlan",
    "ProposedLink",
    "ReadOptions",
    "Report",
    "import_classification",
    "link_curated",
    "read_esco",
]

# Tables that must not change between comparing and writing.
LOCKED_TABLES = (
    "roles_role",
    "roles_rolefamily",
    "roles_roleskill",
    "roles_alternativetitle",
    "skills_skill",
    "skills_skilltitle",
    "sources_identifier",
    "sources_citation",
)


def _ignore(_value: object) -> None:
    """Progress that nobody watches."""


def _no_progress(_total: int) -> Advance:
    return _ignore


def read_esco(
    options: ReadOptions, report: Report, on_file: Callable[[str], None] = _ignore
) -> Classification:
    """Reads and checks a download of ESCO. `on_file` is called with the name of each file.

    Raises ClassificationError if a file or column is missing without which nothing can be read,
    or if `options.is_strict` and the report has a problem.
    """
    classification = esco.read_esco(options, report, on_file)
    if options.is_strict and report.problems:
        raise ClassificationError(
            f"Strictly, nothing may be bad, and {report.problems:,} things are."
        )
    return classification


def import_classification(
    classification: Classification,
    options: ImportOptions,
    report: Report,
    on_start: Callable[[int], Advance] = _no_progress,
    using: str = DEFAULT_DB_ALIAS,
) -> ImportPlan:
    """Compares with the database and, unless it is a dry run, writes in one transaction.

    `on_start` is called with the number of rows to write, and returns what counts them.
    """
    scheme = classification.publication.scheme
    if options.is_dry_run:
        return make_plan(classification, read_stored(scheme, using), report)
    with transaction.atomic(using=using), occasion(Origin.IMPORT):
        _lock_tables(using)
        stored = read_stored(scheme, using)
        plan = make_plan(classification, stored, report)
        if not plan.is_empty:
            write_plan(plan, stored, options.is_draft, on_start(count_writes(plan)))
            relate_all()
            _analyze(using)
    return plan


def _lock_tables(using: str) -> None:
    """Blocks other writers until the transaction ends; readers go on.

    SQLite has one writer at a time in any case.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        names = ", ".join(map(connection.ops.quote_name, LOCKED_TABLES))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _analyze(using: str) -> None:
    """Renews PostgreSQL's statistics.

    By itself it does so only minutes after a bulk insert, and scans whole tables until then.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
