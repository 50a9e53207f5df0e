"""Encryption with a passphrase, in chunks, so that a large file is never in memory as a whole.

The key is derived from the passphrase by scrypt, for each file another one. Each chunk is sealed
with AES-256-GCM: its number and whether it is the last one are in the nonce, and the first line of
the file is sealed with it. So nothing can be changed, moved, left out or cut off unnoticed (this is
the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár).
"""

import hmac
import os
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from backup.errors import BackupError

SCHEME = "scrypt-aes256gcm"
CHUNK = 1024 * 1024
TAG = 16
SALT = 16
CHECK = 8  # bytes by which a wrong passphrase is told from a damaged file
COST = 2**17  # of scrypt: 128 MB for as long as a guess takes, half a second


def new_salt() -> bytes:
    """What makes the key of each file another one."""
    return os.urandom(SALT)


@dataclass(frozen=True)
class Key:
    """The key of one file, and what its first line says of it."""

    secret: bytes
    check: bytes

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> "Key":
        """The key of a passphrase, however its letters were typed."""
        typed = unicodedata.normalize("NFC", passphrase).encode()
        derived = Scrypt(salt=salt, length=32 + CHECK, n=COST, r=8, p=1).derive(typed)
        return cls(derived[:32], derived[32:])

    def fits(self, check: bytes) -> bool:
        """Whether a file's first line is of this key."""
        return hmac.compare_digest(self.check, check)


def _nonce(number: int, is_last: bool) -> bytes:
    return struct.pack(">QI", number, is_last)


class Encryptor:
    """Encrypts what is written to it, into a file."""

    def __init__(self, file: BinaryIO, key: Key, first_line: bytes) -> None:
        self._file = file
        self._cipher = AESGCM(key.secret)
        self._first_line = first_line
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seals the rest as the last chunk."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last)
        self._file.write(self._cipher.encrypt(nonce, chunk, self._first_line))
        self._number += 1


def decrypted(file: BinaryIO, key: Key, first_line: bytes) -> Iterator[bytes]:
    """The chunks of an encrypted file, from where it is read on."""
    cipher = AESGCM(key.secret)
    number, chunk = 0, file.read(CHUNK + TAG)
    while chunk:
        following = file.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), chunk, first_line)
        except InvalidTag as error:
            raise BackupError("The file is damaged or not complete.") from error
        number, chunk = number + 1, following
