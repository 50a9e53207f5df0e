"""What an import reads from the database."""

import pytest

from classification.writing.stored import CitationKey, read_stored, source_slug
from roles.models import Role
from skills.models import Skill
from sources.models import Identifier
from tests.classification.conftest import PRINCIPLES, REPRESENTATIVE, SLUGS, imported_role
from tests.support.factories import (
    PositionFactory,
    RoleFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def read():
    return read_stored("ESCO", "default")


def test_imported_objects_are_stored_by_uri_with_what_belongs_to_them(download):
    download.import_(version="1.1.1")
    stored = read()
    roles, role = stored.kinds["roles"], imported_role()

    assert {name: len(kind.imported) for name, kind in stored.kinds.items()} == {
        "families": 13,
        "skills": 10,
        "roles": 4,
    }
    assert (roles.imported[REPRESENTATIVE].pk, roles.imported[REPRESENTATIVE].version) == (
        role.pk,
        "1.1.1",
    )
    assert roles.row(role.pk)["title_nb"] == "Kundeservicemedarbeider"
    assert len(roles.titles[role.pk]) == role.alternative_titles.count()
    assert [row.pk for row in stored.role_skills[role.pk]] == list(
        role.role_skills.order_by("order").values_list("pk", flat=True)
    )
    assert CitationKey(roles.content_type, role.pk, stored.sources["fi"].pk) in stored.citations
    assert stored.families[role.family_id].endswith("C4225")


def test_curated_object_with_a_confirmed_exact_match_is_linked():
    roles = [RoleFactory(slug=f"curated-{number}") for number in range(3)]
    options = ({}, {"is_confirmed": False}, {"match": "close"})
    for role, fields in zip(roles, options, strict=True):
        uri = f"http://x.org/{role.slug}"
        Identifier.objects.create(about=role, scheme="ESCO", value=uri, **fields)
    stored = read().kinds["roles"]

    assert stored.linked == {"http://x.org/curated-0": roles[0].pk}
    assert (stored.imported, stored.rows) == ({}, {})
    assert stored.pks() == stored.linked


def test_identifier_of_an_object_that_is_gone_is_ignored(download):
    download.import_()
    pk = imported_role().pk
    Role.objects.filter(pk=pk).delete()
    identifier = {"content_type_id": read().kinds["roles"].content_type, "object_id": pk}
    Identifier.objects.create(**identifier, scheme="ESCO", value=REPRESENTATIVE, imported={})

    assert REPRESENTATIVE not in read().kinds["roles"].imported


def test_slug_of_a_source_is_of_scheme_and_language():
    assert source_slug("ESCO", "fi") == "esco-fi"


def test_curated_slug_is_never_taken(download):
    curated = RoleFactory(slug=SLUGS[REPRESENTATIVE])
    SkillFactory(slug=PRINCIPLES)
    download.import_()

    assert imported_role() == curated
    assert Role.objects.filter(slug=f"{curated.slug}-4225").count() == 1
    assert Skill.objects.filter(slug=f"{PRINCIPLES}-fe30a4b0").count() == 1


def test_new_role_does_not_take_the_address_of_a_position(download):
    PositionFactory(slug="customer-service-representative", title="Something else")

    download.import_()

    assert not Role.objects.filter(slug="customer-service-representative").exists()
    assert Role.objects.filter(slug__startswith="customer-service-representative-").count() == 1
