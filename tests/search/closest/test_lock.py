import pytest
import time_machine

from search.closest.lock import build_lock


def test_one_process_holds_the_lock(tmp_path):
    with build_lock(tmp_path / "index") as first, build_lock(tmp_path / "index") as second:
        assert first is not None
        assert second is None
    with build_lock(tmp_path / "index") as again:
        assert again is not None


@pytest.mark.parametrize(("seconds", "pause"), [(0.1, 10), (15, 300)])
def test_after_a_build_there_is_a_pause_the_longer_the_more_there_is_to_build(
    tmp_path, seconds, pause
):
    with time_machine.travel(1000, tick=False) as clock:
        with build_lock(tmp_path / "index") as lock:
            assert lock.is_due()
            lock.write(1000, seconds)
        for at, is_due in ((1000, False), (999 + pause, False), (1000 + pause, True), (900, True)):
            clock.move_to(at)
            with build_lock(tmp_path / "index") as lock:
                assert lock.is_due() == is_due


def test_a_lock_with_something_else_in_it_is_as_good_as_new(tmp_path):
    (tmp_path / "index.lock").write_text("nonsense")

    with build_lock(tmp_path / "index") as lock:
        assert lock.is_due()
