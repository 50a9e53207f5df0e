import stat

import pytest

from backup.secret_key import known_marks, mark_of, put_back


@pytest.fixture
def kept(settings, tmp_path):
    """The file in which the site keeps its key."""
    settings.VAR_DIR, settings.SECRET_KEY = tmp_path, "the old one"
    (tmp_path / "secret_key").write_text("the old one")
    return tmp_path / "secret_key"


def test_key_is_put_where_the_site_keeps_it_and_the_old_one_beside(kept):
    assert put_back("the new one") == "The secret key was put back, too: restart the site."

    assert kept.read_text() == "the new one"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    [old] = kept.parent.glob("secret_key.before-restore-*")
    assert old.read_text() == "the old one"


def test_key_of_the_environment_is_changed_by_a_person(kept, settings):
    settings.SECRET_KEY = "from the environment"

    assert "let SECRET_KEY be what it holds" in put_back("the new one")
    assert kept.read_text() == "the old one"
    assert (kept.parent / "secret_key.restored").read_text() == "the new one"


def test_same_key_is_left(kept):
    assert put_back("the old one") == "The secret key is the same already."
    assert [*kept.parent.iterdir()] == [kept]


def test_mark_tells_another_key():
    assert mark_of("the old one") == mark_of("the old one") != mark_of("the new one")
    assert "old" not in mark_of("the old one")


def test_earlier_keys_are_known_too(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]

    assert known_marks() == {mark_of("new"), mark_of("old")}
