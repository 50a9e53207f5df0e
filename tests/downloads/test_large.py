"""Large files are made once, by whoever asks first, and kept as long as they are wanted."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client

from downloads import large, views
from downloads.large import made_once
from tests.support.factories import RoleSkillFactory, SkillFactory

SIZE = 1_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.DOWNLOADS_DIR = tmp_path
    monkeypatch.setattr(large, "LARGE_BYTES", SIZE)
    monkeypatch.setattr(large, "_started", 0)
    return tmp_path / "lists"


class CountedWriting:
    """Writes so many bytes, and counts how often."""

    def __init__(self, size: int = 2 * SIZE) -> None:
        self.size = size
        self.times = 0

    def __call__(self, file) -> None:
        self.times += 1
        file.write(b"a" * self.size)


def read(version, address, write) -> bytes:
    file, size = made_once(version, address, write)
    with file:
        content = file.read()
    assert len(content) == size
    return content


def kept(folder) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.startswith(".lock")]


def test_large_file_is_made_once_for_a_version_and_an_address(folder):
    write = CountedWriting()

    for _ in range(3):
        assert read(1, "/fi/skills.csv", write) == b"a" * 2 * SIZE
    assert write.times == 1
    read(2, "/fi/skills.csv", write)
    read(1, "/nb/skills.csv", write)
    assert write.times == 3
    assert len(kept(folder)) == 3


def test_small_file_is_not_kept(folder):
    write = CountedWriting(SIZE)

    read(1, "/", write)
    read(1, "/", write)

    assert write.times == 2
    assert kept(folder) == []


def test_of_many_who_want_it_at_once_one_makes_it():
    write, together = CountedWriting(), Barrier(8)

    def ask(_: int) -> bytes:
        together.wait()
        return read(1, "/", write)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(8)))) == 1
    assert write.times == 1


def test_what_was_made_before_this_process_began_is_made_anew(monkeypatch, folder):
    write = CountedWriting()
    read(1, "/", write)
    [name] = kept(folder)
    os.utime(folder / name, (1_000, 1_000))
    monkeypatch.setattr(large, "_started", 2_000)

    read(1, "/", write)

    assert write.times == 2


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 3), ("MOST_BYTES", 7 * SIZE)])
def test_the_last_few_are_kept_and_none_that_is_unfinished(monkeypatch, folder, limit, value):
    monkeypatch.setattr(large, limit, value)
    folder.mkdir()
    left = folder / f"{large.UNFINISHED}x"
    left.touch()
    os.utime(left, (1_000, 1_000))
    for number in range(5):
        read(number, "/", CountedWriting())
        for name in kept(folder):
            status = (folder / name).stat()
            os.utime(folder / name, (status.st_atime - 10, status.st_mtime - 10))

    assert len(kept(folder)) == 3
    write = CountedWriting()
    for number in (2, 3, 4):
        read(number, "/", write)
    assert write.times == 0


def test_where_the_disk_takes_nothing_each_makes_its_own(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DOWNLOADS_DIR = tmp_path / "file"
    write = CountedWriting()

    assert read(1, "/", write) == read(1, "/", write) == b"a" * 2 * SIZE
    assert write.times == 2


def test_file_that_cannot_be_kept_is_sent_all_the_same(monkeypatch, folder, caplog):
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(large, "copyfileobj", fail)

    assert read(1, "/", CountedWriting()) == b"a" * 2 * SIZE
    assert kept(folder) == []
    assert "disk full" in caplog.text


@pytest.mark.django_db
def test_reader_is_sent_what_another_had_made_until_the_content_changes(monkeypatch, folder):
    monkeypatch.setattr(large, "LARGE_BYTES", 300)
    monkeypatch.setattr(views, "MAX_CACHED_BYTES", 300)
    RoleSkillFactory(skill=SkillFactory(slug="first"))

    def ask(address: str) -> bytes:
        response = Client().get(address)
        assert response.streaming
        assert int(response.headers["Content-Length"]) > 300
        assert 'filename="taidot.json"' in response.headers["Content-Disposition"]
        return b"".join(response.streaming_content)

    first = ask("/fi/skills.json")
    assert ask("/fi/skills.json") == first
    assert len(kept(folder)) == 1
    RoleSkillFactory(skill=SkillFactory(slug="second"))
    assert b'"second"' in ask("/fi/skills.json")
    assert len(kept(folder)) == 2
