"""What is asked of an import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """What of a download is wanted.

    `languages` and `only` (beginnings of the codes of groups) are empty for all of it. `adapted`
    names lists that are known to be adapted; others are if they look so.
    """

    path: Path
    languages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    version: str = ""
    adapted: tuple[str, ...] = ()
    replaced_by: Path | None = None
