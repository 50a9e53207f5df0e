import pytest
from django.db import connection, transaction

from roles.apps import relate_for_the_first_time
from roles.models import RelatedRole
from roles.signals import relate_on_commit
from tests.factories import RoleFactory, RoleSkillFactory, SkillFactory, ToolUseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def related(monkeypatch):
    """The ids that were related anew, one set for each time."""
    calls = []
    monkeypatch.setattr("roles.related.relate", lambda role_ids: calls.append(set(role_ids)))
    return calls


@pytest.fixture
def commit(django_capture_on_commit_callbacks, related):
    """Does something as a transaction of its own, and returns what it related anew."""

    def commit(do) -> list[set[int]]:
        with django_capture_on_commit_callbacks(execute=True):
            relate_on_commit(0, "default")  # along with what other tests have rolled back
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
def test_what_is_taken_off_a_role_is_heard_of(factory, commit):
    item = factory()

    assert commit(item.delete) == [{item.role_id}]


def test_time_of_a_change_is_no_change(commit):
    assert commit(RoleFactory().touch) == []


def test_published_and_deleted_roles_are_heard_of(commit):
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


class Migration:
    def __init__(self, name: str) -> None:
        self.name = name


def test_roles_of_an_older_release_get_their_related_roles_when_it_is_migrated():
    skill = SkillFactory()
    for _ in range(2):
        RoleSkillFactory(skill=skill)

    relate_for_the_first_time(plan=[(Migration("0001_initial"), False)])
    assert RelatedRole.objects.count() == 0

    relate_for_the_first_time(plan=[(Migration("0003_related_roles"), False)])
    assert RelatedRole.objects.count() == 2
