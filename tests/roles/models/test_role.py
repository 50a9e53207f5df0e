from datetime import UTC, date, datetime

import pytest

from roles.models import Role, RoleViews
from tests.support.constraints import breaking
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    RoleFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_readers_see_published_roles_only():
    role, _ = RoleFactory(), DraftFactory()

    assert list(Role.objects.published()) == [role]
    assert list(Role.visible()) == [role]


def test_retired_role_keeps_its_page_but_is_in_no_list():
    role, _ = RoleFactory(), DraftFactory()
    retired = RoleFactory(status="retired", replaced_by=role)

    assert list(Role.objects.published()) == [role]
    assert list(Role.objects.with_pages().order_by("pk")) == [role, retired]
    assert (role.is_retired, retired.is_retired, retired.is_published) == (False, True, False)


def test_role_is_not_replaced_by_itself():
    role = RoleFactory()

    with breaking(Role, "role_is_not_replaced_by_itself"):
        Role.objects.filter(pk=role.pk).update(replaced_by=role)


def test_role_that_is_published_for_the_first_time_is_published_now(time_machine):
    time_machine.move_to(NOW, tick=False)
    role = DraftFactory()
    role.status = "published"
    role.save()

    role.refresh_from_db()
    assert (role.published_at, role.updated_at) == (NOW, NOW)


def test_role_that_is_published_again_keeps_the_day_it_was_published(time_machine):
    role = RoleFactory()
    first = role.published_at
    role.status = "draft"
    role.save()
    role.status = "published"
    role.save()

    assert Role.objects.get().published_at == first


def test_published_role_needs_the_time_it_was_published():
    role = RoleFactory()

    with breaking(Role, "role_is_published_at_a_time"):
        Role.objects.filter(pk=role.pk).update(published_at=None)


def test_role_cannot_be_updated_before_it_is_published():
    with breaking(Role, "role_is_updated_after_it_is_published"):
        RoleFactory(published_at=NOW, updated_at=datetime(2026, 11, 23, 11, tzinfo=UTC))


@pytest.mark.parametrize(("day", "was_updated"), [(2, False), (3, True)])
def test_role_was_updated_if_it_changed_on_a_later_day(day, was_updated):
    role = RoleFactory(
        published_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        updated_at=datetime(2026, 3, day, 15, tzinfo=UTC),
    )

    assert role.was_updated is was_updated


def test_change_on_its_page_updates_the_role(time_machine):
    role = RoleFactory()
    time_machine.move_to(NOW, tick=False)

    role.touch()

    assert Role.objects.get().updated_at == NOW


def test_page_stands_on_its_own_where_title_and_introduction_are_written():
    role = RoleFactory(title="Lead", title_fi="", introduction="Leads", introduction_pl="")

    assert role.page_languages == ["en", "nb"]
    for code in ("en", "fi", "nb", "pl"):
        assert list(Role.objects.written_in(code)) == ([role] if code in ("en", "nb") else [])


def test_page_of_a_role_without_an_introduction_stands_on_its_title():
    role = RoleFactory(title="Lead", title_fi="")

    assert role.page_languages == ["en", "nb", "pl"]
    assert list(Role.objects.written_in("pl")) == [role]
    assert list(Role.objects.written_in("fi")) == []


def read(role: Role, **days: int) -> None:
    """`read(role, day_22=3)`: three readers on the 22nd of November."""
    for day, count in days.items():
        number = int(day.removeprefix("day_"))
        RoleViews.objects.create(role=role, day=date(2026, 11, number), count=count)


def test_most_read_roles_are_those_of_the_days_before_today():
    little, much, today_only = RoleFactory(), RoleFactory(), RoleFactory()
    read(little, day_21=2, day_22=1)
    read(much, day_22=4)
    read(today_only, day_23=100)
    RoleFactory()

    found = Role.objects.most_read(date(2026, 11, 23))

    assert [(role, role.times_read) for role in found] == [(much, 4), (little, 3)]


