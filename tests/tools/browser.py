"""The Chromium that browser tests drive."""

import shutil

from tests.tools import FOLDER

# The first has no windows: it opens a page in a third of the time, and is the same besides.
NAMES = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
# With it, text is as wide there as in a window.
ARGUMENTS = ["--font-render-hinting=none"]


def chromium_path() -> str:
    """The path of the installed Chromium.

    Raises FileNotFoundError where there is none; `make test` installs it first.
    """
    for name in NAMES:
        if path := shutil.which(name) or shutil.which(name, path=FOLDER / "chromium"):
            return path
    raise FileNotFoundError("No Chromium is installed.")
