"""The drill by the rules of HTTP Observatory, which is a test: tests/test_observatory.py."""

import subprocess
import sys

from drills.drill import Counts, Drill, Found
from drills.sites import ROOT, Sites


def drill(sites: Sites, counts: Counts) -> Found:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "tests/test_observatory.py"], cwd=ROOT, capture_output=True, text=True
    )
    last = (done.stdout.splitlines() or [""])[-1]
    found = Found([last])
    found.check(done.returncode == 0, f"a rule is broken:\n{done.stdout[-3000:]}")
    return found


DRILL = Drill(
    name="HTTP Observatory, by its published rules",
    to_reach="135 points, without preloading",
    short={"pass": 1},
    full={"pass": 1},
    run=drill,
)
