"""`python -m backup PATH`: the process that brings an older backup up to date (`backup.older`).

Reads it from its standard input, and writes the newer one to PATH.
"""

import sys
from pathlib import Path

import django
from django.core.management.base import CommandError


def main(path: Path) -> None:
    """What is wrong is said in a sentence, which ends the process."""
    django.setup()
    from backup.errors import told_in_a_sentence
    from backup.older import bring_up_to_date

    try:
        with told_in_a_sentence("It stopped:"):
            bring_up_to_date(sys.stdin.buffer, path)
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
