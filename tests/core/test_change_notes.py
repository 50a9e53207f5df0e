"""Whatever writes content is noted: every model, every way to write."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction

from core import bulk, change_notes
from core.change_notes import note_any, note_changes
from core.changes import ChangeLog
from core.content_version import raise_version, read_version
from core.models import ContentChange, ContentQuerySet
from roles.models import RelatedRole, Role, RoleSkill
from sources.models import Citation
from tests.support.factories import (
    CareerStepFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    cite,
)
from tests.support.makers import MAKERS, edited

pytestmark = pytest.mark.django_db


class Noted:
    """What was written within, as (kind, owner, fields)."""

    def __enter__(self):
        raise_version()
        self.old = read_version()
        return self

    def __exit__(self, *error):
        self.changes = ChangeLog().between(self.old, read_version(), DEFAULT_DB_ALIAS)

    @property
    def rows(self):
        return {(one.kind, one.owner, one.fields) for one in self.changes.written}

    @property
    def owners(self):
        return {(one.kind, one.owner) for one in self.changes.written}


@pytest.fixture(params=sorted(MAKERS, key=lambda model: model._meta.label))
def item(request, db):
    """An object of each model in turn."""
    made = MAKERS[request.param]()
    return request.param._default_manager.get(pk=made.pk)


def owner_of(item):
    owner = item
    while owner.part_of:
        owner = getattr(owner, owner.part_of)
    return owner._meta.label_lower, owner.pk


def note_of(item):
    return item._meta.label_lower, owner_of(item)


def test_saving_is_noted_under_the_owner(item):
    name, _, new = edited(item)
    setattr(item, name, new)

    with Noted() as noted:
        item.save()

    assert note_of(item) in noted.owners


def test_making_one_is_noted():
    for model, maker in MAKERS.items():
        with Noted() as noted:
            made = maker()
        assert note_of(model._default_manager.get(pk=made.pk)) in noted.owners


def test_making_none_changes_nothing():
    before = read_version()

    Role.objects.bulk_create([])
    Role.objects.filter(slug="nobody").update(stage="lead")

    assert read_version() == before


def test_updating_a_queryset_is_noted_with_its_fields(item):
    name, _, new = edited(item)

    with Noted() as noted:
        type(item)._default_manager.filter(pk=item.pk).update(**{name: new})

    kind, owner = note_of(item)
    assert [*noted.changes.written] == [(kind, owner, frozenset({name}))]


def test_updating_rows_is_noted(item):
    name, _, new = edited(item)

    with Noted() as noted:
        bulk.update(type(item), [(item.pk, {name: new})], DEFAULT_DB_ALIAS)

    assert noted.owners == {note_of(item)}


def test_deleting_is_noted(item):
    note = note_of(item)

    with Noted() as noted:
        type(item)._default_manager.filter(pk=item.pk).delete()

    assert note in noted.owners


def test_part_that_moves_is_noted_under_both_owners():
    item, other = RoleSkillFactory(), RoleFactory()
    first = item.role

    with Noted() as noted:
        item.role = other
        item.save()

    assert noted.changes.owners(Role, RoleSkill) == {first.pk, other.pk}


def test_part_that_moves_in_bulk_is_noted_under_both_owners():
    item, other = RoleSkillFactory(), RoleFactory()
    first = item.role

    with Noted() as noted:
        RoleSkill.objects.filter(pk=item.pk).update(role=other)

    assert noted.changes.owners(Role, RoleSkill) == {first.pk, other.pk}


def test_citation_of_an_item_is_noted_under_its_role():
    item = ResponsibilityFactory()

    with Noted() as noted:
        cite(item, SourceFactory())

    assert noted.changes.owners(Role, Citation) == {item.role.pk}


def test_relations_are_noted_from_both_sides():
    use, tool = ToolUseFactory(), ToolFactory()
    note = ("roles.tooluse", ("roles.role", use.role_id), frozenset({"tools"}))

    for change in (
        lambda: use.tools.add(tool),
        lambda: use.tools.set([]),
        lambda: tool.tool_uses.add(use),
        lambda: tool.tool_uses.clear(),
    ):
        with Noted() as noted:
            change()
        assert noted.rows == {note}


def test_what_referred_to_a_deleted_object_is_noted():
    position = PositionFactory(role=RoleFactory())
    step = CareerStepFactory()
    step.positions.add(position)

    with Noted() as noted:
        position.role.delete()

    assert (
        "careers.position",
        ("careers.position", position.pk),
        frozenset({"role"}),
    ) in noted.rows


def test_transaction_notes_an_object_once():
    skill = SkillFactory()
    with Noted() as noted, transaction.atomic():
        skill.save()
        skill.save()

    rows = ContentChange.objects.filter(version=read_version(), kind="skills.skill")
    assert rows.count() == 1
    assert noted.changes.kinds == {"skills.skill"}


def test_rows_of_a_transaction_carry_its_version_and_the_one_before():
    with Noted() as noted, transaction.atomic():
        SkillFactory()
        RoleFactory()

    versions = ContentChange.objects.filter(version__gt=noted.old).values_list(
        "version", "previous"
    )
    assert {*versions} == {(read_version(), noted.old)}


def test_many_objects_are_noted_as_any(monkeypatch):
    monkeypatch.setattr(change_notes, "MAX_OBJECTS", 2)
    skills = [SkillFactory() for _ in range(3)]

    with Noted() as one_by_one, transaction.atomic():
        for skill in skills:
            skill.save()
    with Noted() as at_once:
        type(skills[0]).objects.update(kind="knowledge")

    assert ("skills.skill", None, None) in one_by_one.rows
    assert at_once.rows == {("skills.skill", None, None)}


def test_inserted_rows_are_noted_as_any():
    role, skill = RoleFactory(), SkillFactory()

    with Noted() as noted:
        bulk.insert(RoleSkill, ("role", "skill"), [(role.pk, skill.pk)], DEFAULT_DB_ALIAS)

    assert noted.rows == {("roles.roleskill", None, None)}


def test_what_is_written_after_the_version_was_read_is_noted_again():
    skill = SkillFactory()

    with transaction.atomic():
        skill.save()
        with Noted() as noted:
            skill.save()

    assert noted.changes.kinds == {"skills.skill"}


@pytest.mark.django_db(transaction=True)
def test_what_a_savepoint_noted_is_gone_with_it():
    skill = SkillFactory()

    with Noted() as noted, transaction.atomic():
        RoleFactory()
        with suppress(ValueError), transaction.atomic():
            skill.save()
            raise ValueError
        skill.save()

    assert ("skills.skill", ("skills.skill", skill.pk), None) in noted.rows


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_note():
    before = ContentChange.objects.count()

    with suppress(ValueError), transaction.atomic():
        SkillFactory()
        raise ValueError

    assert ContentChange.objects.count() == before


def test_old_versions_are_pruned_but_never_in_part(monkeypatch):
    monkeypatch.setattr(change_notes, "KEPT_ROWS", 4)
    monkeypatch.setattr(change_notes, "PRUNED_EVERY", 1)
    for pk in range(1, 9):
        read_version()
        note_changes("roles.role", [("roles.role", pk), ("roles.role", pk + 100)], DEFAULT_DB_ALIAS)
    rows = ContentChange.objects.values_list("version", flat=True)

    assert len(rows) in (4, 5, 6)
    assert all(ContentChange.objects.filter(version=version).count() == 2 for version in rows)


def test_pruned_versions_are_a_gap(monkeypatch):
    raise_version()
    old = read_version()
    monkeypatch.setattr(change_notes, "KEPT_ROWS", 2)
    monkeypatch.setattr(change_notes, "PRUNED_EVERY", 1)
    for _ in range(5):
        note_any("roles.role", DEFAULT_DB_ALIAS)
        newest = read_version()

    assert ChangeLog().between(old, newest, DEFAULT_DB_ALIAS) is None


def test_what_is_computed_of_a_role_is_noted_as_a_part_of_it():
    role, other = RoleFactory(), RoleFactory()
    row = RelatedRole(role=role, other=other, nearness=1, share=1, shared_skills=2)
    written = {("roles.relatedrole", ("roles.role", role.pk))}

    with Noted() as created:
        RelatedRole.objects.bulk_create([row])
    with Noted() as updated:
        RelatedRole.objects.filter(pk=row.pk).update(share=0.5)
    with Noted() as deleted:
        RelatedRole.objects.filter(pk=row.pk).delete()

    assert created.owners == updated.owners == deleted.owners == written


def test_all_that_is_written_like_content_says_what_it_is_a_part_of():
    models = [
        model
        for model in apps.get_models()
        if isinstance(model._default_manager.get_queryset(), ContentQuerySet)
    ]

    assert len(models) > 25
    assert [model for model in models if not hasattr(model, "part_of")] == []
