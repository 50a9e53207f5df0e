"""Who may preview and publish roles."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User


def may_preview(request: HttpRequest) -> bool:
    """Whether the reader is signed in and may see drafts.

    Without a session cookie the session is not accessed, so the response sets no cookie.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    return user.is_active and user.is_staff and user.has_perm("roles.view_role")


def may_publish(user: User | AnonymousUser) -> bool:
    """Whether someone may publish and unpublish roles."""
    return user.has_perm("roles.publish_role")
