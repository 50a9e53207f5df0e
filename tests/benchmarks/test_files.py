import pytest

from benchmarks.files import report


@pytest.mark.parametrize(
    ("name", "seconds", "memory", "missed"),
    [
        ("xlsx", 1.4, 20, False),
        ("xlsx", 3.1, 20, True),
        ("zip", 17, 301, True),
        ("csv", 100, 1_000, False),
    ],
)
def test_what_takes_more_than_it_may_is_noticed(capsys, name, seconds, memory, missed):
    assert report("SQLite", name, seconds, memory, 1.6) is missed

    assert capsys.readouterr().out.split()[:2] == ["SQLite", name]
