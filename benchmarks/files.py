"""Measures files of long lists and the download of everything, at the size of ESCO. See README.md.

`make bench PART=takeaway ESCO=path`
"""

import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from benchmarks.imports import run_command
from benchmarks.sites import DATABASES, ESCO_ROLES, esco_path, filled_site, run_python

# Seconds of a processor, and megabytes, that each may take at most.
TARGETS = {"xlsx": (3, 60), "zip": (30, 300)}


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_list(name: str) -> None:
    """Prints the seconds, the memory and the size of a file of all skills in Finnish."""
    import django

    django.setup()
    from downloads.term_tables import skills_table
    from downloads.writers import write
    from skills.listing import SkillChoice, SkillList
    from translations.languages import language_activated

    with language_activated("fi"), TemporaryFile() as file:
        ids = SkillList(SkillChoice(), "fi").ids()
        before, start = megabytes(), time.process_time()
        write(skills_table(ids, "/fi/skills/", ""), name, file)
        seconds = time.process_time() - start
        print(f"{seconds} {megabytes() - before} {file.tell() / 1e6} {len(ids)}")


def report(database: str, name: str, seconds: float, memory: float, size: float) -> bool:
    """Prints a line, and returns whether a target is missed."""
    most_seconds, most_memory = TARGETS.get(name, (None, None))
    print(
        f"{database:12}{name:6}{seconds:10.2f}{most_seconds or '':8}{memory:10.0f}"
        f"{most_memory or '':8}{size:8.1f}",
        flush=True,
    )
    return bool(most_seconds and seconds > most_seconds) or bool(
        most_memory and memory > most_memory
    )


def main() -> None:
    """Measures on both databases. Exits with 1 if a target is missed."""
    if names := sys.argv[1:]:
        measure_list(*names)
        return
    missed = False
    print(f"{'':12}{'':6}{'seconds':>10}{'most':>8}{'MB':>10}{'most':>8}{'size':>8}", flush=True)
    for database in DATABASES:
        with (
            filled_site(database, ESCO_ROLES, esco_path()) as site,
            TemporaryDirectory() as folder,
        ):
            variables = {"DJANGO_SETTINGS_MODULE": "config.settings", **site}
            for name in ("csv", "xlsx", "json"):
                line = run_python(["-m", "benchmarks.files", name], variables)
                seconds, memory, size, _rows = map(float, line.split())
                missed |= report(database, name, seconds, memory, size)
            path = Path(folder) / "all.zip"
            cost = run_command(["export_content", "--to", str(path)], site)
            size = os.path.getsize(path) / 1e6
            missed |= report(database, "zip", cost.cpu_seconds, cost.megabytes, size)
    sys.exit(missed)


if __name__ == "__main__":
    main()
