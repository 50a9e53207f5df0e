"""How large files will be, by what pages know of them: rows, and how much text stands in these.

A page is shown far more often than its files are made, so none is made to find out. Tests compare
with the files themselves.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from core.files import PageFiles
from sources.rendering import acknowledgements
from translations.interface import gettext


class TableShape(NamedTuple):
    """What a row takes besides the text that its page counts, in bytes, by the format; the texts of
    the interface of which one each stands in it, for people; and whether an address does.
    """

    csv: int
    json: int
    xlsx: int
    labels: tuple[tuple[str, ...], ...] = ()
    has_address: bool = True


STAGES = (_("Specialist"), _("Lead"), _("Manager"))
SECTIONS = (_("Skills"), _("Responsibilities"))
NEEDS = (_("essential"), _("useful"))
CHANGES = (_("New to you"), _("Already familiar"), _("What you would leave behind"))
SHAPES = {
    "roles": TableShape(46, 250, 25, (STAGES,)),
    "role": TableShape(73, 232, 33, (SECTIONS, NEEDS)),
    "skills": TableShape(72, 215, 31),
    "tools": TableShape(38, 115, 19),
    "metrics": TableShape(88, 214, 61),
    "compare": TableShape(24, 38, 16, has_address=False),
    "find": TableShape(115, 316, 79),
    "move": TableShape(26, 132, 35, (SECTIONS[:1], NEEDS, CHANGES), has_address=False),
}
# What stands before the rows and around them.
HEAD = TableShape(270, 420, 5_650)
COMPRESSED = 0.33  # of a text, in a workbook; more of one that is nowhere else in it
ONCE_COMPRESSED = 0.4


def estimate(files: PageFiles) -> Mapping[str, float]:
    """About how many bytes each file of a page takes."""
    shape = SHAPES[files.kind]
    text = files.text + shape.has_address * files.rows * files.site
    labels = sum(map(_mean_length, shape.labels))
    thanks = len(acknowledgements().encode())
    return {
        "csv": HEAD.csv + thanks + text + files.rows * (shape.csv + labels),
        "json": HEAD.json + thanks + text + files.rows * (shape.json + files.names),
        "xlsx": HEAD.xlsx + ONCE_COMPRESSED * thanks + COMPRESSED * text + files.rows * shape.xlsx,
    }


def _mean_length(labels: tuple[str, ...]) -> float:
    return sum(len(gettext(label).encode()) for label in labels) / len(labels)
