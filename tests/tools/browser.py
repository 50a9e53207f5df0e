"""The Chromium that browser tests drive."""

import shutil

from tests.tools import FOLDER

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """The path of the installed Chromium.

    Raises FileNotFoundError where there is none; `make test` installs it first.
    """
    for name in NAMES:
        if path := shutil.which(name) or shutil.which(name, path=FOLDER / "chromium"):
            return path
    raise FileNotFoundError("No Chromium is installed.")
