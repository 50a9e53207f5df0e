import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path
from threading import Event as Moment
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import User
from audit.models import Event, Kind
from backup import restoring
from backup.errors import BackupError
from backup.snapshot import last_key
from backup.tables import tables
from core.changes import changes_since
from core.content_version import raise_version, read_version
from core.models import ContentVersion
from history.models import Change
from roles.models import Role
from search.models import Passage, Pending
from sources.models import Citation
from tests.support.backups import all_rows, backed_up, forged, put_back, reader_of
from tests.support.factories import RoleFactory, SkillFactory, SourceFactory, UserFactory
from tests.support.writers import stored_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "backups"


@pytest.fixture
def site():
    """A small site with something of everything."""
    role = RoleFactory(title="Clerk", summary="Line one\nline two")
    Citation.objects.create(about=role, source=SourceFactory())
    user = UserFactory(username="Åse", languages=["fi", "nb"])
    user.groups.add(Group.objects.get(name="Editor"))
    role.title_en = "Head clerk"
    role.save()
    SkillFactory().delete()
    for address in ("192.0.2.1", "2001:db8::1", None):
        Event.objects.create(kind=Kind.BACKUP, by=user, address=address, details={"a": [1, "ä"]})
    return role


def test_everything_is_as_it_was(site):
    before, data = all_rows(), backed_up()

    User.objects.all().delete()
    Role.objects.update(title_fi="Toinen")
    RoleFactory.create_batch(2)
    Group.objects.all().delete()
    put_back(data)

    assert all_rows() == before
    assert User.objects.get(username="Åse").groups.get().name == "Editor"
    assert Change.objects.exists()


def test_nothing_of_what_was_there_is_left(site):
    data = backed_up()
    later = RoleFactory(title="Later")
    put_back(data)

    assert not Role.objects.filter(pk=later.pk).exists()


def test_content_version_is_above_both(site):
    ContentVersion.objects.update(number=9 * 10**15)
    data = backed_up()
    ContentVersion.objects.update(number=5)
    put_back(data)
    assert read_version() > 9 * 10**15

    old = backed_up()
    ContentVersion.objects.update(number=9.1 * 10**15)
    put_back(old)
    assert read_version() > 9.1 * 10**15


def test_nobody_is_told_that_anything_stayed_as_it_was(site):
    data, version = backed_up(), read_version()
    put_back(data)

    assert changes_since(version, read_version()) is None


def test_release_is_the_one_that_restores(site, settings):
    ContentVersion.objects.update(release="another")
    put_back(backed_up())

    assert ContentVersion.objects.get().release == settings.RELEASE


def test_everyone_is_signed_out(client, site):
    client.force_login(User.objects.get())
    data = backed_up()
    put_back(data)

    assert not Session.objects.exists()
    assert client.get("/admin/").status_code == 302


def test_search_finds_what_was_restored_and_nothing_else(site):
    data = backed_up()
    Role.objects.all().delete()
    RoleFactory(title="Plumber")
    put_back(data)

    titles = {*Passage.objects.values_list("title", flat=True)}
    assert "Head clerk" in titles
    assert "Plumber en" not in titles
    assert not Pending.objects.exists()


def test_no_key_is_given_twice(site):
    keys = {name: last_key(table, "default") for name, table in tables().items()}
    data = backed_up()
    later = RoleFactory()
    put_back(data)

    assert RoleFactory().pk > later.pk
    for name, table in tables().items():
        assert (last_key(table, "default") or 0) >= (keys[name] or 0)


def test_kinds_of_objects_are_known_by_their_restored_numbers(site):
    data = backed_up()
    kind = ContentType.objects.get_for_model(Role)
    ContentType.objects.filter(pk=kind.pk).update(model="another")
    ContentType.objects.create(app_label="roles", model="role")
    ContentType.objects.clear_cache()
    assert ContentType.objects.get_for_model(Role).pk != kind.pk
    assert put_back(data).is_renumbered
    assert not put_back(data).is_renumbered

    assert ContentType.objects.get_for_model(Role).pk == kind.pk


