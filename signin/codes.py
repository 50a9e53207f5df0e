"""A code of an authenticator app is right once, in whatever process it is asked."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from django.utils.crypto import salted_hmac

USED = "used"  # in the data of an authenticator: hashes of codes, with the time they were used at


def use_code(authenticator: Any, code: str) -> None:
    """Remembers the code for as long as it would be right. Raises ValidationError if it was used.

    Recovery codes remember it themselves.
    """
    if authenticator.type != authenticator.Type.TOTP:
        return
    digits = "".join(filter(str.isdigit, code))
    hashed = salted_hmac("signin.codes", f"{authenticator.pk}:{digits}").hexdigest()
    now = time.time()
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    used = {code: at for code, at in authenticator.data.get(USED, {}).items() if at > now - lasts}
    if hashed in used:
        raise get_adapter().validation_error("incorrect_code")
    authenticator.data[USED] = used | {hashed: now}
    authenticator.save(update_fields=["data"])
