from datetime import UTC, datetime, timedelta

import pytest

from roles.models import Role
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
)
from tests.support.history import last_change

pytestmark = pytest.mark.django_db
LIST = "/admin/roles/role/"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT = datetime(2026, 12, 3, 7, tzinfo=UTC)
# The same in Helsinki, as it is typed.
TYPED = {"publish_at_0": "2026-12-03", "publish_at_1": "09:00"}
NEXT_DAY = TYPED | {"publish_at_0": "2026-12-04"}
EMPTY = dict.fromkeys(TYPED, "")


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def publisher():
    return desk("Publisher")


@pytest.fixture
def editor():
    return desk("Editor")


def draft(**about):
    """A draft that lacks nothing to be published."""
    texts = {"summary": "Summary", "introduction": "Introduction", "source_language": "en"}
    role = DraftFactory(**texts | about)
    RoleSkillFactory(role=role)
    ResponsibilityFactory(role=role)
    return role


def schedule(role):
    role.refresh_from_db()
    return role.status, role.publish_at, role.publishes_thin, role.publish_problem


UNSCHEDULED = ("draft", None, False, "")


def test_publisher_sets_the_time_at_which_a_draft_is_published(publisher):
    role = draft()

    response = publisher.save(role, **TYPED)

    assert response.status_code == 302
    assert schedule(role) == ("draft", AT, False, "")
    [entry] = last_change().entries.all()
    assert entry.values["publish_at"] == [None, "2026-12-03T07:00:00+00:00"]


def test_new_role_is_scheduled_when_it_is_added(publisher):
    sent = publisher.filled_in(f"{LIST}add/")
    sent |= {"title_en": "Host", "summary_en": "Hosts.", "source_language": "en", "slug": "host"}
    sent |= {"family": RoleFamilyFactory().pk, "publishes_thin": "on"} | TYPED

    publisher.post(f"{LIST}add/", sent)

    assert schedule(Role.objects.get(slug="host")) == ("draft", AT, True, "")


def test_time_is_shown_with_its_zone_where_it_is_set(publisher):
    role = draft(publish_at=AT)

    page = publisher.get(change_page(role)).text

    assert 'name="publish_at_0" value="2026-12-03"' in page
    assert 'name="publish_at_1" value="09:00"' in page
    assert '<span class="timezone">Europe/Helsinki</span>' in page


def test_form_and_list_say_that_a_role_is_scheduled(editor):
    role = draft(publish_at=AT)

    page = editor.get(change_page(role)).text

    assert "Scheduled: 03/12/2026 09:00 (Europe/Helsinki)." in page
    assert "as it stands" not in page
    assert "scheduled: 03/12/2026 09:00" in editor.get(LIST).text


def test_form_says_what_is_still_missing(publisher):
    role = draft(publish_at=AT, summary_en="")

    assert "be published as it stands: no summary." in publisher.get(change_page(role)).text


def test_what_could_not_be_published_is_said_in_form_and_list(publisher):
    role = draft(publish_at=NOW, publish_problem="summary,introduction")

    page = publisher.get(change_page(role)).text

    assert (
        "The role could not be published at the scheduled time, 23/11/2026 14:00 "
        "(Europe/Helsinki): no summary, no introduction." in page
    )
    assert "publication failed: no summary, no introduction" in publisher.get(LIST).text


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("draft", {"draft", "scheduled", "late"}),
        ("scheduled", {"scheduled"}),
        ("late", {"late"}),
        ("published", {"published"}),
        ("retired", set()),
        ("forged", {"draft", "scheduled", "late", "published"}),
    ],
)
def test_list_is_narrowed_by_status(editor, state, found):
    DraftFactory(slug="draft")
    DraftFactory(slug="scheduled", publish_at=AT)
    DraftFactory(slug="late", publish_at=NOW, publish_problem="summary")
    RoleFactory(slug="published")

    page = editor.opened(f"{LIST}?state={state}")

    assert {role.slug for role in page["cl"].result_list} == found


