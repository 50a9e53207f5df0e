import pytest

from history.models import Change, Origin
from history.occasions import occasion
from history.pages import FIRST, PAGE_SIZE, author, find_version, history_page
from history.versions import find_subject
from roles.models import Role
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    UserFactory,
    add_items,
)
from tests.support.history import last_change, recorded
from translations.languages import language_activated

pytestmark = pytest.mark.django_db


def page_of(item, number=None):
    return history_page(find_subject(type(item), item.pk), number)


def what(item):
    with language_activated("en"):
        return [row.what for row in page_of(item).rows]


def test_versions_are_listed_with_what_changed_in_words():
    with recorded():
        role = RoleFactory()
    item = ResponsibilityFactory(role=role)
    with recorded():
        role.title_fi, role.title_pl, role.stage = "Isäntä", "Gospodarz", "lead"
        role.save()
        item.title_en = "Leading"
        item.save()
    with recorded():
        item.delete()
        RoleSkillFactory(role=role)

    assert what(role) == [
        ["Responsibilities: deleted 1", "Role skills: added 1"],
        ["Stage; Title (Suomi, Polski)", "Responsibilities: changed 1"],
        ["Responsibilities: added 1"],
        ["Added"],
    ]


def test_origin_is_told_unless_somebody_edited():
    role = RoleFactory()
    for origin in (Origin.EDIT, Origin.IMPORT):
        role.stage = "lead" if origin == Origin.EDIT else "entry"
        with recorded(origin):
            role.save()

    with language_activated("en"):
        origins = [row.origin for row in page_of(role).rows]

    assert origins == ["Classification imported", "", "Changed by a program"]


@pytest.mark.parametrize(
    ("options", "name"),
    [({"username": "eva"}, "eva"), ({"username": "eva", "first_name": "Eva"}, "eva (Eva)")],
)
def test_author_is_named(options, name):
    user = UserFactory(**options)
    with occasion(Origin.EDIT, lambda: user.pk):
        RoleFactory()

    assert author(last_change()) == name


def test_author_whose_account_is_deleted_is_a_former_user():
    user = UserFactory()
    with occasion(Origin.EDIT, lambda: user.pk):
        RoleFactory()

    user.delete()

    with language_activated("en"):
        assert author(last_change()) == "former user"
        assert author(Change(origin=Origin.IMPORT)) == ""


def test_object_that_is_older_than_the_history_has_a_first_version(db):
    Change.objects.get_or_create(origin=Origin.START)
    role = RoleFactory(title_en="One")
    Change.objects.exclude(origin=Origin.START).delete()
    with recorded():
        role.title_en = "Two"
        role.save()

    subject = find_subject(Role, role.pk)

    assert history_page(subject, None).first.origin == Origin.START
    version = find_version(subject, FIRST)
    assert version.state[subject.key]["title_en"] == "One"
    with language_activated("en"):
        assert version.name == "One"
        assert [difference.verb for difference in version.changed()] == ["created"]
        assert [difference.verb for difference in version.compared()] == ["changed"]


def test_object_whose_beginning_is_known_has_no_other_first_version():
    role = RoleFactory()

    assert page_of(role).first is None
    assert find_version(find_subject(Role, role.pk), FIRST) is None


def test_version_that_deleted_the_object_is_that_before():
    role = RoleFactory(title_en="Host")
    with recorded():
        role.delete()

    subject = find_subject(Role, role.pk or Change.objects.last().entries.get().object_id)
    version = find_version(subject, last_change().pk)

    assert (version.is_deletion, version.is_there) == (True, True)
    assert version.state[subject.key]["title_en"] == "Host"
    assert [difference.verb for difference in version.compared()] == ["deleted"]


def test_version_of_another_object_is_not_found():
    role, other = RoleFactory(), RoleFactory()
    with recorded():
        other.stage = "lead"
        other.save()

    assert find_version(find_subject(Role, role.pk), last_change().pk) is None


def test_list_costs_the_same_number_of_queries_whatever_changed(count_queries):
    one, three = RoleFactory(), RoleFactory()
    for role, number in ((one, 1), (three, 3)):
        for _ in range(number):
            with recorded():
                add_items(role, number)

    assert count_queries(lambda: page_of(one)) == count_queries(lambda: page_of(three))


def test_long_lists_have_pages():
    role = RoleFactory()
    for order in range(PAGE_SIZE + 1):
        with recorded():
            role.stage = "lead" if order % 2 else "entry"
            role.save()

    assert [len(page_of(role, number).rows) for number in (None, "2")] == [PAGE_SIZE, 2]
