from threading import Barrier, Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import content_version
from core.content_cache import LRUCache, cached_per_content_version, pin_content_version
from tests.support.factories import SkillGroupFactory


@pytest.fixture
def version(monkeypatch):
    """The version that the content is said to have."""
    said = {"now": 1}
    monkeypatch.setattr(content_version, "read_here", lambda: said["now"])
    return said


def test_result_is_computed_once_for_each_argument_while_the_content_is_the_same(version):
    made = []
    doubled = cached_per_content_version(lambda number: made.append(number) or 2 * number)

    assert [doubled(1), doubled(2), doubled(1), doubled(2)] == [2, 4, 2, 4]
    assert made == [1, 2]


def test_everything_is_computed_again_when_the_content_has_changed(version):
    made = []
    numbered = cached_per_content_version(lambda: made.append(version["now"]) or len(made))

    first = [numbered(), numbered()]
    version["now"] = 2

    assert (first, numbered(), made) == ([1, 1], 2, [1, 2])


def test_peeking_shows_what_is_cached_for_this_version_and_computes_nothing(version):
    numbered = cached_per_content_version(lambda number: number)

    before = numbered.peek(1)
    numbered(1)
    cached = numbered.peek(1), numbered.peek(2)
    version["now"] = 2

    assert (before, cached, numbered.peek(1)) == (None, (1, None), None)


def test_nothing_is_cached_while_no_version_can_be_read(version):
    made = []
    numbered = cached_per_content_version(lambda: made.append(1) or len(made))
    version["now"] = None

    assert [numbered(), numbered()] == [1, 2]


def test_one_thread_computes_while_another_waits_for_its_result(version):
    started, go_on, made, found = Event(), Event(), [], []

    @cached_per_content_version
    def slow():
        made.append(1)
        started.set()
        assert go_on.wait(5)
        return "result"

    threads = [Thread(target=lambda: found.append(slow())) for _ in range(2)]
    threads[0].start()
    assert started.wait(5)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(5)

    assert (found, made) == (["result", "result"], [1])


