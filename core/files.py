"""How large the files of a page are, which is said before anybody has made them.

Links to files stand on pages of packages that know nothing of files. Such a page tells of which
kind it is, how many rows its files have, and how much text; the package that makes files registers
what that comes to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PageFiles:
    """What a page knows of its files: its kind, how many rows they have, and how much text.

    `site` is the length of the site's address, `names` that of the names of columns that only this
    page has.
    """

    kind: str
    rows: int
    text: int
    site: int
    names: int


Estimate = Callable[[PageFiles], Mapping[str, float]]  # bytes by the name of the format
_estimates: list[Estimate] = []


def register_sizes(estimate: Estimate) -> None:
    """Registers how sizes are estimated."""
    _estimates[:] = [estimate]


def estimated_sizes(files: PageFiles) -> Mapping[str, float]:
    """About how many bytes the files of a page take, by the names of their formats."""
    (estimate,) = _estimates
    return estimate(files)


def text_bytes(texts: Iterable[object]) -> int:
    """How many bytes some texts take in a file."""
    return len("".join(map(str, texts)).encode("utf-8", "replace"))
