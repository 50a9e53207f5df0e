import time
from threading import Event, Thread

import pytest

from pagecache.single_flight import (
    CROWDED_AFTER,
    HOPELESS_AFTER,
    LOOK_AROUND,
    SEATS,
    NoTurnError,
    SingleFlight,
    Slots,
    WaitingRoom,
)


class Silence:
    """For how long the database of a test has not answered."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def silence():
    return Silence()


@pytest.fixture
def room(silence):
    return WaitingRoom(wait_seconds=30, seconds_unanswered=silence)


def enter(turn, order: list[str]) -> Thread:
    """Another thread that wants a turn and says when it has it, or that it has left without."""

    def work() -> None:
        try:
            with turn:
                order.append("other")
        except NoTurnError:
            order.append("left")

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout=0.1)
    return thread


def test_another_thread_waits_until_the_turn_is_over(room):
    flight, order = SingleFlight(room), []

    with flight.claim("page"):
        thread = enter(flight.claim("page"), order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_flight_at_other_keys_wait_for_nobody(room):
    flight, order = SingleFlight(room), []

    with flight.claim("page"):
        enter(flight.claim("other page"), order).join(timeout=10)
        order.append("first")

    assert order == ["other", "first"]


def test_turn_is_over_when_making_the_page_fails(room):
    flight, order = SingleFlight(room), []

    with pytest.raises(RuntimeError), flight.claim("page"):
        raise RuntimeError
    enter(flight.claim("page"), order).join(timeout=10)

    assert order == ["other"]


def test_few_work_at_once(room):
    slots, order = Slots(room, 1), []

    with slots.take():
        thread = enter(slots.take(), order)
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "other"]


def test_who_works_alone_is_joined_by_nobody_until_it_is_over(room):
    slots, order = Slots(room, 2, alone_seconds=30), []

    with slots.take():
        threads = [enter(slots.take(), order) for _ in range(3)]
        order.append("first")
    for thread in threads:
        thread.join(timeout=10)

    assert order == ["first", "other", "other", "other"]


def test_who_works_for_long_is_joined_by_another(room):
    slots, order = Slots(room, 3, alone_seconds=0.2), []
    begun = time.monotonic()

    with slots.take():
        enter(slots.take(), order).join(timeout=10)
        waited = time.monotonic() - begun
        order.append("first")

    assert order == ["other", "first"]
    assert waited >= 0.2


@pytest.mark.parametrize("alone_seconds", [0, 0.01])
def test_who_comes_first_is_served_first_however_long_they_wait(room, alone_seconds):
    slots, order = Slots(room, 1, alone_seconds), []

    def work(number: int) -> None:
        with slots.take():
            order.append(number)

    with slots.take():
        threads = [Thread(target=work, args=(number,), daemon=True) for number in range(5)]
        for thread in threads:
            thread.start()
            thread.join(timeout=1.5 * LOOK_AROUND / len(threads))
        time.sleep(LOOK_AROUND)
    for thread in threads:
        thread.join(timeout=10)

    assert order == [0, 1, 2, 3, 4]


def test_one_that_leaves_the_line_holds_up_nobody_behind(silence, room):
    order, slots = [], Slots(WaitingRoom(0.3, seconds_unanswered=silence), 1)

    with slots.take():
        impatient = enter(slots.take(), order)
        slots._room = room
        patient = enter(slots.take(), order)
        impatient.join(timeout=10)
        assert order == ["left"]
    patient.join(timeout=10)

    assert order == ["left", "other"]


def test_no_more_work_at_once_than_there_are_slots_for_however_long(room):
    slots, order, is_over = Slots(room, 2, alone_seconds=0.001), [], Event()

    def work_for_long() -> None:
        with slots.take():
            is_over.wait(10)

    workers = [Thread(target=work_for_long, daemon=True) for _ in range(2)]
    for worker in workers:
        worker.start()
    time.sleep(0.05)
    thread = enter(slots.take(), order)
    order.append("both work")
    is_over.set()
    for each in [*workers, thread]:
        each.join(timeout=10)

    assert order == ["both work", "other"]


@pytest.mark.parametrize("kind", [SingleFlight, Slots])
def test_who_has_waited_in_vain_leaves(silence, kind):
    room, order = WaitingRoom(wait_seconds=0.01, seconds_unanswered=silence), []
    turn = Slots(room, 1).take if kind is Slots else lambda: flight.claim("page")
    flight = SingleFlight(room)

    with turn():
        enter(turn(), order).join(timeout=10)
        order.append("first")
    enter(turn(), order).join(timeout=10)

    assert order == ["left", "first", "other"]


def test_nobody_waits_for_a_silent_database(silence, room):
    slots, order = Slots(room, 1), []

    with slots.take():
        thread = enter(slots.take(), order)
        assert order == []
        silence.seconds = HOPELESS_AFTER
        thread.join(timeout=10)

    assert order == ["left"]
    enter(slots.take(), order).join(timeout=10)
    assert order == ["left", "left"]
    silence.seconds = 0
    enter(slots.take(), order).join(timeout=10)
    assert order == ["left", "left", "other"]


def test_few_wait_while_the_database_is_slow_to_answer(silence, room):
    slots, order = Slots(room, 1), []
    silence.seconds = CROWDED_AFTER

    with slots.take():
        threads = [enter(slots.take(), order) for _ in range(SEATS + 2)]
        end = time.monotonic() + 10
        while len(order) < 2 and time.monotonic() < end:
            time.sleep(0.01)
        assert order == ["left", "left"]
    for thread in threads:
        thread.join(timeout=10)

    assert order == ["left", "left", *["other"] * SEATS]
