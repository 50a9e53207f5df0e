"""The code that templates are compiled to, kept in a file, since compiling takes most of a start.

A server runs what stands there, so the file is signed with the site's secret key, for these
templates' compilers: a file that somebody else has written, or another release, is not read.
"""

import marshal
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from django.utils.crypto import constant_time_compare, salted_hmac
from jinja2.bccache import Bucket, BytecodeCache

SIGNATURE = 32  # bytes


class TemplateCode(BytecodeCache):
    """The code of templates; Jinja sees by a checksum whether a source is still the same."""

    def __init__(self, file: Path, compilers: Iterable[ModuleType]) -> None:
        self._file = file
        sources = (Path(str(module.__file__)).read_bytes() for module in compilers)
        digest = sha256(b"".join((jinja2.__version__.encode(), *sources)))
        self._salt = f"template_code {digest.hexdigest()}"
        self._known = self._read()
        self._used: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._known.get(bucket.key):
            bucket.bytecode_from_string(code)
            if bucket.code:
                self._used[bucket.key] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._used[bucket.key] = bucket.bytecode_to_string()

    def save(self) -> None:
        """Keeps what was used, if anything is new. Where that cannot be written, it is compiled
        anew next time."""
        if self._used == self._known:
            return
        code = marshal.dumps(self._used)
        beside = self._file.with_name(f"{self._file.name}-{os.getpid()}")
        with suppress(OSError):
            beside.write_bytes(self._signature(code) + code)
            beside.replace(self._file)

    def _read(self) -> dict[str, bytes]:
        try:
            content = self._file.read_bytes()
        except OSError:
            return {}
        signature, code = content[:SIGNATURE], content[SIGNATURE:]
        if not constant_time_compare(signature, self._signature(code)):
            return {}
        known: dict[str, bytes] = marshal.loads(code)  # noqa: S302 (it is our own)
        return known

    def _signature(self, code: bytes) -> bytes:
        return salted_hmac(self._salt, code, algorithm="sha256").digest()


@contextmanager
def code_kept_in(file: Path, templates: Any, compilers: Iterable[ModuleType]) -> Iterator[None]:
    """What a Jinja environment compiles within is kept in a file, and taken from there."""
    templates.bytecode_cache = code = TemplateCode(file, compilers)
    try:
        yield
    finally:
        templates.bytecode_cache = None
    code.save()
