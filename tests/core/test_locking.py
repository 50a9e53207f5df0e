"""Two people save the same text at the same moment."""

import time
from threading import Event, Thread

import pytest
from django.db import connection

from core.locking import locks_rows
from roles.models import Responsibility, Role
from tests.support.editing import change_page, desk
from tests.support.factories import ResponsibilityFactory, RoleFactory
from tests.support.writers import stored_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def with_locks(tmp_path):
    with stored_in(tmp_path / "database.sqlite3"):
        yield


def write_slowly(statement: str, *values: object) -> Thread:
    """Another connection that has written and commits half a second later."""
    has_written = Event()

    def write() -> None:
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
            cursor.execute(statement, values)
            has_written.set()
            time.sleep(0.5)
            cursor.execute("COMMIT")
        other.close()

    thread = Thread(target=write)
    thread.start()
    assert has_written.wait(10)
    return thread


def test_text_that_somebody_writes_at_the_same_moment_is_a_conflict_and_not_lost():
    role = RoleFactory(summary_en="Before")
    editor = desk("Publisher")
    typed = editor.filled_in(change_page(role)) | {"summary_en": "Mine"}

    thread = write_slowly("UPDATE roles_role SET summary_en = %s WHERE id = %s", "Theirs", role.pk)
    response = editor.post(change_page(role), typed, headers={"accept-language": "en"})
    thread.join()

    assert response.status_code == 200
    assert "summary_en" in response.context["adminform"].form.errors
    assert Role.objects.get().summary_en == "Theirs"


def test_item_is_locked_by_what_it_is_a_part_of():
    item = ResponsibilityFactory(title_en="Before")
    editor = desk("Publisher")
    typed = editor.filled_in(change_page(item.role)) | {"responsibilities-0-title_en": "Mine"}

    # As the page of an item does: first the role, then the item.
    thread = write_slowly("UPDATE roles_role SET stage = 'lead' WHERE id = %s", item.role_id)
    response = editor.post(change_page(item.role), typed)
    thread.join()

    assert response.status_code == 302
    assert Responsibility.objects.get().title_en == "Mine"
    assert Role.objects.get().stage == "lead"


def test_nothing_is_locked_outside_a_transaction():
    assert not locks_rows(Role)
