"""Fixtures → database → export → empty database → the same content."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from downloads.bulk.archive import write_archive
from downloads.bulk.fixtures import write_fixtures
from roles.models import Role
from sources.loading import load_fixtures
from sources.models import Identifier
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    SkillFactory,
)

ABOUT = {"README.txt", "manifest.json"}  # they say when the archive was made


def archive() -> dict[str, bytes]:
    file = BytesIO()
    write_archive(file)
    with ZipFile(file) as members:
        return {name: members.read(name) for name in members.namelist() if name not in ABOUT}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")
    }


def loaded_again(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The archive and the fixtures of a database that has been filled with some fixtures only."""
    call_command("flush", interactive=False, verbosity=0)
    load_fixtures(folder)
    write_fixtures(folder.parent / "again")
    return archive(), files(folder.parent / "again")


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_byte_for_byte(tmp_path, settings):
    load_fixtures(settings.FIXTURES_DIR)
    later = RoleFactory(slug="z-later")
    role = RoleFactory(slug="a", status="retired", replaced_by=later, title="=Lead: “no”")
    Identifier.objects.create(
        about=role, scheme="ESCO", value="http://data.europa.eu/esco/1", match="close"
    )
    Identifier.objects.create(
        about=later,
        scheme="ISCO-08",
        value="guess",
        is_confirmed=False,
        imported={"title_en": "ab12"},
    )
    DraftFactory(slug="draft", publish_at="2030-01-01T00:00:00Z", review_on="2027-01-01")
    ResponsibilityFactory(role=later, tasks="One\nTwo", tasks_fi="Yksi", source_language="en")
    child = RoleFamilyFactory(slug="a-child", parent=RoleFamilyFactory(slug="z-parent"))
    SkillFactory(slug="a-old", is_retired=True, replaced_by=SkillFactory(slug="z-new"))
    folder = tmp_path / "content"
    write_fixtures(folder)
    before = archive(), files(folder)

    after = loaded_again(folder)

    assert after == before
    assert Role.objects.get(slug="draft").review_on
    assert Identifier.objects.get(value="guess").imported == {"title_en": "ab12"}
    assert child.slug in after[1]["role_families.yaml"].decode()
