from threading import Thread

import pytest

from pagecache.single_flight import SingleFlight


def enter(turns: SingleFlight, key: str, order: list[str]) -> Thread:
    """Another thread that wants a turn and says when it has it."""

    def work() -> None:
        with turns.turn(key):
            order.append("other")

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout=0.1)
    return thread


def test_another_thread_waits_until_the_turn_is_over():
    turns, order = SingleFlight(patience=30, at_once=2), []

    with turns.turn("page"):
        thread = enter(turns, "page", order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_turns_at_other_keys_wait_for_nobody():
    turns, order = SingleFlight(patience=30, at_once=2), []

    with turns.turn("page"):
        enter(turns, "other page", order).join(timeout=10)
        order.append("first")

    assert order == ["other", "first"]


def test_patience_ends():
    turns, order = SingleFlight(patience=0.01, at_once=2), []

    with turns.turn("page"):
        enter(turns, "page", order).join(timeout=10)
        order.append("first")

    assert order == ["other", "first"]


def test_turn_is_over_when_making_the_page_fails():
    turns, order = SingleFlight(patience=30, at_once=2), []

    with pytest.raises(RuntimeError), turns.turn("page"):
        raise RuntimeError
    enter(turns, "page", order).join(timeout=10)

    assert order == ["other"]


def test_few_turns_are_taken_at_once():
    turns, order = SingleFlight(patience=30, at_once=1), []

    with turns.turn("page"):
        thread = enter(turns, "other page", order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_patience_with_other_keys_ends_too():
    turns, order = SingleFlight(patience=0.01, at_once=1), []

    with turns.turn("page"):
        enter(turns, "other page", order).join(timeout=10)
        order.append("first")
    enter(turns, "page", order).join(timeout=10)

    assert order == ["other", "first", "other"]
