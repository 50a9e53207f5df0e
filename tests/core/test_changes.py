import pytest

from core import changes
from core.change_notes import note_any, note_changes
from core.changes import (
    ChangeLog,
    ContentChanges,
    Written,
    change_log,
    changes_one_by_one,
    changes_since,
)
from core.content_version import raise_version, read_version, start_release
from core.models import ContentVersion
from core.replicas import PRIMARY
from roles.models import Role, RoleSkill
from skills.models import Skill
from tests.support.factories import SkillFactory

pytestmark = pytest.mark.django_db
OF_ROLE = ("roles.role", 5)


@pytest.fixture
def log():
    return ChangeLog()


def noted(*changed):
    """The version in which some skills were written."""
    note_changes("skills.skill", [("skills.skill", pk) for pk in changed], PRIMARY)
    return read_version()


@pytest.fixture
def old():
    raise_version()
    return read_version()


def skills(changes):
    return changes.owners(Skill)


def test_what_was_written_since_a_version_is_that_of_all_later_ones(log, old):
    versions = [noted(1), noted(2, 3), noted(4)]

    found = [skills(log.between(since, versions[-1], PRIMARY)) for since in (old, *versions)]

    assert found == [{1, 2, 3, 4}, {2, 3, 4}, {4}, set()]
    assert skills(log.between(old, versions[1], PRIMARY)) == {1, 2, 3}


def test_each_version_is_read_once(log, old, django_assert_num_queries):
    first, second = noted(1), noted(2)
    with django_assert_num_queries(1):
        log.between(old, second, PRIMARY)
        log.between(first, second, PRIMARY)
    third = noted(3)

    with django_assert_num_queries(1):
        assert skills(log.between(first, third, PRIMARY)) == {2, 3}
        assert skills(log.between(old, third, PRIMARY)) == {1, 2, 3}


def test_versions_before_those_that_are_known_are_read_too(log, old, django_assert_num_queries):
    """A page of another process may be older than this one."""
    first, second, third = noted(1), noted(2), noted(3)
    log.between(second, third, PRIMARY)

    with django_assert_num_queries(1):
        assert skills(log.between(old, third, PRIMARY)) == {1, 2, 3}
        assert skills(log.between(first, second, PRIMARY)) == {2}
        assert skills(log.between(old, first, PRIMARY)) == {1}


def test_no_more_versions_are_read_than_are_remembered(old, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(changes, "REMEMBERED", 2)
    log = changes.ChangeLog()
    _first, second, third, fourth = (noted(n) for n in range(4))
    log.between(second, fourth, PRIMARY)

    with django_assert_num_queries(0):
        assert log.between(old, fourth, PRIMARY) is None
        assert skills(log.between(third, fourth, PRIMARY)) == {3}


def raise_by_hand():
    ContentVersion.objects.update(number=read_version() + 1)


@pytest.mark.parametrize("unknown", [raise_version, raise_by_hand])
def test_nothing_is_known_across_a_version_that_says_nothing(log, old, unknown):
    before = noted(1)
    unknown()
    between = read_version()
    after = noted(2)

    assert log.between(before, between, PRIMARY) is None
    assert log.between(old, after, PRIMARY) is None
    assert skills(log.between(between, after, PRIMARY)) == {2}
    assert skills(log.between(old, before, PRIMARY) or ContentChanges(0, [])) in ({1}, set())


def test_new_release_may_change_anything(log, old, settings):
    settings.RELEASE = "another"
    start_release()

    assert log.between(old, read_version(), PRIMARY) is None


def test_nothing_is_known_of_a_version_that_never_was(log, old):
    new = noted(1)

    assert log.between(old - 1, new, PRIMARY) is None
    assert log.between(old, new + 1, PRIMARY) is None


def test_nothing_is_known_when_the_version_goes_back(log, old):
    new = noted(1)

    assert log.between(new, old, PRIMARY) is None


def test_backup_that_was_restored_and_edited_is_another_history(log, old, time_machine):
    time_machine.move_to("2126-11-23T12:00Z")
    lost = noted(1)
    log.between(old, lost, PRIMARY)
    ContentVersion.objects.update(number=old)
    time_machine.move_to("2126-11-23T12:01Z")
    new = noted(2)

    assert log.between(lost, new, PRIMARY) is None


def test_the_door_reads_the_database_of_the_thread(old):
    change_log.clear()
    skill = SkillFactory()

    changes = changes_since(old, read_version())

    assert skills(changes) == {skill.pk}
    assert changes.version == read_version()


def test_changes_of_each_version_are_known_one_by_one(old):
    change_log.clear()
    versions = [noted(1), noted(2, 3)]

    found = changes_one_by_one(old, versions[-1], PRIMARY)

    assert [(one.version, skills(one)) for one in found] == [
        (versions[0], {1}),
        (versions[1], {2, 3}),
    ]
    raise_version()
    assert changes_one_by_one(old, read_version(), PRIMARY) is None
    assert changes_one_by_one(old - 1, versions[-1], PRIMARY) is None
    assert changes_one_by_one(old, old, PRIMARY) == []


def test_changes_name_the_owners_of_written_objects():
    changes = ContentChanges(
        7,
        [
            Written("roles.roleskill", OF_ROLE, None),
            Written("roles.role", ("roles.role", 6), frozenset({"stage"})),
            Written("skills.skill", ("skills.skill", 5), None),
        ],
    )

    assert changes.owners(Role) == {6}
    assert changes.owners(Role, Role, RoleSkill) == {5, 6}
    assert changes.touch(Role, Skill)
    assert not changes.touch(type(SkillFactory()).group.field.related_model)


def test_of_a_kind_of_which_any_may_have_changed_no_owners_are_known(log, old):
    note_any("skills.skill", PRIMARY)

    changes = log.between(old, read_version(), PRIMARY)

    assert changes.owners(Skill) is None
    assert changes.owners(Role) == set()