def test_what_is_set_aside_can_be_restored(site):
    data, now = backed_up(), None
    RoleFactory(title="Only here")
    now = all_rows()
    aside = put_back(data).aside
    assert all_rows() != now

    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    put_back(aside.read_bytes())
    assert all_rows() == now


def test_what_is_set_aside_is_encrypted_if_the_backup_is(site, monkeypatch):
    monkeypatch.setattr("backup.encryption.COST", 2)
    aside = put_back(backed_up(passphrase="secret"), "secret").aside

    assert reader_of(aside.read_bytes()).header.is_encrypted
    put_back(aside.read_bytes(), "secret")


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite_only
def test_sqlite_file_is_copied(tmp_path):
    with stored_in(tmp_path / "site.sqlite3"):
        UserFactory(username="old")
        data = backed_up()
        User.objects.update(username="new")
        aside = put_back(data).aside
        assert User.objects.get().username == "old"
        User.objects.all().delete()

    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert aside.suffix == ".sqlite3"
    with sqlite3.connect(aside) as copy:
        assert copy.execute("SELECT username FROM accounts_user").fetchall() == [("new",)]
    copy.close()


def test_what_fails_on_the_way_changes_nothing(site, monkeypatch):
    data = backed_up()
    RoleFactory(title="Only here")
    before, version = all_rows(), read_version()

    def fail(using):
        raise DatabaseError("stop")

    monkeypatch.setattr(restoring, "rebuild", fail)
    with pytest.raises(DatabaseError, match="stop"):
        put_back(data)

    assert all_rows() == before
    assert read_version() == version


def test_relation_that_leads_nowhere_is_refused(site):
    def change(manifest, rows):
        rows["sources_source"].clear()
        manifest["tables"]["sources_source"]["rows"] = 0

    before = all_rows()
    with pytest.raises(IntegrityError):
        put_back(forged(backed_up(), change))
    assert all_rows() == before


def test_database_of_another_release_is_left_as_it_is(site):
    data = backed_up()
    MigrationRecorder(connection).record_applied("roles", "9999_next")

    with pytest.raises(BackupError, match="is not that of this release"):
        put_back(data)


def test_place_for_what_is_there_is_needed(site, settings, tmp_path):
    data, before = backed_up(), all_rows()
    settings.VAR_DIR = Path("/proc/nowhere")
    raise_version()

    with pytest.raises(BackupError, match="cannot be made"):
        put_back(data)
    assert all_rows() == before


class WriterThread(Thread):
    """Who writes to the last table, and a moment later to the first."""

    def __init__(self):
        super().__init__()
        self.has_begun, self.ended = Moment(), ""

    def run(self):
        first, *_, last = tables()
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute(f'BEGIN; LOCK TABLE "{last}" IN ROW EXCLUSIVE MODE')
            self.has_begun.set()
            time.sleep(0.3)
            cursor.execute(f'LOCK TABLE "{first}" IN ROW EXCLUSIVE MODE; COMMIT')
            self.ended = "well"


def test_who_writes_already_is_waited_for_and_kept_from_nothing(site):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    before, data = all_rows(), backed_up()
    writer = WriterThread()
    writer.start()
    writer.has_begun.wait(20)

    put_back(data)
    writer.join()

    assert (writer.ended, all_rows()) == ("well", before)


def test_who_writes_for_ever_is_not_waited_for(site, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    monkeypatch.setattr(restoring, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(restoring, "LOCK_SECONDS", 0)
    before, data = all_rows(), backed_up()
    writer = WriterThread()
    writer.start()
    writer.has_begun.wait(20)

    with pytest.raises(OperationalError, match="lock timeout"):
        put_back(data)
    writer.join()

    assert (writer.ended, all_rows()) == ("well", before)