def in_threads(*calls, timeout: float = 5) -> None:
    """Makes the calls at once; fails if one does not return in time."""
    threads = [Thread(target=call, daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout)
        assert not thread.is_alive()


def test_threads_that_compute_different_results_do_not_wait_for_each_other(version):
    started = Barrier(2)
    slow = cached_per_content_version(lambda key: started.wait(5))

    in_threads(lambda: slow("one"), lambda: slow("other"))

    assert not started.broken


def test_function_may_call_itself_with_another_argument(version):
    @cached_per_content_version
    def factorial(number):
        return number * factorial(number - 1) if number else 1

    in_threads(*[lambda: factorial(20)] * 2, *[lambda: factorial(19)] * 2)

    assert factorial(4) == 24


def test_functions_may_call_each_other(version):
    @cached_per_content_version
    def is_even(number):
        return number == 0 or is_odd(number - 1)

    @cached_per_content_version
    def is_odd(number):
        return number != 0 and is_even(number - 1)

    in_threads(*[lambda: is_even(30), lambda: is_odd(30)] * 4, lambda: is_odd(15))

    assert (is_even(30), is_odd(30)) == (True, False)


def test_failure_is_not_cached_and_holds_nobody_up(version):
    made = []

    @cached_per_content_version
    def fails_once():
        made.append(1)
        return 1 / (len(made) - 1)

    with pytest.raises(ZeroDivisionError):
        fails_once()
    in_threads(fails_once)

    assert fails_once() == 1


def test_result_that_is_overtaken_by_a_change_is_not_served_for_the_newer_version(version):
    started, go_on, found = Event(), Event(), []

    @cached_per_content_version
    def numbered():
        number = version["now"]
        if number == 1:
            started.set()
            assert go_on.wait(5)
        return number

    older = Thread(target=lambda: found.append(numbered()))
    older.start()
    assert started.wait(5)
    version["now"] = 2
    newer = numbered()
    go_on.set()
    older.join(5)

    assert (newer, found, numbered()) == (2, [1], 2)


def test_result_of_a_page_that_was_begun_before_a_change_is_not_served_after_it(version):
    numbered = cached_per_content_version(lambda: version["now"])
    other = cached_per_content_version(lambda: None)

    with pin_content_version():
        other()
        numbered()
        version["now"] = 2
        assert numbered() == 1

    assert numbered() == 2


def test_thread_that_read_an_older_version_does_not_drop_newer_results(monkeypatch):
    made = []
    numbered = cached_per_content_version(lambda: made.append(1) or len(made))

    def read_old_version():
        """Another thread reads a newer version, and computes, before this one is used."""
        monkeypatch.setattr(content_version, "read_here", lambda: 2)
        in_threads(numbered)
        return 1

    monkeypatch.setattr(content_version, "read_here", read_old_version)

    assert [numbered() for _ in range(3)] == [1, 1, 1]


def test_version_may_be_a_lower_one_after_a_backup_was_restored(version):
    numbered = cached_per_content_version(lambda: version["now"])
    numbered()
    version["now"] = 0

    assert numbered() == 0


@pytest.fixture
def reads(monkeypatch, version):
    """How often the version was read."""
    found = []
    monkeypatch.setattr(content_version, "read_here", lambda: found.append(1) or version["now"])
    return found


def test_version_is_read_once_for_all_that_a_page_asks_for(reads):
    doubled, tripled = (
        cached_per_content_version(lambda number: 2 * number),
        cached_per_content_version(lambda number: 3 * number),
    )
    doubled(1), tripled(1)
    reads.clear()

    for _ in range(2):
        with pin_content_version():
            assert [doubled(1), tripled(1), doubled(2)] == [2, 3, 4]

    assert len(reads) == 2


def test_version_is_read_once_for_the_first_page_after_a_change(reads, version):
    doubled = cached_per_content_version(lambda number: 2 * number)
    tripled = cached_per_content_version(lambda number: 3 * number)
    doubled(1), tripled(1)
    version["now"] = 2
    reads.clear()

    with pin_content_version():
        assert [doubled(1), tripled(1)] == [2, 3]

    assert len(reads) == 1


def test_page_that_was_begun_before_a_change_goes_on_with_what_was_cached_since(version):
    made = []
    numbered = cached_per_content_version(lambda: made.append(version["now"]) or len(made))
    other = cached_per_content_version(lambda: None)

    with pin_content_version():
        other()
        version["now"] = 2
        another = Thread(target=numbered)
        another.start()
        another.join(5)
        assert numbered() == 1

    assert (numbered(), made) == (1, [2])


@pytest.mark.django_db
def test_change_of_content_makes_the_next_result_a_new_one():
    names = cached_per_content_version(
        lambda: list(SkillGroupFactory._meta.model.objects.values_list("slug", flat=True))
    )
    SkillGroupFactory(slug="one")

    first = names()
    SkillGroupFactory(slug="two")

    assert (first, names()) == (["one"], ["one", "two"])


@pytest.mark.django_db
def test_cached_result_costs_the_query_for_the_version():
    names = cached_per_content_version(lambda: list(SkillGroupFactory._meta.model.objects.all()))
    names()

    with CaptureQueriesContext(connection) as queries:
        names()

    assert len(queries) == 1


def reader(asked: list[list[int]], gone: set[int] = frozenset()):
    def read(ids: list[int]) -> dict[int, str]:
        asked.append(ids)
        return {pk: f"item {pk}" for pk in sorted(ids) if pk not in gone}

    return read


def test_items_are_in_the_order_of_their_ids_and_only_the_missing_ones_are_read():
    asked = []
    items = LRUCache(reader(asked), max_items=5)

    assert items.get_many([3, 1]) == ["item 3", "item 1"]
    assert items.get_many([1, 2, 3]) == ["item 1", "item 2", "item 3"]
    assert items.get_many([2, 1]) == ["item 2", "item 1"]
    assert asked == [[3, 1], [2]]


def test_items_that_are_not_there_are_left_out_and_looked_for_again():
    asked = []
    items = LRUCache(reader(asked, gone={2}), max_items=5)

    assert items.get_many([1, 2]) == ["item 1"]
    assert items.get_many([2]) == []
    assert asked == [[1, 2], [2]]


def test_items_that_were_asked_for_last_are_kept():
    asked = []
    items = LRUCache(reader(asked), max_items=2)

    items.get_many([1, 2])
    items.get_many([1])
    items.get_many([3])

    assert items.get_many([3, 1]) == ["item 3", "item 1"]
    assert asked == [[1, 2], [3]]
    items.get_many([2])
    assert asked[-1] == [2]


def test_page_of_more_items_than_are_kept_has_all_of_them():
    items = LRUCache(reader([]), max_items=2)

    assert items.get_many([1, 2, 3]) == ["item 1", "item 2", "item 3"]


def test_nothing_is_read_for_no_ids():
    asked = []

    assert LRUCache(reader(asked), max_items=2).get_many([]) == []
    assert asked == []


def test_lru_cache_drops_the_oldest_items_where_they_are_too_large(monkeypatch):
    monkeypatch.setattr("core.content_cache.MAX_BYTES", 10_000)
    texts = {1: "a" * 3_000, 2: "b" * 3_000, 3: "c" * 3_000, 4: "d" * 3_000, 5: "e" * 20_000}
    items = LRUCache(lambda ids: {pk: texts[pk] for pk in ids}, max_items=50)

    items.get_many([1, 2, 3])
    items.get_many([1])
    assert items.get_many([4]) == [texts[4]]
    assert [*items.items] == [3, 1, 4]
    assert [*items.without({3}).items] == [1, 4]
    assert items.get_many([5]) == [texts[5]]
    assert items.items == {}
