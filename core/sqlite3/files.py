"""Which file a SQLite database is."""

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

FileId = tuple[int, int]  # of the system: a file that takes another's place has one of its own


@lru_cache(maxsize=10)
def path_of(name: str) -> Path | None:
    """The file that the setting NAME names, as a path or as a URI; None for one in memory."""
    if name.startswith("file:/"):
        return Path(url2pathname(urlsplit(name).path))
    return None if name.startswith((":", "file:")) else Path(name)


def file_id(name: str) -> FileId | None:
    """Which file is there now; None where there is none."""
    if (path := path_of(name)) is None:
        return None
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
