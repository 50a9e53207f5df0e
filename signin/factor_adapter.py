"""What the site has allauth do in its own way with second factors."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext

from signin import encryption
from signin.adapters import WRONG_CODE


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, and they are named after this site."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Passkey")
