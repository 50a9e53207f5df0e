"""What pages of the vocabulary draw: the skill mix of the roles that use it.

Every public function here is one of the templates'.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from core.markup import html
from skills.mix import MixRow, mix_cells, mixes

GROUPS = 6  # rows of the pattern where there is nothing to show
LOGO = (5, 3, 5, 3, 4, 2)  # filled cells of each row, as a mix counts them


def knit(rows: Sequence[MixRow] = ()) -> Markup:
    """The ornament of a role: a row a skill group. Without rows, an unfilled pattern."""
    return _knit(tuple(row.count for row in rows) or (0,) * GROUPS)


def logo() -> Markup:
    """The site's mark: a pattern as ornaments have one."""
    return _knit(LOGO)


@lru_cache(maxsize=1_000)
def _knit(counts: tuple[int, ...]) -> Markup:
    cells = [mix_cells(count) for count in counts]
    paths = {True: "", False: ""}
    for y, row in enumerate(cells):
        for x, filled in enumerate(row):
            paths[filled] += f"M{x * 6} {y * 6}h5v5h-5z"
    return html(
        '<svg class="knit" viewBox="0 0 53 {}" aria-hidden="true" focusable="false">'
        '<path class="off" d="{}"/><path class="on" d="{}"/></svg>',
        len(cells) * 6 - 1,
        paths[False],
        paths[True],
    )


def role_mixes(uses: Iterable[Any]) -> dict[int, list[MixRow]]:
    """The mixes of the roles that some skills, tools or metrics are used by, by role id."""
    return mixes({use.role_id for use in uses})


def has_gap(rows: list[MixRow]) -> bool:
    """Whether a mix has a group without skills."""
    return any(not row.count for row in rows)


def mix_total(rows: list[MixRow]) -> int:
    """The number of skills that a mix counts."""
    return sum(row.count for row in rows)
