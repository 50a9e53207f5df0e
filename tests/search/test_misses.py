from collections import Counter
from datetime import date, timedelta

import pytest

from core.today import today
from search import misses as module
from search.misses import MissCounter, add_misses, misses
from search.models import Miss
from search.upkeep import index_pending
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 1), date(2026, 11, 2)


@pytest.fixture
def counter(monkeypatch):
    """A counter that writes when it is told to."""
    counter = MissCounter()
    monkeypatch.setattr(counter, "_start", lambda: None)
    return counter


@pytest.fixture
def written(monkeypatch):
    """What the site's own counter writes in a test: nothing of it gets into a database."""
    found = Counter()
    monkeypatch.setattr(misses, "store", found.update)
    misses.write()  # what other tests have left
    found.clear()
    return found


def kept() -> list[tuple[str, str, int]]:
    return list(Miss.objects.order_by("pk").values_list("text", "language", "count"))


def test_query_without_a_hit_is_counted_once_each_time_it_is_asked(visit, written):
    RoleFactory(slug="lead", title="Lead")
    index_pending()

    visit("/en/search/?q=xqzvw")
    visit("/en/search/?q=xqzvw")
    visit("/fi/search/?q=xqzvw")
    visit("/en/search/?q=lead")

    misses.write()
    assert {key[:2]: count for key, count in written.items()} == {
        ("xqzvw", "en"): 2,
        ("xqzvw", "fi"): 1,
    }


def test_queries_are_buffered_and_written(counter, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(3):
            counter.count("hitsaaja", "fi")
    assert kept() == []

    counter.write()
    counter.write()

    assert kept() == [("hitsaaja", "fi", 3)]


def test_queries_that_differ_in_case_and_marks_only_are_one(counter):
    for text in ("Kundestøtte LEDER", "kundestotte  leder", "kundestøtte, leder!"):
        counter.count(text, "nb")
    counter.count("kundestøtte leder", "en")

    counter.write()

    assert sorted(Miss.objects.values_list("language", "key", "count")) == [
        ("en", "kundestotte leder", 1),
        ("nb", "kundestotte leder", 3),
    ]


def test_last_day_is_that_of_the_last_query():
    add_misses(Counter({("welder", "en", DAY): 2}))
    add_misses(Counter({("Welder", "en", LATER): 1}))

    assert Miss.objects.values_list("text", "count", "last_day").get() == ("welder", 3, LATER)


@pytest.mark.parametrize(
    "text", ["jo@example.org", "call +358 40 123 4567", "010190-1234", "?!", ""]
)
def test_what_may_be_of_a_person_or_says_nothing_is_not_kept(counter, text):
    counter.count(text, "en")

    assert len(counter) == 0


def test_nothing_is_kept_but_what_was_asked_for_and_when():
    fields = {field.name for field in Miss._meta.get_fields()}

    assert fields == {"id", "language", "key", "text", "count", "last_day"}


def test_no_more_is_collected_than_memory_is_meant_for(counter, monkeypatch):
    monkeypatch.setattr(module, "MAX_BUFFERED", 2)

    for text in ("one", "two", "three"):
        counter.count(text, "en")

    assert len(counter) == 2


def test_what_waits_already_is_counted_however_much_nonsense_is_sent(counter, monkeypatch):
    monkeypatch.setattr(module, "MAX_BUFFERED", 2)

    for text in ("asked", "nonsense", "more nonsense", "asked"):
        counter.count(text, "en")
    counter.write()

    assert [(text, count) for text, _language, count in kept()] == [("asked", 2), ("nonsense", 1)]


def test_of_too_many_rows_those_asked_for_most_stay_and_then_the_latest(monkeypatch):
    monkeypatch.setattr(module, "MAX_ROWS", 3)
    day = today()
    past, long_ago = day - timedelta(days=30), day - timedelta(days=400)

    add_misses(Counter({("often", "en", past): 9, ("some", "en", past): 2}))
    add_misses(Counter({("forgotten", "en", long_ago): 50, ("once", "en", past): 1}))
    add_misses(Counter({(f"nonsense {number}", "en", day): 1 for number in range(20)}))

    stayed = set(Miss.objects.values_list("text", flat=True))
    assert {"often", "some"} < stayed
    assert len(stayed) == 3
    assert not {"once", "forgotten"} & stayed


def test_query_that_cannot_be_read_or_is_too_long_is_cut(counter):
    counter.count("we\0ld\ud800er" + "x" * 1_000, "en")

    counter.write()

    [(text, _language, _count)] = kept()
    assert len(text) == 200
    assert text.startswith("welderxxx")
