from datetime import date

from core.today import today


def test_day_is_that_of_the_sites_clock_and_changes_at_its_midnight(time_machine, settings):
    settings.TIME_ZONE = "Europe/Helsinki"
    time_machine.move_to("2026-11-23T21:59:59Z", tick=False)
    before = today()

    time_machine.move_to("2026-11-23T22:00:00Z", tick=False)

    assert (before, today()) == (date(2026, 11, 23), date(2026, 11, 24))
