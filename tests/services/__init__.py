"""What the tests need beside Python: a throwaway PostgreSQL server and a browser."""

from pathlib import Path

# Where those are kept that are not installed on the machine.
FOLDER = Path(__file__).resolve().parents[2] / "var" / "services"
