import time

import pytest

from benchmarks.machines import MAX_AGE
from drills.writers import EditedMetric, WritersAndReaders

START = 1_000.0


@pytest.mark.parametrize(
    ("number", "seconds", "is_too_old"),
    [(0, 0.5, False), (1, 0.5, False), (0, MAX_AGE + 0.9, False), (0, MAX_AGE + 1.1, True),
     (1, MAX_AGE + 1.1, False), (-1, MAX_AGE + 1.1, True)],
)  # fmt: skip
def test_page_is_too_old_if_a_newer_number_was_there_long_enough(number, seconds, is_too_old):
    metric = EditedMetric("/form/", "/page/", [START, START + 1])

    assert metric.is_too_old(number, START + seconds) == is_too_old


class Forms:
    """An editor's browser, whose site loses what is saved, or refuses it."""

    def __init__(self, shown="", error=None):
        self.shown, self.error = shown, error
        self.done = None

    def send(self, port, path, change):
        self.done.stopped.set()
        if self.error:
            raise self.error
        return self.shown.format(change["title_en"])

    def open(self, port, path):
        return self.shown.format("edit 00000")


def written(**browser):
    editor = Forms(**browser)
    editor.done = WritersAndReaders(1, [editor], [EditedMetric("/form/", "/page/")])
    editor.done.write(0)
    if editor.done.metrics[0].written:
        editor.done.find_lost()
    return editor.done


def test_edit_that_is_shown_is_written():
    done = written(shown="{}")

    assert (done.lost, done.failed) == ([], [])
    assert time.monotonic() - done.metrics[0].written[0] < 5


def test_edit_that_is_not_shown_is_lost():
    assert written(shown="none").lost == ["/form/: edit 00000"] * 2


def test_edit_that_is_refused_has_failed():
    done = written(error=OSError("503"))

    assert done.failed == ["/form/: OSError('503')"]
    assert done.metrics[0].written == []


@pytest.mark.parametrize(
    ("status", "body", "failed", "too_old"),
    [
        (200, "Metric 0, edit 00001", [], []),
        (200, "Metric 0, edit 00000", [], ["/page/: edit 0"]),
        (503, "", ["/page/: 503"], []),
    ],
)
def test_page_is_judged(status, body, failed, too_old):
    metric = EditedMetric("/form/", "/page/", [START, START + 1])
    done = WritersAndReaders(1, [], [metric])
    done._judge(metric, START + 5, status, body)

    assert (done.failed, done.too_old) == (failed, too_old)
