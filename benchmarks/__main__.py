"""Runs all benchmarks, part by part. See README.md beside this file."""

import os
import subprocess
import sys
import time

PARTS = (
    *("ratios", "imports", "pages", "find", "search", "memory", "editing", "machines"),
    *("takeaway", "start"),
)


def main() -> None:
    """Runs each part as `make bench PART=…` does. Exits with 1 if one fails."""
    parts = [part for part in PARTS if part != "imports" or os.environ.get("ESCO")]
    failed = [part for part in parts if not run(part)]
    if failed:
        raise SystemExit(f"Not as they should be: {', '.join(failed)}")


def run(part: str) -> bool:
    """Runs a part, and returns whether it succeeded."""
    print(f"\n=== {part} ===", flush=True)
    start = time.monotonic()
    status = subprocess.run([sys.executable, "-m", f"benchmarks.{part}"]).returncode
    print(f"=== {part}: {time.monotonic() - start:.0f} s ===", flush=True)
    return status == 0


if __name__ == "__main__":
    main()
