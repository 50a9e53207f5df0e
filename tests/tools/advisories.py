"""`make audit`: whether a pinned requirement is known to be vulnerable.

Compares the lock files with a local copy of an advisory database in the format of OSV
(https://ossf.github.io/osv-schema/): a folder of JSON or YAML files, such as a clone of
https://github.com/pypa/advisory-database or the unpacked
https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip, or one such file. Nothing is asked
over the network. Exits with 1 if something is found, and with 2 if nothing could be compared.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
SUFFIXES = {".json", ".yaml", ".yml"}


class Vulnerability(NamedTuple):
    """A pinned requirement that an advisory names."""

    name: str
    version: str
    advisory: str
    summary: str
    fixed: list[str]


def pinned(paths: list[Path]) -> set[tuple[str, str]]:
    """The names and versions in lock files."""
    pairs = (pair for path in paths for pair in PINNED.findall(path.read_text()))
    return {(canonicalize_name(name), version) for name, version in pairs}


def advisories(place: Path) -> Iterator[dict[str, Any]]:
    """The advisories in a folder or a file. Raises ValueError for a file that is none."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    for file in files:
        if file.suffix in SUFFIXES and file.is_file() and ".git" not in file.parts:
            yield from _read(file)


def _read(file: Path) -> list[dict[str, Any]]:
    text = file.read_text(encoding="utf-8")
    try:
        found = json.loads(text) if file.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{file} cannot be read: {error}") from error
    listed = found if isinstance(found, list) else [found]
    # A copy may hold other files, such as its own configuration.
    return [item for item in listed if isinstance(item, dict) and "affected" in item]


def findings(
    requirements: set[tuple[str, str]], known: list[dict[str, Any]]
) -> Iterator[Vulnerability]:
    """What the advisories say of the requirements; withdrawn ones say nothing."""
    versions: dict[str, list[str]] = {}
    for name, version in sorted(requirements):
        versions.setdefault(name, []).append(version)
    for advisory in known:
        if advisory.get("withdrawn"):
            continue
        for affected in advisory["affected"]:
            name = _name(affected)
            for version in versions.get(name, []):
                if is_affected(Version(version), affected):
                    summary = advisory.get("summary") or advisory.get("details", "")
                    line = summary.strip().partition("\n")[0]
                    yield Vulnerability(name, version, advisory["id"], line, _fixed(affected))


def _name(affected: dict[str, Any]) -> str:
    package = affected.get("package", {})
    is_python = package.get("ecosystem", "").partition(":")[0] == "PyPI"
    return canonicalize_name(package["name"]) if is_python else ""


def is_affected(version: Version, affected: dict[str, Any]) -> bool:
    """Whether a version is listed, or lies in a range (OSV's own rule of evaluation)."""
    return any(_same(version, text) for text in affected.get("versions", [])) or any(
        _is_within(version, events["events"])
        for events in affected.get("ranges", [])
        if events["type"] == "ECOSYSTEM"
    )


def _same(version: Version, text: str) -> bool:
    try:
        return version == Version(text)
    except InvalidVersion:
        return False


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """Events are passed in the order of their versions: each turns the state on or off."""
    is_within = False
    for moment, kind in sorted(_moments(events)):
        if version > moment or (version == moment and kind != "last_affected"):
            is_within = kind == "introduced"
    return is_within


def _moments(events: list[dict[str, str]]) -> Iterator[tuple[Version, str]]:
    for event in events:
        for kind in ("introduced", "fixed", "last_affected"):
            if kind in event:
                yield Version(event[kind]), kind


def _fixed(affected: dict[str, Any]) -> list[str]:
    events = (event for found in affected.get("ranges", []) for event in found["events"])
    return sorted(
        {event["fixed"] for event in events if "fixed" in event and "." in event["fixed"]}
    )


def main(place: str, *locks: str) -> int:
    """Prints what is found. Returns the exit status."""
    if not place or not Path(place).exists():
        print(f"Nothing was compared: there is no advisory database at “{place}”.\n"
              "Give the path of a copy: make audit ADVISORIES=path (SECURITY.md)")  # fmt: skip
        return 2
    try:
        known = list(advisories(Path(place)))
    except ValueError as error:
        print(f"Nothing was compared: {error}")
        return 2
    about_python = [item for item in known if any(_name(each) for each in item["affected"])]
    if not about_python:
        print(f"Nothing was compared: {place} has no advisory about a Python package.")
        return 2
    requirements = pinned([Path(lock) for lock in locks])
    found = sorted(set(map(_hashable, findings(requirements, about_python))))
    for line in found:
        print(line)
    newest = max(str(item.get("modified", "")) for item in about_python)
    print(f"{len(requirements)} requirements, {len(about_python)} advisories, the newest of"
          f" {newest[:10] or 'an unknown day'}: {len(found)} found.")  # fmt: skip
    return 1 if found else 0


def _hashable(finding: Vulnerability) -> str:
    fixed = f" (fixed in {', '.join(finding.fixed)})" if finding.fixed else ""
    return f"{finding.name} {finding.version}: {finding.advisory} {finding.summary}{fixed}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