def test_most_read_roles_forget_days_that_are_long_over():
    role = RoleFactory()
    read(role, day_10=5, day_11=2)

    [found] = Role.objects.most_read(date(2026, 11, 18), days=7)

    assert found.times_read == 2
    assert list(Role.objects.most_read(date(2026, 11, 19), days=7)) == []


def test_roles_read_as_often_stand_by_slug():
    for slug in ("b", "a", "c"):
        read(RoleFactory(slug=slug), day_22=1)

    assert [role.slug for role in Role.objects.most_read(date(2026, 11, 23))] == ["a", "b", "c"]


def test_items_are_counted_once_each():
    role = add_items(RoleFactory(), number=3)
    ToolUseFactory(role=role, tools=[ToolFactory(slug="shared")])
    ToolUseFactory(role=role, tools=role.tool_uses.last().tools.all())

    found = Role.objects.with_item_counts().get(pk=role.pk)

    assert (found.responsibility_count, found.skill_count) == (3, 3)
    assert (found.tool_count, found.metric_count) == (4, 3)


def test_items_are_all_that_can_cite_a_source_the_role_first():
    role = add_items(RoleFactory())

    kinds = [item._meta.model_name for item in role.items]

    assert kinds == [
        "role",
        "responsibility",
        "roleskill",
        "tooluse",
        "rolemetric",
        "payrange",
        "bestpractice",
        "question",
        "careerstep",
    ]


def test_vocabulary_are_the_shared_words_on_the_page():
    role = add_items(RoleFactory())

    kinds = [word._meta.model_name for word in role.vocabulary]

    assert kinds == ["responsibilityarea", "skill", "toolcategory", "metric"]


def test_hidden_titles_are_not_shown():
    role = RoleFactory()
    for language, title, shown in (
        ("fi", "Vetäjä", True),
        ("fi", "Vetaja", False),
        ("fi", "Johtaja", True),
        ("pl", "Lider", True),
    ):
        AlternativeTitleFactory(role=role, language=language, title=title, shown=shown)

    assert role.shown_titles == {"en": [], "fi": ["Vetäjä", "Johtaja"], "nb": [], "pl": ["Lider"]}


def test_scheduled_roles_are_drafts_that_the_clock_has_not_tried():
    DraftFactory()
    scheduled = DraftFactory(publish_at=NOW)
    tried = DraftFactory(publish_at=NOW, publish_problem="skills")

    assert list(Role.objects.scheduled()) == [scheduled]
    assert list(Role.objects.not_published_in_time()) == [tried]


@pytest.mark.parametrize("status", ["published", "retired"])
def test_role_with_a_page_is_scheduled_no_more(status):
    role = DraftFactory(publish_at=NOW, publishes_thin=True, publish_problem="skills")
    role.status = status
    role.save()

    role.refresh_from_db()
    assert (role.publish_at, role.publishes_thin, role.publish_problem) == (None, False, "")


def test_roles_that_are_published_together_are_scheduled_no_more():
    role = DraftFactory(publish_at=NOW, publishes_thin=True)

    Role.objects.all().publish()

    role.refresh_from_db()
    assert (role.status, role.publish_at, role.publishes_thin) == ("published", None, False)


TODAY, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("about", "is_overdue"),
    [
        ({}, False),
        ({"review_on": TODAY}, False),
        ({"review_on": DAY_BEFORE}, True),
        ({"review_on": DAY_BEFORE, "status": "draft"}, True),
        ({"review_on": DAY_BEFORE, "status": "retired"}, False),
        ({"review_on": DAY_BEFORE, "reviewed_on": date(2026, 11, 21)}, True),
        ({"review_on": DAY_BEFORE, "reviewed_on": DAY_BEFORE}, False),
        ({"review_on": DAY_BEFORE, "reviewed_on": TODAY}, False),
    ],
)
def test_review_is_overdue_once_its_day_has_passed_without_one(time_machine, about, is_overdue):
    time_machine.move_to(NOW, tick=False)
    role = RoleFactory(**about)

    assert list(Role.objects.all().review_overdue()) == ([role] if is_overdue else [])
