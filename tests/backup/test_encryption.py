import io
import unicodedata

import pytest

from backup import encryption
from backup.encryption import CHUNK, TAG, Encryptor, Key, decrypted, new_salt
from backup.errors import BackupError

LINE = b"first line\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(encryption, "COST", 2)


@pytest.fixture
def key():
    return Key.of("a passphrase", b"salt" * 4)


def encrypted(data, key, piece=700_001):
    file = io.BytesIO()
    encryptor = Encryptor(file, key, LINE)
    for start in range(0, len(data), piece):
        encryptor.write(data[start : start + piece])
    encryptor.finish()
    return file.getvalue()


def plain(data, key, line=LINE):
    return b"".join(decrypted(io.BytesIO(data), key, line))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_is_encrypted_is_decrypted(key, size):
    data = bytes(n % 251 for n in range(size))

    sealed = encrypted(data, key)
    assert plain(sealed, key) == data
    assert len(sealed) == size + TAG * max(1, -(-size // CHUNK))
    assert size < 20 or data[:20] not in sealed


@pytest.mark.parametrize("place", [0, CHUNK + TAG, -1, -TAG - 1])
def test_changed_bit_is_noticed(key, place):
    sealed = bytearray(encrypted(b"x" * (CHUNK + 1000), key))
    sealed[place] ^= 1

    with pytest.raises(BackupError, match="damaged"):
        plain(bytes(sealed), key)


def test_chunk_that_is_cut_off_moved_or_repeated_is_noticed(key):
    sealed = encrypted(b"x" * 3 * CHUNK, key)
    first, second, third = (sealed[n : n + CHUNK + TAG] for n in range(0, len(sealed), CHUNK + TAG))

    for changed in (first + second, second + first + third, first + first + second + third, third):
        with pytest.raises(BackupError, match="damaged"):
            plain(changed, key)


def test_other_first_line_is_noticed(key):
    with pytest.raises(BackupError, match="damaged"):
        plain(encrypted(b"x", key), key, b"another\n")


def test_passphrase_fits_however_its_letters_were_typed(key):
    salt = new_salt()
    typed = {unicodedata.normalize(form, "äö passphrase") for form in ("NFC", "NFD")}

    assert len(typed) == 2
    assert len({Key.of(one, salt) for one in typed}) == 1


def test_wrong_passphrase_does_not_fit(key):
    assert key.fits(key.check)
    assert not Key.of("another", b"salt" * 4).fits(key.check)


def test_same_passphrase_makes_another_key_for_each_file():
    assert len({Key.of("same", new_salt()).secret for _ in range(3)}) == 3


def test_real_cost_is_that_of_a_guess_that_takes_time(monkeypatch):
    monkeypatch.undo()

    assert encryption.COST >= 2**17
