"""Judges migrations: a program of the release before must be able to go on while they run.

`python -m tests.tools.migrations` reads the SQL that each would run on PostgreSQL, from a server
that is there only for that, and ends with what is wrong with it. CONTRIBUTING.md says what to do
then.
"""

import logging
import os
import sys

import django
from django.conf import settings
from django_migration_linter import MigrationLinter

from tests.tools import postgres

# A migration that may do what others must not, and why.
EXCEPTIONS = {
    ("roles", "0002_retired_roles_and_skill_titles"): "nothing was released before it",
    ("sources", "0002_retired_roles_and_skill_titles"): "nothing was released before it",
}
Key = tuple[str, str]


def refused(linter: MigrationLinter) -> set[Key]:
    """App and name of the migrations that break a rule; the reasons are printed unless excepted."""
    found = set()
    for key, migration in sorted(linter.migration_loader.disk_migrations.items()):
        if not (settings.BASE_DIR / key[0]).is_dir():
            continue  # Django's own
        linter.no_output = key in EXCEPTIONS
        before = linter.nb_erroneous
        linter.lint_migration(migration)
        if linter.nb_erroneous > before:
            found.add(key)
    return found


def problems(found: set[Key]) -> list[str]:
    """What is wrong, given the migrations that break a rule."""
    return [
        *(f"{app}/{name} stops a program that is running." for app, name in found - {*EXCEPTIONS}),
        *(f"{app}/{name} is excepted but needs not be." for app, name in {*EXCEPTIONS} - found),
    ]


def main() -> None:
    """Ends with the problems, or with nothing to say."""
    with postgres.throwaway_server() as url:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        django.setup()
        logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
        linter = MigrationLinter(
            no_cache=True, all_warnings_as_errors=True, quiet=["ok", "ignore", "warning"]
        )
        found = refused(linter)
    sys.exit("\n".join(sorted(problems(found))) or 0)


if __name__ == "__main__":
    main()
