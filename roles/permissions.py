"""Who may see what is not published."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


def may_preview(request: HttpRequest) -> bool:
    """Whether the reader is signed in and may see drafts of roles.

    Without a session cookie the session is not touched: the answer stays free of cookies.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    return user.is_active and user.is_staff and user.has_perm("roles.view_role")


def may_publish(user: User) -> bool:
    """Whether someone may publish roles, and take them back."""
    return user.has_perm("roles.publish_role")
