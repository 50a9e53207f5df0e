"""Does all drills, or those that are named. See README.md beside this file.

Exits with 1 if one does not hold, and with 2 if something could not be checked.
"""

import argparse
import signal
import sys
from importlib import import_module

from drills.drill import Drill, Found, hold
from drills.sites import sites_for_drills

DRILLS = (
    *("hostile", "observatory", "stopped", "frozen", "killed", "reloads"),
    *("imports", "writers", "connections", "backups"),
)


def drill_named(name: str) -> Drill:
    found: Drill = import_module(f"drills.{name}").DRILL
    return found


def summary(found: dict[str, Found]) -> list[str]:
    return [f"{name:14}{one.word}" for name, one in found.items()]


def exit_status(found: dict[str, Found]) -> int:
    if any(one.faults for one in found.values()):
        return 1
    return 2 if any(one.unchecked for one in found.values()) else 0


def main() -> None:
    # As Ctrl+C, which no drill takes for one that broke off: all servers are ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="drills")
    parser.add_argument("names", nargs="*", metavar="DRILL", help=", ".join(DRILLS))
    parser.add_argument("--full", action="store_true", help="as often as the table says")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(DRILLS):
        parser.error(f"There is no drill {', '.join(sorted(unknown))}.")
    with sites_for_drills() as sites:
        names = chosen.names or DRILLS
        found = {name: hold(drill_named(name), sites, chosen.full) for name in names}
    print("", *summary(found), sep="\n")
    sys.exit(exit_status(found))


if __name__ == "__main__":
    main()
