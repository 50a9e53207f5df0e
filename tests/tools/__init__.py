"""What runs beside the tests: a throwaway PostgreSQL server, a browser, the judge of migrations."""

from pathlib import Path

# Where those are kept that are not installed on the machine.
FOLDER = Path(__file__).resolve().parents[2] / "var" / "services"
