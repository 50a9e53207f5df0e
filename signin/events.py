"""Tells the audit log of second factors, locks, and passwords that were asked for."""

from typing import Any

from audit.models import Kind
from audit.recording import count, record
from audit.visits import account_of
from signin import signals


def connect() -> None:
    from allauth.mfa import signals as factors

    factors.authenticator_added.connect(factor_added)
    factors.authenticator_removed.connect(factor_removed)
    factors.authenticator_reset.connect(codes_renewed)
    signals.failed.connect(failed)
    signals.locked.connect(locked)
    signals.reset_asked.connect(reset_asked)
    signals.second_factor_reset.connect(factors_reset)


def factor_added(user: Any, authenticator: Any, **details: Any) -> None:
    record(_kind(authenticator, Kind.FACTOR_ADDED), about=user.pk)


def factor_removed(user: Any, authenticator: Any, **details: Any) -> None:
    """Recovery codes go with the last factor, and are no event of their own."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record(Kind.FACTOR_REMOVED, about=user.pk)


def codes_renewed(user: Any, authenticator: Any, **details: Any) -> None:
    record(_kind(authenticator, Kind.FACTOR_ADDED), about=user.pk)


def _kind(authenticator: Any, kind: Kind) -> Kind:
    is_codes = authenticator.type == authenticator.Type.RECOVERY_CODES
    return Kind.CODES_RENEWED if is_codes else kind


def failed(account: str, **details: Any) -> None:
    """The account that was tried, if there is one. What was typed is not kept: it may be a password
    in the wrong field."""
    count(Kind.SIGN_IN_FAILED, account_of(account))


def locked(account: str, **details: Any) -> None:
    count(Kind.LOCK, account_of(account))


def reset_asked(account: str, **details: Any) -> None:
    count(Kind.PASSWORD_RESET, account_of(account))


def factors_reset(user: Any, **details: Any) -> None:
    record(Kind.FACTORS_RESET, about=user.pk)
