"""On which occasion content is written: by whom, and how it comes about."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from history.models import Origin


def nobody() -> int | None:
    """No person."""
    return None


@dataclass(frozen=True, eq=False, slots=True)
class Occasion:
    """A request, a command, or a part of one. `user_id` is asked only when something is written."""

    origin: Origin = Origin.PROGRAM
    user_id: Callable[[], int | None] = nobody


_current: ContextVar[Occasion] = ContextVar("occasion", default=Occasion())  # noqa: B039 (frozen)


def current_occasion() -> Occasion:
    return _current.get()


@contextmanager
def occasion(origin: Origin, user_id: Callable[[], int | None] | None = None) -> Iterator[None]:
    """What is written within is a change of its own; by the same person if no other is given."""
    token = _current.set(Occasion(origin, user_id or _current.get().user_id))
    try:
        yield
    finally:
        _current.reset(token)
