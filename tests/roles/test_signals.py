import pytest
from django.db import connection, transaction

from core.signals import content_loaded
from roles.models import RelatedRole
from tests.support.factories import RoleFactory, RoleSkillFactory, SkillFactory, ToolUseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def related(monkeypatch):
    """The sets of role ids that `relate` was called with."""
    calls = []
    monkeypatch.setattr("roles.related.relate", lambda role_ids: calls.append(set(role_ids)))
    return calls


@pytest.fixture
def commit(django_capture_on_commit_callbacks, related):
    """Does something as a transaction of its own; returns the sets of role ids it related."""

    def commit(do) -> list[set[int]]:
        connection.run_on_commit.clear()  # what was done before counts as committed
        related.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return related

    return commit


def test_role_is_related_once_however_much_of_it_changes(commit):
    def edit():
        role.save()
        RoleSkillFactory(role=role, skill=SkillFactory())
        ToolUseFactory(role=role)

    role = RoleFactory()

    assert commit(edit) == [{role.pk}]


@pytest.mark.parametrize("factory", [RoleSkillFactory, ToolUseFactory])
def test_role_is_related_when_it_loses_an_item(factory, commit):
    item = factory()

    assert commit(item.delete) == [{item.role_id}]


def test_touched_role_is_not_related(commit):
    assert commit(RoleFactory().touch) == []


def test_role_is_related_when_it_is_published_or_deleted(commit):
    role = RoleSkillFactory().role
    pk = role.pk

    assert commit(lambda: role.save(update_fields=["status"])) == [{pk}]
    assert commit(role.delete) == [{pk}]


@pytest.mark.django_db(transaction=True)
def test_roles_that_share_a_skill_are_related_as_soon_as_they_are_saved():
    skill = SkillFactory()
    with transaction.atomic():
        one, other = (RoleSkillFactory(skill=skill).role for _ in range(2))
        assert not RelatedRole.objects.exists()

    assert sorted(RelatedRole.objects.values_list("role", "other")) == [
        (one.pk, other.pk),
        (other.pk, one.pk),
    ]
    assert not connection.in_atomic_block


def test_saved_skill_is_looked_for_in_titles_again(commit, monkeypatch):
    calls = []
    monkeypatch.setattr("roles.named_skills.name_skills", calls.append)
    skill = SkillFactory()
    calls.clear()

    commit(skill.save)

    assert calls == [{skill.pk}]


def test_what_is_loaded_is_related_before_the_commit():
    """A load that is killed leaves all old or all new."""
    skill = SkillFactory()
    for _ in range(2):
        RoleSkillFactory(skill=skill)
    assert not RelatedRole.objects.exists()

    content_loaded.send(sender=None)

    assert RelatedRole.objects.count() == 2


def test_skill_of_which_no_title_is_saved_is_not(commit, monkeypatch):
    calls = []
    skill = SkillFactory()
    monkeypatch.setattr("roles.named_skills.name_skills", calls.append)

    commit(lambda: skill.save(update_fields=["description_nb"]))
    commit(lambda: skill.save(update_fields=["title_nb"]))

    assert calls == [{skill.pk}]
