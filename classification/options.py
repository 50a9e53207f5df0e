"""The options of an import."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ReadOptions:
    """What to read of a download at `path`.

    `languages` and `only` (prefixes of group codes) are empty for all of it. `adapted` names lists
    that are known to be adapted, besides those that look so. `is_strict` refuses any problem.
    """

    path: Path
    languages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    version: str = ""
    adapted: tuple[str, ...] = ()
    replaced_by: Path | None = None
    is_strict: bool = False


@dataclass(frozen=True)
class ImportOptions:
    """How to write: `is_dry_run` writes nothing, `is_draft` makes new roles drafts."""

    is_dry_run: bool = False
    is_draft: bool = False
