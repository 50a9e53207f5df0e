import io
import json
import zlib

import pytest

from backup import encryption, file
from backup.encryption import Key, new_salt
from backup.errors import BackupError
from backup.file import BackupReader, BackupWriter
from backup.manifest import Contents, Header, Manifest

COLUMNS = (("id", "integer"), ("text", "text"))
ROWS = {"one": [[1, "ä"], [2, None]], "two": [], "three": [[n, "x" * 50] for n in range(5000)]}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(encryption, "COST", 2)


def manifest_of(header):
    tables = {name: Contents(COLUMNS, len(rows), 9) for name, rows in ROWS.items()}
    return Manifest(header, "sqlite", 5, frozenset([("roles", "0001_initial")]), tables, "a mark")


def written(passphrase=None):
    salt = new_salt() if passphrase else b""
    key = Key.of(passphrase, salt) if passphrase else None
    header = Header("2026-11-30T00:00:00+00:00", "r1", False, salt, key.check if key else b"")
    out = io.BytesIO()
    writer = BackupWriter(out, manifest_of(header), key)
    for name, rows in ROWS.items():
        assert writer.table(name, iter(rows)) == len(rows)
    writer.finish()
    return out.getvalue()


def read(data, passphrase=None):
    reader = BackupReader(io.BytesIO(data))
    if reader.header.is_encrypted:
        reader.unlock(passphrase)
    manifest = reader.manifest()
    return manifest, {name: list(rows) for name, rows in reader.tables(manifest)}


def forged(*lines):
    """A file with other lines than we would write, packed as ours are."""
    header = Header("2026-11-30T00:00:00+00:00", "r1", False).as_line()
    return header + zlib.compress(b"".join(line + b"\n" for line in lines))


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_what_is_written_is_read(passphrase):
    manifest, rows = read(written(passphrase), passphrase)

    assert rows == ROWS
    assert manifest == manifest_of(manifest.header)
    assert manifest.header.release == "r1"


def test_encrypted_file_shows_nothing_of_what_it_holds():
    assert b"migrations" not in written("secret")
    assert b"roles" not in written("secret")


def test_encrypted_file_is_not_read_without_its_passphrase():
    with pytest.raises(BackupError, match="is encrypted"):
        BackupReader(io.BytesIO(written("secret"))).manifest()
    with pytest.raises(BackupError, match=r"^The passphrase is not that of the file\.$"):
        read(written("secret"), "Secret")


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_file_that_is_cut_short_anywhere_is_refused(passphrase):
    data = written(passphrase)

    for length in [*range(0, 400, 7), *range(400, len(data), 997), len(data) - 1]:
        with pytest.raises(BackupError):
            read(data[:length], passphrase)


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_file_with_a_changed_bit_anywhere_is_refused(passphrase):
    """But for the few bits that fill up the last byte of what is packed: they mean nothing."""
    data = written(passphrase)
    packed_end = len(data) - 5  # before the checksum of zlib

    near_the_ends = [*range(0, 400, 3), *range(len(data) - 20, len(data))]
    for place in [*near_the_ends, *range(400, len(data), 997)]:
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        if passphrase or place != packed_end:
            with pytest.raises(BackupError):
                read(bytes(changed), passphrase)


def test_file_that_goes_on_after_its_end_is_refused():
    for more in (b"\n", b"x", written()):
        with pytest.raises(BackupError, match="damaged"):
            read(written() + more)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\n", b"SQLite format 3\0", b"x" * 9_000])
def test_foreign_file_is_refused(data):
    with pytest.raises(BackupError, match=r"^The file is no backup of Rolebook\.$"):
        read(data)


def test_row_that_was_exchanged_is_noticed():
    lines = zlib.decompress(written().split(b"\n", 1)[1]).split(b"\n")[:-1]
    assert json.loads(lines[1]) == [1, "ä"]
    lines[1] = json.dumps([1, "ö"]).encode()

    with pytest.raises(BackupError, match="damaged"):
        read(forged(*lines))


def test_small_file_that_claims_to_hold_a_huge_row_is_refused(monkeypatch):
    monkeypatch.setattr(file, "LONGEST_LINE", 3 * file.PIECE)
    lines = zlib.decompress(written().split(b"\n", 1)[1]).split(b"\n")

    with pytest.raises(BackupError, match="larger than anything"):
        read(forged(lines[0], b"[" + b" " * 5 * file.PIECE))


def test_row_of_millions_of_values_is_refused_before_it_is_parsed():
    lines = zlib.decompress(written().split(b"\n", 1)[1]).split(b"\n")

    for row in (b"[" + b"[]," * 700_000 + b"1]", b"[" * 2_000_000):
        with pytest.raises(BackupError, match="larger than anything"):
            read(forged(lines[0], row))


def test_long_text_is_no_long_row():
    lines = zlib.decompress(written().split(b"\n", 1)[1]).split(b"\n")[:-1]
    lines[1] = json.dumps([1, '"\\ ' * 800_000]).encode()

    with pytest.raises(BackupError, match="damaged"):  # by its checksum only
        read(forged(*lines))


def test_list_of_contents_is_short():
    with pytest.raises(BackupError, match="larger than anything"):
        read(forged(b'"' + b"x" * 2_000_000 + b'"'))


def test_row_that_could_not_be_restored_is_not_backed_up(monkeypatch):
    monkeypatch.setattr(file, "LONGEST_LINE", 20)

    with pytest.raises(BackupError, match="A row of the table three is too large"):
        written()
