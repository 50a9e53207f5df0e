"""What the program has worked out, kept in a file for its next start.

A server runs what stands there, so the file is signed with the site's secret key: what somebody
else has written is not read.
"""

import marshal
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

SIGNATURE = 32  # bytes


class SignedFile:
    """A file of what `marshal` writes. The salt says what it is, and of which version."""

    def __init__(self, file: Path, salt: str) -> None:
        self._file = file
        self._salt = salt

    def read(self) -> Any:
        """What was kept; None if there is nothing, or it is not ours."""
        try:
            kept = self._file.read_bytes()
        except OSError:
            return None
        signature, content = kept[:SIGNATURE], kept[SIGNATURE:]
        if not constant_time_compare(signature, self._signature(content)):
            return None
        return marshal.loads(content)  # noqa: S302 (it is our own)

    def write(self, what: Any) -> None:
        """Where that cannot be written, it is worked out anew next time."""
        content = marshal.dumps(what)
        beside = self._file.with_name(f"{self._file.name}-{os.getpid()}")
        with suppress(OSError):
            beside.write_bytes(self._signature(content) + content)
            beside.replace(self._file)

    def _signature(self, content: bytes) -> bytes:
        return salted_hmac(self._salt, content, algorithm="sha256").digest()
