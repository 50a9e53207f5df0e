import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from backup.errors import BackupError
from backup.values import ENCODERS
from core.content_version import raise_version
from core.models import ContentVersion
from tests.support.backups import all_rows, backed_up, reader_of
from tests.support.factories import RoleFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_backup_holds_all_rows_of_all_tables():
    RoleFactory(title="Clerk")
    SkillFactory.create_batch(3)
    UserFactory(username="Åse", languages=["fi"])

    reader = reader_of(backed_up())
    manifest = reader.manifest()
    found = {name: list(rows) for name, rows in reader.tables(manifest)}
    del found["config_contentversion"]
    assert found == all_rows()
    assert len(found["skills_skill"]) == manifest.tables["skills_skill"].rows == 3


def test_manifest_says_what_and_when(settings):
    settings.RELEASE = "2026-11"
    raise_version()

    manifest = reader_of(backed_up(is_rotated=True)).manifest()
    assert manifest.header.release == "2026-11"
    assert manifest.header.is_rotated
    assert manifest.engine == connection.vendor
    assert manifest.content_version == ContentVersion.objects.get().number > 10**12
    assert ("roles", "0001_initial") in manifest.migrations
    assert {kind for table in manifest.tables.values() for kind in table.kinds} <= {*ENCODERS}


def test_secret_key_is_in_it_only_on_wish(settings):
    assert reader_of(backed_up()).manifest().secret_key is None
    assert reader_of(backed_up(with_secret_key=True)).manifest().secret_key == settings.SECRET_KEY
    assert settings.SECRET_KEY.encode() not in backed_up(with_secret_key=False)


def test_database_of_a_newer_release_is_left_to_that():
    MigrationRecorder(connection).record_applied("roles", "9999_next")

    with pytest.raises(BackupError, match=r"a newer release \(roles\.9999_next\)"):
        backed_up()


def test_empty_database_is_nothing_to_keep(monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})

    with pytest.raises(BackupError, match="The database is empty"):
        backed_up()
