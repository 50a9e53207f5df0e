import logging

import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from audit.models import Event, Kind
from audit.occasions import AuditMiddleware
from audit.recording import MOST_ADDRESSES, count, record, record_if_possible
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(username="ada", first_name="Ada", email="ada@example.org")


def during_request(do, user=None, address="192.0.2.7"):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = user or UserFactory.build()
    AuditMiddleware(lambda request: do())(request)


def test_event_says_who_did_what_when_and_from_where(ada):
    other = UserFactory()

    during_request(
        lambda: record(Kind.RIGHTS_CHANGED, about=other.pk, details={"given": ["Editor"]}), ada
    )

    event = Event.objects.latest("pk")
    assert (event.kind, event.by, event.about) == (Kind.RIGHTS_CHANGED, ada, other)
    assert event.details == {"given": ["Editor"]}
    assert event.address == "192.0.2.7"
    assert event.count == 1


def test_command_is_nobody_without_an_address():
    record(Kind.LOAD, subject="x" * 300)

    event = Event.objects.get(kind=Kind.LOAD)
    assert (event.by_id, event.address) == (None, None)
    assert event.subject == "x" * 199 + "…"


def test_no_address_is_kept_where_that_is_not_wanted(settings, ada):
    settings.AUDIT_ADDRESS_DAYS = 0
    during_request(lambda: record(Kind.SIGN_OUT, about=ada.pk), ada)
    during_request(lambda: count(Kind.SIGN_IN_FAILED))

    assert {event.address for event in Event.objects.all()} == {None}


def test_what_is_tried_again_is_counted_in_one_row(ada):
    for _ in range(7):
        during_request(lambda: count(Kind.SIGN_IN_FAILED, ada.pk))
    during_request(lambda: count(Kind.SIGN_IN_FAILED))

    rows = Event.objects.filter(kind=Kind.SIGN_IN_FAILED).order_by("pk")
    assert [(row.about, row.count) for row in rows] == [(ada, 7), (None, 1)]
    assert rows[0].last_at > rows[0].at


def test_attack_from_many_addresses_fills_a_bounded_number_of_rows(ada):
    for number in range(200):
        address = f"198.51.100.{number}"
        during_request(lambda: count(Kind.SIGN_IN_FAILED, ada.pk), address=address)
        during_request(lambda: count(Kind.SIGN_IN_FAILED), address=address)

    rows = Event.objects.filter(kind=Kind.SIGN_IN_FAILED)
    assert rows.count() <= MOST_ADDRESSES + 2
    assert sum(row.count for row in rows) == 400
    assert {row.about for row in rows.filter(address=None)} == {ada, None}


def test_log_has_the_event_the_user_and_the_row_alone(
    ada, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.INFO, "audit.recording")
    with django_capture_on_commit_callbacks(execute=True):
        during_request(lambda: record(Kind.SIGN_OUT, about=ada.pk), ada)
        during_request(lambda: count(Kind.SIGN_IN_FAILED))

    lines = [record for record in caplog.records if record.name == "audit.recording"]
    out, failed = Event.objects.filter(kind__in=("sign_out", "sign_in_failed")).order_by("pk")
    assert [(line.event, line.user, line.audit) for line in lines] == [
        ("sign_out", ada.pk, out.pk),
        ("sign_in_failed", None, failed.pk),
    ]
    assert lines[0].getMessage() == f"sign_out user={ada.pk} audit={out.pk}"


def test_what_is_rolled_back_is_in_no_log(caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.INFO, "audit.recording")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record(Kind.LOAD)
        transaction.set_rollback(True)

    assert not Event.objects.filter(kind=Kind.LOAD).exists()
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_backup_of_a_database_that_cannot_be_written_is_told_in_the_log(caplog):
    def refuse(execute, sql, *rest):
        raise OperationalError("attempt to write a readonly database")

    with connection.execute_wrapper(refuse):
        record_if_possible(Kind.BACKUP)

    assert caplog.messages == [
        "The audit log could not be told of backup: attempt to write a readonly database"
    ]
