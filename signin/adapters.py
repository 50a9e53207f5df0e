"""What the site has allauth do in its own way with passwords."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from signin import admission, throttling

WRONG_CODE = _("The code is incorrect or has already been used.")


class AccountAdapter(DefaultAccountAdapter):
    """Passwords: what is said, where somebody is led, and when a password is asked again."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("The password is incorrect."),
        "username_password_mismatch": _("The username or password is incorrect."),
    }

    def add_message(self, *args: Any, **options: Any) -> None:
        """Pages show what has happened; nothing is said beside them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of this site, without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str) -> bool:
        return not admission.has_fresh_password(context.request)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """Leads on; to the second factor first, if it is asked for and there is none yet."""
        throttling.forget(request, user.get_username())
        response: HttpResponse = super().post_login(request, user, **details)
        if admission.is_admitted(request, user):
            return response
        return HttpResponseRedirect(set_up_address(response.headers["Location"]))


def set_up_address(following: str) -> str:
    """The page on which somebody sets up a second factor, and then goes on to another one."""
    return f"{reverse('mfa_index')}?{urlencode({'next': following})}"
