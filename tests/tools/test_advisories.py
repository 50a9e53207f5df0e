import json

import pytest
import yaml
from packaging.version import Version

from tests.tools.advisories import is_affected, main

LOCK = """\
django==5.2.3 \\
    --hash=sha256:0000
    # via rolebook (pyproject.toml)
Typing_Extensions==4.16.0 ; python_version < '3.13' \\
    --hash=sha256:0000
"""


def advisory(name="PYSEC-1", package="Django", ecosystem="PyPI", **affected):
    about = {"package": {"name": package, "ecosystem": ecosystem}} | affected
    return {"id": name, "summary": "It leaks.", "modified": "2026-11-02T00:00:00Z",
            "affected": [about]}  # fmt: skip


def within(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": [*events]}]}


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return str(path)


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "advisories" / "vulns"
    folder.mkdir(parents=True)

    def write(*advisories):
        for number, each in enumerate(advisories):
            (folder / f"{number}.json").write_text(json.dumps(each))
        return str(folder.parent)

    return write


@pytest.mark.parametrize(
    ("version", "affected", "is_so"),
    [
        ("5.2.3", within({"introduced": "0"}), True),
        ("5.2.3", within({"introduced": "5.2"}, {"fixed": "5.2.4"}), True),
        ("5.2.4", within({"introduced": "5.2"}, {"fixed": "5.2.4"}), False),
        ("5.2", within({"introduced": "5.2"}, {"fixed": "5.2.4"}), True),
        ("5.1.9", within({"introduced": "5.2"}, {"fixed": "5.2.4"}), False),
        ("5.10", within({"introduced": "5.2"}, {"fixed": "5.9"}), False),
        ("5.2rc1", within({"introduced": "5.2"}), False),
        ("5.2.3", within({"introduced": "5.2"}, {"last_affected": "5.2.3"}), True),
        ("5.2.4", within({"introduced": "5.2"}, {"last_affected": "5.2.3"}), False),
        # Two stretches, and events in any order.
        (
            "4.2.1",
            within({"fixed": "4.2.9"}, {"introduced": "5"}, {"fixed": "5.2"}, {"introduced": "4"}),
            True,
        ),
        (
            "4.3",
            within({"introduced": "4"}, {"fixed": "4.2.9"}, {"introduced": "5"}, {"fixed": "5.2"}),
            False,
        ),
        ("5.2.3", {"versions": ["5.2.2", "5.2.3"]}, True),
        ("5.2.3", {"versions": ["5.2.2", "not a version"]}, False),
        ("5.2.0", {"versions": ["5.2"]}, True),
        # Commits say nothing of versions.
        ("5.2.3", {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_version_is_affected_by_the_rule_of_the_format(version, affected, is_so):
    assert is_affected(Version(version), affected) == is_so


def test_requirement_that_is_vulnerable_is_named_with_the_release_that_is_not(lock, copy, capsys):
    place = copy(advisory(**within({"introduced": "5.2"}, {"fixed": "5.2.4"})))

    assert main(place, lock) == 1
    assert capsys.readouterr().out.splitlines() == [
        "django 5.2.3: PYSEC-1 It leaks. (fixed in 5.2.4)",
        "2 requirements, 1 advisories, the newest of 2026-11-02: 1 found.",
    ]


def test_name_counts_however_it_is_written(lock, copy):
    place = copy(advisory(package="typing.extensions", versions=["4.16.0"]))

    assert main(place, lock) == 1


def test_what_is_withdrawn_or_about_something_else_is_not_found(lock, copy, capsys):
    everything = within({"introduced": "0"})
    place = copy(
        advisory(**everything) | {"withdrawn": "2026-11-03T00:00:00Z"},
        advisory(ecosystem="npm", **everything),
        advisory(package="flask", **everything),
    )

    assert main(place, lock) == 0
    assert capsys.readouterr().out.endswith("2026-11-02: 0 found.\n")


def test_advisories_may_be_yaml_beside_other_files(lock, tmp_path):
    (tmp_path / "PYSEC-1.yaml").write_text(yaml.safe_dump(advisory(versions=["5.2.3"])))
    (tmp_path / "osv.yml").write_text("ecosystem: PyPI")
    (tmp_path / "README.md").write_text("About")

    assert main(str(tmp_path), lock) == 1


def test_one_file_may_list_them_all(lock, tmp_path):
    path = tmp_path / "all.json"
    path.write_text(json.dumps([advisory(versions=["5.2.3"])]))

    assert main(str(path), lock) == 1


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_missing_copy_is_no_pass(lock, place, capsys):
    assert main(place, lock) == 2
    assert "Nothing was compared: there is no advisory database" in capsys.readouterr().out


def test_copy_without_advisories_is_no_pass(lock, copy, capsys):
    assert main(copy(advisory(ecosystem="npm", versions=["1"])), lock) == 2
    assert "has no advisory about a Python package" in capsys.readouterr().out


def test_copy_that_is_damaged_is_no_pass(lock, tmp_path, capsys):
    (tmp_path / "1.json").write_text('{"id": ')

    assert main(str(tmp_path), lock) == 2
    assert "1.json cannot be read" in capsys.readouterr().out
