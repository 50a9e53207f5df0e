from threading import Event

import pytest

from pagecache.remaking import MOST_PENDING, Remaking
from tests.pagecache.site import environ_for


class Maker:
    """Makes pages when it may."""

    def __init__(self):
        self.made = []
        self.may_go_on = Event()
        self.remaking = Remaking(self.make)

    def make(self, address, environ):
        self.may_go_on.wait(30)
        self.made.append(address)
        if address == "broken":
            raise ZeroDivisionError

    def finish(self):
        self.may_go_on.set()
        self.remaking._executor.submit(lambda: None).result(30)


@pytest.fixture
def maker():
    maker = Maker()
    yield maker
    maker.finish()


def test_pages_are_made_one_after_the_other_and_each_once(maker):
    for address in ("one", "two", "one", "two"):
        assert maker.remaking.start(address, environ_for())
    maker.finish()

    assert maker.made == ["one", "two"]


def test_page_that_was_made_may_be_made_again(maker):
    maker.remaking.start("one", environ_for())
    maker.finish()
    maker.remaking.start("one", environ_for())
    maker.finish()

    assert maker.made == ["one", "one"]


def test_no_more_pages_wait_than_a_thread_makes_soon(maker):
    started = [maker.remaking.start(number, environ_for()) for number in range(MOST_PENDING + 2)]

    assert started == [True] * MOST_PENDING + [False] * 2


def test_page_that_fails_holds_up_no_other(maker, caplog):
    for address in ("broken", "one"):
        maker.remaking.start(address, environ_for())
    maker.finish()

    assert maker.made == ["broken", "one"]
    assert [record.message for record in caplog.records] == ["A page could not be made anew"]


def test_no_thread_starts_before_it_is_needed():
    assert not Remaking(print)._executor._threads
