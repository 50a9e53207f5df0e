"""Indexes of a few roles, built without a database or from what is in it."""

from pathlib import Path

from search.closest.building import build, build_current
from search.closest.file import read
from search.closest.rows import FIRST, OTHER, Title, TitleRows
from search.closest.scoring import Index

BAKER, PHOTOGRAPHER, BIOLOGIST, DRIVER, COOK = 1, 2, 3, 4, 5


def rows_of_five_roles() -> TitleRows:
    """Five roles in English and Polish, with families, other titles, texts and skills."""
    rows = TitleRows()
    for role, english, polish, others, family, text, skill in (
        (BAKER, "baker", "piekarz", ["bread maker"], "Food makers", "Bakes bread.", "bake bread"),
        (PHOTOGRAPHER, "photographer", "fotograf", [], "Artists", "Takes photos.", "use cameras"),
        (BIOLOGIST, "biologist", "biolog", [], "Scientists", "Studies life, biology.", "biology"),
        (DRIVER, "taxi driver", "taksówkarz", ["cab driver"], "Drivers", "Drives.", "drive cars"),
        (COOK, "cook", "kucharz", ["apprentice"], "Food makers", "Cooks meals.", "cook meat"),
    ):
        rows.add_title(Title(role, "en", english, FIRST))
        rows.add_title(Title(role, "pl", polish, FIRST))
        for other in others:
            rows.add_title(Title(role, "en", other, OTHER))
        rows.add_family(role, "en", family)
        rows.add_text(role, "en", text)
        rows.add_text(role, "en", skill, 0.5)
    return rows.in_order()


def index_of(rows: TitleRows, folder: Path, stamp: str = "1") -> Index:
    """The index of rows, as it is read from its file."""
    build(folder / "index", stamp, rows)
    return Index(read(folder / "index"))


def build_here(settings: object, folder: Path) -> None:
    """Keeps the index of closest titles in a folder, and builds it from the database."""
    settings.INDEX_DIR = folder
    build_current()
