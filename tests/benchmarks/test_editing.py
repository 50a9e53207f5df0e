import pytest

from benchmarks.editing import MOST, Measured, ZipfReaders, cpu_seconds, report

PATHS = [f"/{language}/roles/r{n}/" for language in ("en", "fi") for n in range(500)]


def test_readers_ask_for_the_same_pages_in_each_run():
    others = ["/en/skills/x/", "/en/roles/r1/description/"]
    first, again = ZipfReaders([*PATHS, *others]), ZipfReaders([*PATHS, *others])

    assert first.draw(1_000, seed=1) == again.draw(1_000, seed=1)
    assert first.draw(1_000, seed=1) != first.draw(1_000, seed=2)
    assert not {*others} & {*first.paths}


def test_first_page_is_asked_for_ten_times_as_often_as_the_tenth():
    readers = ZipfReaders(PATHS)
    drawn = readers.draw(100_000, seed=1)

    first, tenth = drawn.count(readers.paths[0]), drawn.count(readers.paths[9])
    assert readers.paths[0] == "/en/"
    assert 8 < first / tenth < 12


def measured(made=10, cpu=0.3, slow=0.03):
    return Measured([0.01] * 90 + [slow] * 10, cpu, made)


def test_figures_are_those_of_a_request():
    assert measured().hit_rate == pytest.approx(0.9)
    assert measured().figures == pytest.approx({"CPU": 3, "p50": 10, "p95": 30, "p99": 30})


@pytest.mark.parametrize(
    ("edited", "is_good"),
    [
        ({"made": 35, "cpu": 0.75, "slow": 0.09}, True),
        ({"made": 36}, False),
        ({"cpu": 0.76}, False),
        ({"slow": 0.1}, False),
    ],
)
def test_report_says_whether_editing_costs_readers_too_much(capsys, edited, is_good):
    assert report(measured(), measured(**edited)) is is_good

    printed = capsys.readouterr().out
    assert all(f"{most:.2f} ×" in printed for most in MOST.values())


def test_servers_that_are_not_there_take_no_time():
    assert cpu_seconds(1) == 0


def test_figures_of_a_machine_that_is_too_busy_are_no_figures(capsys):
    refused = Measured([0.01] * 100, 0.3, 10, refused=3)

    assert not report(measured(), refused)
    assert "3 requests were refused" in capsys.readouterr().out
