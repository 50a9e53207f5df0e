import json

import pytest

from backup.errors import BackupError
from backup.manifest import MAGIC, Contents, Header, Manifest, in_words
from backup.tables import tables

HEADER = Header("2026-11-30T06:00:00+00:00", "r1", True)
KEYED = Header("2026-11-30T06:00:00+00:00", "r1", False, b"s" * 16, b"c" * 8)
MANIFEST = Manifest(
    HEADER,
    "postgresql",
    7,
    frozenset([("roles", "0001_initial"), ("core", "0001_initial")]),
    {"one": Contents((("id", "integer"),), 3, None), "two": Contents((), 1, 12)},
    "a mark",
    "the key",
)


@pytest.mark.parametrize("header", [HEADER, KEYED])
def test_header_is_read_as_it_was_written(header):
    assert Header.of(header.as_line()) == header


def test_header_says_when_it_was_made():
    assert HEADER.day == "2026-11-30 06:00 UTC"


def test_manifest_is_read_as_it_was_written():
    assert Manifest.of(MANIFEST.as_line(), HEADER.as_line()) == MANIFEST


def test_manifest_of_another_header_is_refused():
    with pytest.raises(BackupError, match="damaged"):
        Manifest.of(MANIFEST.as_line(), KEYED.as_line())


def changed(line, **values):
    return json.dumps(json.loads(line) | values).encode()


@pytest.mark.parametrize(
    "values",
    [
        {"format": "1"},
        {"release": None},
        {"made_at": "yesterday"},
        {"made_at": 5},
        {"is_rotated": "yes"},
        {"encryption": "scrypt-aes256gcm"},
        {"encryption": "scrypt-aes256gcm", "salt": "no", "check": 1},
        {"encryption": "scrypt-aes256gcm", "salt": "é", "check": "é"},
    ],
)
def test_forged_header_is_refused(values):
    line = changed(HEADER.as_line().removeprefix(MAGIC), **values)

    with pytest.raises(BackupError):
        Header.of(MAGIC + line)


def test_newer_format_names_its_release():
    line = changed(HEADER.as_line().removeprefix(MAGIC), format=2, release="2030-01")

    with pytest.raises(BackupError, match=r"made by a newer release of Rolebook \(2030-01\)"):
        Header.of(MAGIC + line)


@pytest.mark.parametrize(
    "values",
    [
        {"header": "another"},
        {"header": None},
        {"engine": 1},
        {"content_version": "7"},
        {"migrations": "all"},
        {"migrations": [1]},
        {"migrations": [["a", "b", "c"]]},
        {"tables": []},
        {"tables": {"one": 1}},
        {"tables": {"one": {"columns": [["id"]], "rows": 1, "last_key": None}}},
        {"tables": {"one": {"columns": [], "rows": "1", "last_key": None}}},
        {"tables": {"one": {"columns": [], "rows": 1, "last_key": "x"}}},
        {"key_mark": None},
        {"secret_key": 5},
    ],
)
def test_forged_manifest_is_refused(values):
    with pytest.raises(BackupError, match="damaged"):
        Manifest.of(changed(MANIFEST.as_line(), **values), HEADER.as_line())


@pytest.mark.parametrize("line", [b"", b"[]", b"null", b"{}", b"{", b"\xff", b"[" * 100_000])
def test_line_that_is_no_manifest_is_refused(line):
    with pytest.raises(BackupError, match="damaged"):
        Manifest.of(line, HEADER.as_line())


def test_table_that_is_another_here_is_found():
    here = {name: tables()[name] for name in ("roles_role", "skills_skill")}
    there = {name: Contents(table.columns, 0, 0) for name, table in here.items()}

    def misfit(tables):
        return Manifest(HEADER, "sqlite", 1, frozenset(), tables, "").misfit(here)

    turned = {name: Contents(table.columns[::-1], 0, 0) for name, table in here.items()}
    assert misfit(there) is None
    assert misfit(turned) is None
    assert misfit({"roles_role": there["roles_role"]}) == "skills_skill"
    assert misfit(there | {"evil": there["roles_role"]}) == "evil"
    assert misfit(there | {"roles_role": there["skills_skill"]}) == "roles_role"


def test_backup_is_described_in_words():
    assert in_words(MANIFEST) == "4 rows of 2 tables, not encrypted, with the secret key"
