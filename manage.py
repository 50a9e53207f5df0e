#!/usr/bin/env python
"""Django's command line for Rolebook."""

import os
import sys


def main() -> None:
    """Runs a command. What the operator can mend is said in a sentence, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    if "--traceback" in sys.argv:
        execute_from_command_line(sys.argv)
        return
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(
            f"The database cannot be used: {str(error).strip()}\n"
            "If it is new, run manage.py migrate first; otherwise see DATABASE_URL."
        )
    except KeyboardInterrupt:
        sys.exit("Stopped. What was not finished is not written.")


if __name__ == "__main__":
    main()
