#!/usr/bin/env python
"""Django's command line for Rolebook."""

import logging
import os
import sys


def main() -> None:
    """Runs a command. Errors that an operator can fix are one sentence, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    if "runserver" not in sys.argv:
        log_problems_only()
    if "--traceback" in sys.argv:
        execute_from_command_line(sys.argv)
        return
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {str(error).strip()}{advice(error)}")
    except OSError as error:  # of a disk that is full or read-only, mostly
        sys.exit(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
    except KeyboardInterrupt:
        sys.exit("Stopped. What was not finished is not written.")


def advice(error: Exception) -> str:
    """What may help where no database answers; one that is full or cannot be written has."""
    name = getattr(error.__cause__, "sqlite_errorname", "SQLITE_ERROR")
    if getattr(error.__cause__, "sqlstate", None) or name not in (
        "SQLITE_ERROR",
        "SQLITE_CANTOPEN",
    ):
        return ""
    return "\nIf it is new, run manage.py migrate first; otherwise see DATABASE_URL."


def log_problems_only() -> None:
    """A command says itself what it does: of the log, only warnings and errors stand between.

    They are as the site's, and in plain words for a person at a terminal.
    """
    logging.disable(logging.INFO)
    if sys.stderr.isatty():
        os.environ.setdefault("LOG_FORMAT", "text")


if __name__ == "__main__":
    main()
