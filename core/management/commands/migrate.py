"""Brings the database up to date, as Django's own command does, and makes a new one.

Nothing else makes a SQLite file: where one is lost, the site must not go on with an empty one.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from core.sqlite3.files import path_of

MODE = 0o600


class Command(migrate.Command):
    """Makes the SQLite file if there is none, and migrates.

    It holds hashes of passwords: nobody but its owner may read it. SQLite gives the files that it
    makes beside it the same mode.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """The file is made first: Django's checks of models ask the database what it can do."""
        name = str(connections[options["database"]].settings_dict["NAME"])
        if name.startswith("file:/") and (path := path_of(name)):
            _make_file(path)
        return super().execute(*args, **options)


def _make_file(path: Path) -> None:
    try:
        path.touch(MODE)
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}).") from error
