"""Secrets of second factors are encrypted with a key that is made of SECRET_KEY.

What an earlier key (SECRET_KEY_FALLBACKS) has encrypted can still be read.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PURPOSE = b"rolebook.signin.second-factor"


class UnreadableSecret(ValidationError):
    """A secret was encrypted with a key that the site no longer has."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The site’s key has changed, so codes cannot be checked. "
                "Ask an administrator to reset your two-step verification."
            ),
            code="unreadable",
        )


def _fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hmac.new(key.encode(), PURPOSE, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest)


def encrypt(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """The text. Raises UnreadableSecret."""
    try:
        return _fernet().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret from error


def renewed(encrypted: str) -> str:
    """The same text, encrypted with today's key. Raises UnreadableSecret."""
    return encrypt(decrypt(encrypted))
