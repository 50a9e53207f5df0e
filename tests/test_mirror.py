"""Tests mirror the source: tests/roles/test_browse.py is about roles/browse.py."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
# They are about no single module: whole pages, and journeys in a browser.
WITHOUT_SOURCE = ("browser", "pages")
# Test modules that are about no single module of the source, and why.
EXCEPTIONS = {
    "pagecache/test_sent_outdated.py": "pages from before a change, while new ones are made",
    "roles/admin/test_role_queries.py": "what saving the form of a role costs",
    "roles/admin/test_translator.py": "what one group of people may do on all pages of admin",
    "search/engines/test_engines.py": "what all engines have in common",
    "search/engines/test_same_order.py": "compares the engines of both databases",
}


def mirrored_modules() -> list[str]:
    """The test modules in the folders of packages, and of tests/tools."""
    paths = (path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))
    return sorted(
        path.as_posix()
        for path in paths
        if len(path.parts) > 1 and path.parts[0] not in WITHOUT_SOURCE
    )


def source_of(module: str) -> Path | None:
    """The module of the source that a test module is about, if there is one."""
    path = Path(module)
    name = path.stem.removeprefix("test_")
    root = TESTS if path.parts[0] == "tools" else ROOT
    candidates = (root / path.parent / file for file in (f"{name}.py", f"__{name}__.py"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("roles/test_browse.py", "roles/browse.py"),
        ("benchmarks/test_main.py", "benchmarks/__main__.py"),
        (
            "roles/management/commands/test_relate_roles.py",
            "roles/management/commands/relate_roles.py",
        ),
        ("tools/test_setup.py", "tests/tools/setup.py"),
    ],
)
def test_source_of_a_test_module_has_its_path_and_name(module, source):
    assert source_of(module) == ROOT / source


def test_every_test_module_has_a_source_module():
    without_source = {module for module in mirrored_modules() if not source_of(module)}

    assert without_source == set(EXCEPTIONS)


def test_what_is_no_test_stands_in_a_folder_of_its_own():
    """Pytest looks for conftest.py there, and pyproject.toml names the settings."""
    helpers = {path.name for path in TESTS.glob("*.py") if not path.name.startswith("test_")}

    assert helpers == {"conftest.py", "settings.py"}


def test_no_test_module_imports_another():
    """What several use is a helper: it stands in tests/support, or beside them."""
    importing = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if re.search(r"^from tests\.(\w+\.)*test_\w+ import", path.read_text(), re.MULTILINE)
    }

    assert importing == set()
