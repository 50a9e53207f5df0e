import json
import threading

import pytest
from django.db import connection

from accounts.models import User
from backup.snapshot import count_rows, last_key, rows
from backup.tables import tables
from core.snapshot import snapshot
from tests.support.factories import SkillFactory, UserFactory
from tests.support.writers import stored_in

USERS = User._meta.db_table


def names():
    table = tables()[USERS]
    place = table.names.index("username")
    return [row[place] for row in rows(table, "default")]


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_seen_and_nobody_waits(tmp_path):
    def write():
        UserFactory(username="late")
        connection.close()

    with stored_in(tmp_path / "site.sqlite3"):
        UserFactory(username="early")
        with snapshot("default"):
            assert count_rows(tables()[USERS], "default") == 1
            other = threading.Thread(target=write)
            other.start()
            other.join(10)
            assert not other.is_alive()
            assert names() == ["early"]
        assert names() == ["early", "late"]
        User.objects.all().delete()


@pytest.mark.django_db
def test_rows_come_by_their_keys_in_values_that_json_has():
    made = SkillFactory.create_batch(3)
    table = tables()["skills_skill"]

    found = [json.loads(json.dumps(row)) for row in rows(table, "default")]
    assert [row[table.names.index("id")] for row in found] == sorted(skill.pk for skill in made)
    assert found[0][table.names.index("is_retired")] is False


@pytest.mark.django_db
def test_last_key_counts_what_was_deleted():
    table = tables()["skills_skill"]
    before = last_key(table, "default")
    skill = SkillFactory()
    skill.delete()

    assert last_key(table, "default") == before + 1
    assert count_rows(table, "default") == 0
    assert last_key(tables()["roles_needcounts"], "default") is None
