from threading import Thread

import pytest

from pagecache.single_flight import SingleFlight


def enter(flight: SingleFlight, key: str, order: list[str]) -> Thread:
    """Another thread that wants a turn and says when it has it."""

    def work() -> None:
        with flight.claim(key):
            order.append("other")

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout=0.1)
    return thread


def test_another_thread_waits_until_the_turn_is_over():
    flight, order = SingleFlight(wait_seconds=30, max_concurrent=2), []

    with flight.claim("page"):
        thread = enter(flight, "page", order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_flight_at_other_keys_wait_for_nobody():
    flight, order = SingleFlight(wait_seconds=30, max_concurrent=2), []

    with flight.claim("page"):
        enter(flight, "other page", order).join(timeout=10)
        order.append("first")

    assert order == ["other", "first"]


def test_waiting_ends():
    flight, order = SingleFlight(wait_seconds=0.01, max_concurrent=2), []

    with flight.claim("page"):
        enter(flight, "page", order).join(timeout=10)
        order.append("first")

    assert order == ["other", "first"]


def test_turn_is_over_when_making_the_page_fails():
    flight, order = SingleFlight(wait_seconds=30, max_concurrent=2), []

    with pytest.raises(RuntimeError), flight.claim("page"):
        raise RuntimeError
    enter(flight, "page", order).join(timeout=10)

    assert order == ["other"]


def test_few_keys_are_worked_on_at_once():
    flight, order = SingleFlight(wait_seconds=30, max_concurrent=1), []

    with flight.claim("page"):
        thread = enter(flight, "other page", order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_waiting_for_a_slot_ends_too():
    flight, order = SingleFlight(wait_seconds=0.01, max_concurrent=1), []

    with flight.claim("page"):
        enter(flight, "other page", order).join(timeout=10)
        order.append("first")
    enter(flight, "page", order).join(timeout=10)

    assert order == ["other", "first", "other"]
