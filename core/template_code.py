"""The code that templates are compiled to, kept in a file, since compiling takes most of a start.

It is signed for these templates' compilers, and for the helpers that they know, with what each of
them asks for: a file of another release is not read.

Leans on a part of Jinja that its documentation does not describe: `jinja_pass_arg`, the mark that
`pass_context` leaves on a helper.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from core.signed_file import SignedFile


class TemplateCode(BytecodeCache):
    """The code of templates; Jinja sees by a checksum whether a source is still the same."""

    def __init__(
        self, file: Path, compilers: Iterable[ModuleType], helpers: Mapping[str, Any]
    ) -> None:
        sources = (Path(str(module.__file__)).read_bytes() for module in compilers)
        asking = (
            f"{name}:{getattr(one, 'jinja_pass_arg', '')}" for name, one in sorted(helpers.items())
        )
        known = " ".join((jinja2.__version__, *asking)).encode()
        digest = sha256(b"".join((known, *sources)))
        self._file = SignedFile(file, f"template_code {digest.hexdigest()}")
        self._known: dict[str, bytes] = self._file.read() or {}
        self._used: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._known.get(bucket.key):
            bucket.bytecode_from_string(code)
            if bucket.code:
                self._used[bucket.key] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._used[bucket.key] = bucket.bytecode_to_string()

    def save(self) -> None:
        """Keeps what was used, if anything is new."""
        if self._used != self._known:
            self._file.write(self._used)


@contextmanager
def code_kept_in(file: Path, templates: Any, compilers: Iterable[ModuleType]) -> Iterator[None]:
    """What a Jinja environment compiles within is kept in a file, and taken from there."""
    templates.bytecode_cache = code = TemplateCode(file, compilers, templates.globals)
    try:
        yield
    finally:
        templates.bytecode_cache = None
    code.save()
