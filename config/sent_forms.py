"""What was sent in a form, and whether it was a form of ours."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

# Fields of forms with which people sign in, show a second factor, or give their password again.
SIGN_IN = {"password", "old_password", "oldpassword", "code", "credential"}


def sent(request: HttpRequest) -> list[tuple[str, str]] | None:
    """The names and values of a form that was sent, without passwords and codes.

    None if there is nothing else, or if somebody signs in with it.
    """
    if request.method != "POST" or not SIGN_IN.isdisjoint(request.POST):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    told = [(name, value) for name, value in fields if "password" not in name]
    return told if told or not fields else None


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site has sent a form. Browsers say so; what does not say, is not."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    try:
        own = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
    parts = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    return f"{parts.scheme}://{parts.netloc}" in (own, *settings.CSRF_TRUSTED_ORIGINS)