@pytest.mark.parametrize("role_status", ["draft", "published"])
def test_editor_is_not_asked_and_cannot_set_a_time(editor, role_status):
    role = draft()
    Role.objects.filter(pk=role.pk).update(
        status=role_status, published_at=role.updated_at if role_status == "published" else None
    )

    assert 'name="publish_at_0"' not in editor.get(change_page(role)).text
    editor.save(role, **TYPED, publishes_thin="on", conclusion_en="The end")

    role.refresh_from_db()
    assert (role.publish_at, role.publishes_thin, role.conclusion_en) == (None, False, "The end")


def test_translator_cannot_set_a_time():
    role = draft()

    desk("Translator", "fi").save(role, **TYPED, title_fi="Nimi")

    assert schedule(role) == UNSCHEDULED


def test_role_that_an_editor_edits_stays_scheduled(editor):
    role = draft(publish_at=AT, publishes_thin=True)

    editor.save(role, **EMPTY, summary_en="Written by an editor")

    role.refresh_from_db()
    assert role.summary_en == "Written by an editor"
    assert schedule(role) == ("draft", AT, True, "")


def test_saving_without_a_change_leaves_the_time_to_the_second(publisher):
    at = AT + timedelta(seconds=30, microseconds=7)
    role = draft(publish_at=at)

    publisher.save(role, conclusion_en="The end")

    assert schedule(role) == ("draft", at, False, "")


def test_publisher_takes_the_time_away(publisher):
    role = draft(publish_at=AT, publishes_thin=True)

    publisher.save(role, **EMPTY)

    assert schedule(role) == UNSCHEDULED


def test_another_time_lets_the_clock_try_again(publisher):
    role = draft(publish_at=NOW, publish_problem="summary")

    publisher.save(role, **TYPED)

    assert schedule(role) == ("draft", AT, False, "")


def test_role_that_could_not_be_published_is_saved_without_another_time(publisher):
    role = draft(publish_at=NOW, publish_problem="summary")

    assert publisher.save(role, conclusion_en="The end").status_code == 302
    assert schedule(role) == ("draft", NOW, False, "summary")


@pytest.mark.parametrize("status", ["published", "retired"])
def test_role_that_goes_public_now_is_scheduled_no_more(publisher, status):
    role = draft(publish_at=AT)

    publisher.save(role, status=status)

    assert schedule(role) == (status, None, False, "")


TWICE_OR_NEVER = (
    "The clocks change on the night you chose (Europe/Helsinki), so this time occurs twice or "
    "not at all. "
    "Choose another time."
)


@pytest.mark.parametrize(
    ("day", "time", "complaint"),
    [
        ("2026-11-23", "14:00", "This time is in the past. Choose a time in the future."),
        ("2020-01-01", "9:00", "This time is in the past. Choose a time in the future."),
        ("0001-01-01", "00:00", "This time is in the past. Choose a time in the future."),
        ("9999-12-31", "23:59", "Choose a time within the next ten years."),
        ("2027-03-28", "03:30", TWICE_OR_NEVER),
        ("2027-10-31", "03:30", TWICE_OR_NEVER),
        ("tomorrow", "9:00", "Enter a valid date."),
        ("2026-12-03", "noon", "Enter a valid time."),
        ("2026-12-03", "", "This field is required."),
        ("", "9:00", "This field is required."),
    ],
)
def test_time_that_is_none_is_said(publisher, day, time, complaint):
    role = draft()

    response = publisher.save(role, publish_at_0=day, publish_at_1=time)

    assert complaints(response) == {"publish_at": [complaint]}
    assert schedule(role) == UNSCHEDULED


@pytest.mark.parametrize("time", ["9:00", "09:00:00", "9.00", "09.00.59"])
def test_time_is_understood_as_people_write_it(publisher, time):
    role = draft()

    publisher.save(role, publish_at_0="2026-12-03", publish_at_1=time)

    assert schedule(role) == ("draft", AT, False, "")


def test_only_a_draft_is_scheduled(publisher):
    role = draft()

    response = publisher.save(role, **TYPED, status="published")

    assert complaints(response) == {
        "publish_at": ["Only a draft can be scheduled for publication."]
    }
    assert schedule(role) == UNSCHEDULED


