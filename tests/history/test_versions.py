import pytest

from history.versions import find_subject
from roles.models import Role, RoleSkill
from skills.models import Skill
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.history import last_change, recorded

pytestmark = pytest.mark.django_db


def subject_of(item):
    return find_subject(type(item), item.pk)


def change(item, **values):
    """Saves new values of an object, and returns the number of the change."""
    for name, value in values.items():
        setattr(item, name, value)
    with recorded():
        item.save()
    return last_change().pk


def test_version_has_the_values_of_its_time():
    with recorded():
        role = RoleFactory(title_fi="Yksi")
    first = last_change().pk
    second = change(role, title_fi="Kaksi")
    third = change(role, title_fi="Kolme")

    subject = subject_of(role)

    titles = [subject.at(number)[subject.key]["title_fi"] for number in (first, second, third)]
    assert titles == ["Yksi", "Kaksi", "Kolme"]
    assert subject.before(third)[subject.key]["title_fi"] == "Kaksi"


def test_version_has_the_parts_of_its_time():
    role = RoleFactory()
    old = ResponsibilityFactory(role=role)
    first = change(role, stage="lead")
    key, old_key = ("roles.responsibility", old.pk), old.key
    with recorded():
        old.delete()
    with recorded():
        new = ResponsibilityFactory(role=role)

    version = subject_of(role).at(first)

    assert version[key]["key"] == old_key
    assert ("roles.responsibility", new.pk) not in version
    assert ("roles.responsibility", new.pk) in subject_of(role).live


def test_version_has_the_relations_of_its_time():
    tools = [ToolFactory(), ToolFactory()]
    use = ToolUseFactory(tools=tools[:1])
    first = change(use, order=7)
    with recorded():
        use.tools.set(tools[1:])

    assert subject_of(use.role).at(first)["roles.tooluse", use.pk]["tools"] == [tools[0].pk]


def test_whole_role_comes_back_as_it_was():
    role = add_items(RoleFactory(slug="host"))
    cite(role, SourceFactory(), "summary")
    live = subject_of(role).live
    number = change(role, slug="guest")
    pk = role.pk
    with recorded():
        Role.objects.all().delete()

    subject = find_subject(Role, pk)

    assert subject.live == {}
    assert subject.before(number) == live
    assert len(live) == 19


def test_version_of_a_role_before_it_was_made_is_empty():
    with recorded():
        item = RoleSkillFactory()
    made = last_change().pk
    change(item, order=4)

    subject = subject_of(item.role)

    assert subject.before(made) == {}
    assert {*subject.at(made)} == {subject.key, ("roles.roleskill", item.pk)}


def test_history_of_a_part_is_about_itself():
    item, other = RoleSkillFactory(order=1), ToolUseFactory()
    number = change(item, order=2)
    change(item.role, stage="lead")

    subject = subject_of(item)

    assert subject.changes()[0].pk == number
    assert {*subject.at(number)} == {("roles.roleskill", item.pk)}
    assert other.pk


def test_part_that_is_deleted_is_found():
    item = RoleSkillFactory()
    role, pk = item.role, item.pk
    with recorded():
        item.delete()

    subject = find_subject(RoleSkill, pk)

    assert subject.owner == ("roles.role", role.pk)
    assert find_subject(Skill, 4_000) is None


def test_version_costs_the_same_number_of_queries_whatever_it_holds(count_queries):
    one, three = (add_items(RoleFactory(), number) for number in (1, 3))
    numbers = {role: change(role, stage="lead") for role in (one, three)}

    def read(role):
        return lambda: subject_of(role).at(numbers[role])

    assert count_queries(read(one)) == count_queries(read(three))
