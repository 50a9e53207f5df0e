"""A new password by mail: nobody learns from it whether there is an account."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext

from accounts.models import User
from core import background
from signin import signals
from signin.throttling import ThrottleScope, TooManyAttempts, count
from translations.languages import active_language, language_activated

# Every request counts as failed: so many mails in an hour.
REQUESTS = ThrottleScope("reset", 3, 10, timedelta(hours=1))
MAILS_IN_AN_HOUR = 3

logger = logging.getLogger(__name__)


def ask_for_reset(request: HttpRequest, address: str) -> None:
    """Sends a mail to each account of an e-mail address. Raises TooManyAttempts.

    What it takes time to find out is done when the answer is on its way.
    """
    count_request(request, address)
    signals.reset_asked.send(sender=User, request=request, account=address)
    language = active_language()
    with background.deferring():
        background.run(lambda: send_mails(address, language))


def count_request(request: HttpRequest, address: str) -> None:
    try:
        count(REQUESTS.limits(request, address), REQUESTS.duration)
    except TooManyAttempts as lock:
        request.retry_after = lock.seconds  # type: ignore[attr-defined]  # travels with the request
        raise


def send_mails(address: str, language: str) -> None:
    with language_activated(language):
        for user in PasswordResetForm().get_users(address):
            if _may_be_sent(user):
                _send(mail_for(user))


def _may_be_sent(user: User) -> bool:
    """Nobody is sent more than a few, from wherever they were asked for."""
    try:
        count({f"reset mail {user.pk}": MAILS_IN_AN_HOUR}, REQUESTS.duration)
    except TooManyAttempts:
        return False
    return True


def _send(mail: EmailMessage) -> None:
    """The log has the kind of what went wrong alone: servers repeat addresses that they refuse."""
    try:
        mail.send()
    except OSError as error:  # those of SMTP are, too
        logger.warning("A link for a new password could not be sent: %s", type(error).__name__)


def mail_for(user: User) -> EmailMessage:
    """The mail with the link that somebody sets a new password with, once."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset_confirm", args=[key, default_token_generator.make_token(user)])
    site = {"site": settings.SITE_NAME}
    text = (
        gettext("Somebody has asked for a new password for your account at %(site)s.") % site,
        "\n".join((gettext("Set your new password here:"), f"{settings.SITE_URL}{path}")),
        " ".join((gettext("Username:"), user.get_username())),
        gettext(
            "You can use the link once, within an hour. If you did not ask for a new password, "
            "you do not need to do anything: your password will stay as it is."
        ),
    )
    subject = gettext("Set a new password for %(site)s") % site
    return EmailMessage(subject, "\n\n".join(text), to=[user.email])
