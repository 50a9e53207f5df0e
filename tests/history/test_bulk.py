import pytest
from django.db import DEFAULT_DB_ALIAS

from core import bulk
from history.models import Entry
from roles.models import Role, RoleSkill, RoleViews
from sources.models import Citation
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
)
from tests.support.history import recorded
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


def test_update_of_a_queryset_records_the_rows_that_changed():
    role, other = RoleFactory(stage=""), RoleFactory(stage="lead")

    with recorded() as rows:
        Role.objects.update(stage="lead")

    assert rows == [("roles.role", role.pk, "changed", {"stage": ["", "lead"]})]
    assert other.stage == "lead"


def test_update_of_what_is_computed_records_nothing(django_assert_num_queries):
    RoleFactory()

    with recorded() as rows:
        Role.objects.update(updated_at="2030-01-01T00:00Z", **dict.fromkeys(sort_fields(), b""))

    assert rows == []


def sort_fields():
    return [f"sort_{code}" for code in language_codes()]


def test_publishing_drafts_is_recorded_with_a_fixed_number_of_queries(count_queries):
    def publish(roles):
        def do():
            Role.objects.filter(pk__in=[role.pk for role in roles]).update(status="draft")
            with recorded():
                Role.objects.filter(pk__in=[role.pk for role in roles]).publish()

        return do

    one, three = [DraftFactory()], [DraftFactory() for _ in range(3)]

    assert count_queries(publish(one)) == count_queries(publish(three))
    assert Entry.objects.filter(verb="changed", fields="status,published_at").exists()


def test_objects_that_are_created_in_bulk_are_recorded():
    role, skills = RoleFactory(), [SkillFactory(), SkillFactory()]

    with recorded() as rows:
        made = RoleSkill.objects.bulk_create(RoleSkill(role=role, skill=skill) for skill in skills)

    assert rows == [("roles.roleskill", item.pk, "created", None) for item in made]


def test_objects_that_are_updated_in_bulk_are_recorded():
    items = [RoleSkillFactory(order=1), RoleSkillFactory(order=2)]

    for item in items:
        item.order = 2
    with recorded() as rows:
        RoleSkill.objects.bulk_update(items, ["order"])

    assert rows == [("roles.roleskill", items[0].pk, "changed", {"order": [1, 2]})]


def test_deleting_a_queryset_is_recorded():
    item, kept = RoleSkillFactory(), RoleSkillFactory()
    key = item.pk

    with recorded() as rows:
        RoleSkill.objects.filter(pk=key).delete()

    assert [(model, pk, verb) for model, pk, verb, values in rows] == [
        ("roles.roleskill", key, "deleted")
    ]
    assert rows[0][3]["skill"] == item.skill_id
    assert kept.pk


def test_inserted_rows_are_recorded_for_owners_that_are_not_new():
    old, skills = RoleFactory(), [SkillFactory() for _ in range(2)]
    RoleSkillFactory(role=old)

    with recorded() as rows:
        new = RoleFactory()
        values = [(role.pk, skill.pk, "useful", 0) for role in (old, new) for skill in skills]
        columns = ("role", "skill", "requirement", "order")
        bulk.insert(RoleSkill, columns, values, DEFAULT_DB_ALIAS)

    added = RoleSkill.objects.filter(role=old, requirement="useful").order_by("pk")
    of_skills = [row for row in rows if row[0] == "roles.roleskill"]
    assert of_skills == [("roles.roleskill", item.pk, "created", None) for item in added]
    assert len(of_skills) == 2


def test_inserted_citations_are_recorded_for_what_cites():
    item, source = RoleSkillFactory(), SourceFactory()
    content_type = Citation(about=item).content_type_id

    with recorded():
        columns = ("content_type", "object_id", "source")
        bulk.insert(Citation, columns, [(content_type, item.pk, source.pk)], DEFAULT_DB_ALIAS)

    entry = Entry.objects.get(model="sources.citation")
    assert (entry.owner_model, entry.owner_id) == ("roles.role", item.role_id)


def test_rows_that_are_created_updated_and_deleted_in_bulk_are_recorded():
    item, skill = RoleSkillFactory(requirement="useful"), SkillFactory()
    new = RoleSkill(role=item.role, skill=skill)

    with recorded() as rows:
        bulk.create(RoleSkill, [new], DEFAULT_DB_ALIAS)
    with recorded() as updated:
        bulk.update(RoleSkill, [(item.pk, {"requirement": "essential"})], DEFAULT_DB_ALIAS)
    with recorded() as deleted:
        bulk.delete(RoleSkill, [item.pk], DEFAULT_DB_ALIAS)

    assert rows == [("roles.roleskill", new.pk, "created", None)]
    change = {"requirement": ["useful", "essential"]}
    assert updated == [("roles.roleskill", item.pk, "changed", change)]
    assert [row[:3] for row in deleted] == [("roles.roleskill", item.pk, "deleted")]
    assert deleted[0][3]["requirement"] == "essential"


def test_what_is_no_content_is_not_recorded():
    role = RoleFactory()

    with recorded() as rows:
        bulk.insert(RoleViews, ("role", "day", "count"), [(role.pk, "2026-03-02", 4)], "default")

    assert rows == []
    assert RoleViews.objects.get().count == 4
