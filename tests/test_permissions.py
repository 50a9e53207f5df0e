"""Who may do what: everybody tries everything, and the table says what comes of it.

`tests/support/permissions.txt` is the table: a line for each door, a letter for each person. A door
is any way in which something can be shown or done in admin, found in the code
(`tests/support/doors.py`).
"""

import logging
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from core.content_cache import cached_per_content_version
from tests.support import site_doors
from tests.support.doors import ObjectDoors
from tests.support.exhibits import exhibits
from tests.support.people import PEOPLE, browser_of

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "support" / "permissions.txt"

Door = tuple[str, str]  # what is tried, and on what


def table() -> list[tuple[Door, str]]:
    """Each door with its letters, in the order of PEOPLE."""
    names: dict[str, list[str]] = {}
    rows: list[tuple[Door, str]] = []
    for line in TABLE.read_text().splitlines():
        if line.startswith("@"):
            name, objects = line.split(" = ")
            names[name] = objects.split()
        elif line and not line.startswith("#"):
            door, letters, objects = re.split(r" {2,}", line, maxsplit=2)
            for name in objects.split():
                for item in names.get(name, [name]):
                    rows.append(((door, item), letters.replace(" ", "")))
    return rows


Run = Callable[[Client], list[str]]


def tries() -> Iterator[tuple[list[Door], Run]]:
    """All doors, those that are tried together beside each other, and what tries them."""
    someone = User(is_superuser=True)  # who sees all fields and rows
    for name, item in exhibits().items():
        for doors, run in ObjectDoors(name, item, someone).tries():
            yield [(door, name) for door in doors], run
    for route in site_doors.routes():
        is_admin = route.startswith("admin/")
        door, run_one = SITE[is_admin]
        yield [(door, route or "/")], partial(_alone, run_one, route)
    for relation in site_doors.relations():
        yield [("autocomplete", relation)], partial(_alone, site_doors.autocomplete, relation)


SITE = {
    True: ("GET page of admin", site_doors.see_admin_page),
    False: ("POST to a page", site_doors.write_to_page),
}


def _alone(run: Callable[[str, Client], str], name: str, client: Client) -> list[str]:
    return [run(name, client)]


def letters_of(client: Client) -> dict[Door, str]:
    """What comes of everything that somebody tries."""
    letters: dict[Door, str] = {}
    for doors, run in tries():
        with transaction.atomic():
            letters |= zip(doors, run(client), strict=True)
            transaction.set_rollback(True)
        cached_per_content_version.clear_all()
    return letters


@pytest.fixture
def quiet() -> Iterator[None]:
    """Nobody has to read of thousands of refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_does_what_the_table_says_and_nothing_else(person, quiet, settings):
    settings.REQUIRE_SECOND_FACTOR = "superusers"
    client = browser_of(person)
    client.raise_request_exception = False
    expected = {door: letters[PEOPLE.index(person)] for door, letters in table()}

    letters = letters_of(client)

    wrong = {door: letter for door, letter in letters.items() if letter != expected.get(door)}
    assert wrong == {}


def test_table_lists_every_door_once():
    listed = [door for door, _letters in table()]
    found = [door for doors, _run in tries() for door in doors]

    assert {*found} - {*listed} == set()
    assert {*listed} - {*found} == set()
    assert len(listed) == len({*listed})


def test_table_has_a_letter_for_each_person():
    assert {len(letters) for _door, letters in table()} == {len(PEOPLE)}
    assert {*"".join(letters for _door, letters in table())} <= {*"y-!"}
