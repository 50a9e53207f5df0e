import pytest

from core.signed_file import SignedFile


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept"


def test_what_is_written_is_read(file):
    assert SignedFile(file, "words").read() is None
    SignedFile(file, "words").write({"one": (1, 2)})

    assert SignedFile(file, "words").read() == {"one": (1, 2)}
    assert [*file.parent.iterdir()] == [file]


@pytest.mark.parametrize("forged", [b"", b"short", b"x" * 500])
def test_what_the_site_has_not_written_is_not_read(file, forged):
    file.write_bytes(forged)

    assert SignedFile(file, "words").read() is None


def test_what_was_signed_as_something_else_or_with_another_key_is_not_read(file, settings):
    SignedFile(file, "words").write([1])
    assert SignedFile(file, "numbers").read() is None
    settings.SECRET_KEY = "another"

    assert SignedFile(file, "words").read() is None


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path):
    file = SignedFile(tmp_path / "nowhere" / "kept", "words")
    file.write([1])

    assert file.read() is None
