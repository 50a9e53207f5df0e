from array import array

import pytest

from search.closest.file import NotAnIndexError, read, read_stamp, write

ARRAYS = {"numbers": array("I", [1, 2, 3]), "none": array("f"), "bytes": array("b", [-1, 5])}


@pytest.fixture
def path(tmp_path):
    write(tmp_path / "index", "7 a", {name: memoryview(a) for name, a in ARRAYS.items()})
    return tmp_path / "index"


def test_arrays_are_read_as_they_were_written(path):
    file = read(path)

    assert file.stamp == read_stamp(path) == "7 a"
    assert {name: a.tolist() for name, a in file.arrays.items()} == {
        "numbers": [1, 2, 3],
        "none": [],
        "bytes": [-1, 5],
    }


def test_a_new_file_takes_the_place_of_the_old_one_which_is_still_read(path):
    old = read(path)
    write(path, "8 a", {"numbers": memoryview(array("I", [9]))})

    assert old.arrays["numbers"].tolist() == [1, 2, 3]
    assert read(path).arrays["numbers"].tolist() == [9]
    assert [file.name for file in path.parent.iterdir()] == ["index"]


def test_a_file_that_is_not_whole_or_damaged_is_refused(path):
    whole = path.read_bytes()
    for broken in (
        whole[:-1],
        whole[:-2] + b"x\0",
        whole + b"\0",
        b"",
        b"{}\n",
        b"\xff\n",
        b"[1]\n",
    ):
        path.write_bytes(broken)
        with pytest.raises(NotAnIndexError):
            read(path)
        assert read_stamp(path) == ""


def test_a_file_of_another_format_is_refused(path):
    path.write_bytes(path.read_bytes().replace(b"closest titles, 2", b"closest titles, 0"))

    with pytest.raises(NotAnIndexError):
        read(path)


def test_there_is_no_stamp_without_a_file(tmp_path):
    assert read_stamp(tmp_path / "index") == ""


def test_what_cannot_be_written_leaves_nothing_behind(path, monkeypatch):
    monkeypatch.setattr("search.closest.file.os.replace", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(path, "8 a", {})
    assert [file.name for file in path.parent.iterdir()] == ["index"]
    assert read_stamp(path) == "7 a"
