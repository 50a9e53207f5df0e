"""What is computed from all of the content: once, and kept in memory until the content changes.

The number that changes with the content belongs to an app above, which says here how it is read.
"""

from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")
ReadVersion = Callable[[], int | None]


class kept(Generic[Result]):
    """A function whose results are kept, for each of its arguments, while the content is the same.

    Costs one query, for the version. One thread computes; others that need the result wait for it.
    Where nobody can tell the version, nothing is kept.
    """

    # Which version the content has now, read on the connection that pages are read from.
    read_version: ReadVersion = staticmethod(lambda: None)
    _all: list["kept"] = []

    def __init__(self, compute: Callable[..., Result]) -> None:
        update_wrapper(self, compute)
        self._compute = compute
        self._computing = Lock()
        self.forget()
        self._all.append(self)

    def __call__(self, *arguments: Hashable) -> Result:
        version = self.read_version()
        if version is None:
            return self._compute(*arguments)
        with self._computing:
            if version != self._version:
                self._version, self._results = version, {}
            if arguments not in self._results:
                self._results[arguments] = self._compute(*arguments)
            return self._results[arguments]

    def forget(self) -> None:
        """Lets go of all results."""
        self._version: int | None = None
        self._results: dict[tuple[Hashable, ...], Result] = {}

    @classmethod
    def forget_all(cls) -> None:
        """Lets go of all results of all such functions."""
        for function in cls._all:
            function.forget()
