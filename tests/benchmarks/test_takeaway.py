import subprocess
import sys
from contextlib import nullcontext

import pytest

from benchmarks import takeaway
from benchmarks.takeaway import description, largest_role, main, measure
from documents.outline import Bullets, Heading, Paragraph


def test_all_that_is_said_about_the_largest_role_is_in_the_document():
    document = description(largest_role(), "fi", "7")

    assert document.title.text == "Asiakastuen tiiminvetäjä 7"
    kinds = [type(block) for block in document.blocks]
    assert min(kinds.count(kind) for kind in (Heading, Paragraph, Bullets)) > 15


def test_first_document_and_those_after_it_are_measured(monkeypatch, capsys):
    monkeypatch.setattr(takeaway, "ROUNDS", 1)

    measure("txt")

    name, first, middle, most, *_ = capsys.readouterr().out.split()
    assert name == "txt"
    assert 0 <= float(middle) <= float(most)
    assert float(first) >= 0


def test_a_document_that_takes_too_long_is_named(monkeypatch):
    monkeypatch.setattr(takeaway, "ROUNDS", 1)
    monkeypatch.setattr(takeaway, "TARGETS", {"txt": 0})

    with pytest.raises(SystemExit, match="txt"):
        measure("txt")


def test_each_format_has_a_process_of_its_own_and_so_have_files(monkeypatch):
    commands = []

    def run(command, env=None):
        commands.append(command[1:])
        return subprocess.CompletedProcess(command, int("pdf" in command))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["takeaway"])
    monkeypatch.setattr(takeaway, "filled_site", lambda *site: nullcontext({}))

    with pytest.raises(SystemExit) as ended:
        main()

    assert [command[-1] for command in commands] == [
        *("docx", "pdf", "md", "txt"),
        *("benchmarks.files", "benchmarks.answers"),
    ]
    assert ended.value.code == 1
