"""The files around the code agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text()
LOCKS = sorted(path.name for path in ROOT.glob("*.lock"))


def locked(name):
    """The versions in a lock file, by package."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def listed_dependencies():
    project = tomllib.loads(PYPROJECT)
    groups = project["dependency-groups"].values()
    return [*project["project"]["dependencies"], *(one for group in groups for one in group)]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_no_host(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_tests_run_on_the_versions_that_serve():
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")

    assert runtime.items() <= development.items()


def test_every_listed_dependency_is_locked():
    names = {re.match(r"[a-z0-9-]+", line).group() for line in listed_dependencies()}

    assert names <= {package for name in LOCKS for package in locked(name)}


def test_every_dependency_carries_its_reason():
    lines = {line.strip() for line in PYPROJECT.splitlines()}
    with_reason = {line.split('"')[1] for line in lines if re.match(r'".+",\s+# \w', line)}

    assert set(listed_dependencies()) - with_reason == set()


def test_the_image_holds_every_package():
    packages = tomllib.loads(PYPROJECT)["tool"]["importlinter"]["root_packages"]
    ignored = (ROOT / ".dockerignore").read_text().splitlines()

    assert [package for package in packages if f"!{package}" not in ignored] == []


def test_what_the_image_takes_exists():
    allowed = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)

    assert [name for name in allowed if not (ROOT / name).exists()] == []


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split()
    helped = re.findall(r"^([a-z-]+):.* ## \S", makefile, re.MULTILINE)

    assert helped == targets


# What the image and the services settle among themselves, or nobody wants in a container.
SETTLED = {
    *("DEBUG", "ENVIRONMENT_FILE", "HOST", "INDEX_DIR", "PORT", "RELEASE", "STATIC_ROOT", "VAR_DIR")
}


def test_services_hand_on_every_setting_with_its_default():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    handed_on = services["web"]["environment"]
    settings = (ROOT / "docs" / "settings.md").read_text()
    documented = {*re.findall(r"^\| `([A-Z_]+)` \|", settings, re.MULTILINE)}

    assert documented - handed_on.keys() == SETTLED
    assert handed_on.keys() <= documented
    assert {name for name, value in handed_on.items() if value is not None} == {
        *("ALLOWED_HOSTS", "CACHE_URL", "DATABASE_URL", "HTTPS", "SECRET_KEY", "TRUST_PROXY")
    }


def test_no_service_starts_without_its_secrets():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]

    assert services["web"]["environment"]["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert services["database"]["environment"]["POSTGRES_PASSWORD"].startswith(
        "${POSTGRES_PASSWORD:?"
    )