def test_page_of_a_published_role_asks_for_no_time(publisher):
    role = RoleFactory(source_language="en", summary="Summary")

    assert 'name="publish_at_0"' not in publisher.get(change_page(role)).text
    publisher.save(role, **TYPED, conclusion_en="The end")

    role.refresh_from_db()
    assert (role.publish_at, role.conclusion_en) == (None, "The end")


@pytest.mark.parametrize(
    ("about", "column"),
    [({"source_language": ""}, "source_language"), ({"summary_en": ""}, "summary_en")],
)
def test_role_without_what_readers_need_is_not_scheduled(publisher, about, column):
    role = draft(**about)

    response = publisher.save(role, **TYPED, publishes_thin="on")

    assert complaints(response) == {
        column: ["This field is required before the role can be published."]
    }
    assert schedule(role) == UNSCHEDULED


def test_thin_role_is_scheduled_only_if_that_is_confirmed(publisher):
    role = DraftFactory(summary="Summary", source_language="en")

    response = publisher.save(role, **TYPED, conclusion_en="The end")

    role.refresh_from_db()
    assert (role.publish_at, role.conclusion_en) == (None, "The end")
    assert response.headers["Location"] == change_page(role)
    assert (
        "The role was saved but not scheduled for 03/12/2026 09:00: no essential skills"
        in publisher.get(change_page(role)).text
    )

    publisher.save(role, **TYPED, publishes_thin="on")

    assert schedule(role) == ("draft", AT, True, "")


def test_thin_role_keeps_its_time_if_another_is_not_confirmed(publisher):
    role = DraftFactory(summary="Summary", source_language="en", publish_at=AT)

    publisher.save(role, **NEXT_DAY)

    assert schedule(role) == ("draft", AT, False, "")


def test_two_publishers_who_set_different_times_are_told(publisher):
    role = draft()
    sent = publisher.filled_in(change_page(role))
    desk("Publisher").save(role, **TYPED)

    response = publisher.post(change_page(role), sent | NEXT_DAY)

    _message, before, since = complaints(response)["publish_at"]
    assert before == "When you opened the page: –"
    assert since.startswith("Saved since you opened the page: 03/12/2026 09:00 (")
    assert schedule(role) == ("draft", AT, False, "")


def test_form_that_was_opened_before_the_role_was_published_takes_nothing_back(publisher):
    role = draft(publish_at=AT)
    sent = publisher.filled_in(change_page(role))
    Role.objects.filter(pk=role.pk).publish()

    publisher.post(change_page(role), sent | {"conclusion_en": "The end"})

    role.refresh_from_db()
    assert (role.status, role.publish_at, role.conclusion_en) == ("published", None, "The end")


def test_two_editors_who_give_different_days_of_a_review_are_told(editor):
    role = draft(review_on="2026-12-01")
    sent = editor.filled_in(change_page(role))
    desk("Editor").save(role, review_on="2026-12-24")

    response = editor.post(change_page(role), sent | {"review_on": "2027-01-07"})

    _message, before, since = complaints(response)["review_on"]
    assert before == "When you opened the page: 01/12/2026"
    assert since.startswith("Saved since you opened the page: 24/12/2026 (")


def test_forged_time_of_opening_is_no_error(publisher):
    role = draft(publish_at=AT)
    sent = publisher.filled_in(change_page(role)) | {"opened": '{"publish_at": "noon"}'}

    response = publisher.post(change_page(role), sent | NEXT_DAY)

    assert complaints(response)["publish_at"][1] == "When you opened the page: noon"


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "2026-12-03"), ("fi", "03.12.2026"), ("nb", "03.12.2026"), ("pl", "03.12.2026")],
)
def test_day_is_shown_and_understood_as_each_language_writes_it(publisher, language, day):
    role = draft(publish_at=AT)
    publisher.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    page = publisher.get(change_page(role)).text
    publisher.save(role, **NEXT_DAY | {"publish_at_0": day.replace("03", "04")})

    assert f'name="publish_at_0" value="{day}"' in page
    assert schedule(role) == ("draft", AT + timedelta(days=1), False, "")
