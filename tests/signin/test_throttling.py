from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory

from signin import signals
from signin.models import FailedAttempts
from signin.throttling import (
    BY_ACCOUNT_AND_ADDRESS,
    BY_ADDRESS,
    LOCK,
    ThrottleScope,
    TooManyAttempts,
    attempt,
    forget,
)
from tests.signin.people import later
from tests.support.writers import stored_in

pytestmark = pytest.mark.django_db


def request_from(address="192.0.2.1"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def fail(account="anna", address="192.0.2.1", **options):
    """What comes of a wrong guess: it is wrong, or not even looked at."""
    try:
        with attempt(request_from(address), account, **options):
            raise ValidationError("wrong")
    except TooManyAttempts:
        return "locked"
    except ValidationError:
        return "wrong"


def succeed(account="anna", address="192.0.2.1"):
    with attempt(request_from(address), account):
        return "right"


def test_account_is_locked_for_an_address_and_for_no_other():
    answers = [fail() for _ in range(BY_ACCOUNT_AND_ADDRESS + 2)]

    assert answers == ["wrong"] * BY_ACCOUNT_AND_ADDRESS + ["locked"] * 2
    with pytest.raises(TooManyAttempts):
        succeed()
    assert succeed(address="192.0.2.2") == succeed("bea") == "right"


@pytest.mark.parametrize("account", ["ANNA", "\uff21nna"])
def test_another_spelling_of_a_name_is_the_same_account(account):
    for _ in range(BY_ACCOUNT_AND_ADDRESS):
        fail()

    assert fail(account) == "locked"


def test_address_is_locked_for_all_accounts():
    for number in range(BY_ADDRESS):
        assert fail(f"user-{number}") == "wrong"

    assert fail("anna") == "locked"
    assert fail("anna", address="192.0.2.2") == "wrong"


def test_lock_ends_however_often_somebody_knocks_meanwhile():
    for _ in range(BY_ACCOUNT_AND_ADDRESS):
        fail()
    with later(LOCK.total_seconds() - 60):
        assert fail() == "locked"
    with later(LOCK.total_seconds() + 1):
        assert succeed() == "right"
        assert fail() == "wrong"


def test_own_success_takes_no_failure_of_others_back():
    for _ in range(BY_ADDRESS - 1):
        fail("victim" + str(_))
        succeed("attacker")
        forget(request_from(), "attacker")
    fail("x")

    assert fail("y") == "locked"


def test_signing_in_starts_anew_for_the_account():
    for _ in range(BY_ACCOUNT_AND_ADDRESS - 1):
        fail()
    succeed()
    forget(request_from(), "anna")

    assert fail() == "wrong"
    assert fail() == "wrong"


def test_last_attempt_is_told_of_once():
    told = []
    signals.locked.connect(receiver := lambda **details: told.append(details["account"]))

    for _ in range(BY_ACCOUNT_AND_ADDRESS + 3):
        fail()

    assert told == ["anna"]
    assert receiver


def test_neither_name_nor_address_is_stored_and_what_is_past_goes():
    fail()
    keys = {row.key for row in FailedAttempts.objects.order_by("key")}

    assert {len(key) for key in keys} == {64}
    assert len(keys) == 2
    with later(LOCK.total_seconds() + 1):
        fail("bea", address="192.0.2.9")
    assert keys.isdisjoint(row.key for row in FailedAttempts.objects.order_by("key"))


def test_lock_says_how_long_it_lasts():
    scope = ThrottleScope("other", 1, 1, timedelta(minutes=1))
    fail(scope=scope)
    request = request_from()

    with pytest.raises(TooManyAttempts) as error, attempt(request, "anna", scope):
        pass

    assert error.value.messages == ["Too many attempts. Try again in 1 minute."]
    assert request.retry_after == error.value.seconds == 60


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_no_more_than_one_after_the_other(tmp_path):
    def guess(number):
        try:
            return fail()
        finally:
            connection.close()

    with stored_in(tmp_path / "database.sqlite3"), ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(guess, range(40)))

    assert answers.count("wrong") == BY_ACCOUNT_AND_ADDRESS
    assert answers.count("locked") == 40 - BY_ACCOUNT_AND_ADDRESS


@pytest.mark.django_db(transaction=True)
def test_attempts_of_several_people_at_once_all_come_to_an_end():
    """Also where rows of the past are removed meanwhile: of these, nearly all are."""
    if connection.vendor == "sqlite":
        pytest.skip("has one writer at a time")
    scope = ThrottleScope("short", 1_000, 1_000, timedelta(milliseconds=1))

    def guess(start):
        try:
            for number in range(start, start + 30):
                account, address = f"person {number % 5}", f"192.0.2.{number % 3}"
                with attempt(request_from(address), account, scope):
                    pass
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(guess, range(5)))

    assert {*FailedAttempts.objects.values_list("count", flat=True)} <= {0}
