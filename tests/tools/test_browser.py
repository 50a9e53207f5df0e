import pytest

from tests.tools import browser
from tests.tools.browser import chromium_path


@pytest.fixture
def installed(monkeypatch):
    """The programs that a machine has."""
    programs = set()

    def which(name, path=None):
        return f"/usr/bin/{name}" if name in programs and not path else None

    monkeypatch.setattr(browser.shutil, "which", which)
    return programs


def test_chromium_without_windows_comes_first(installed):
    installed |= {"chromium", "chromium-headless-shell"}
    assert chromium_path() == "/usr/bin/chromium-headless-shell"

    installed.remove("chromium-headless-shell")
    assert chromium_path() == "/usr/bin/chromium"


def test_machine_without_chromium_says_so(installed):
    with pytest.raises(FileNotFoundError, match="No Chromium is installed"):
        chromium_path()
