"""Who may preview and restore roles."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from core.publishing import may_publish
from roles.models import Role


def may_preview(request: HttpRequest) -> bool:
    """Whether the reader is signed in and may see drafts.

    Without a session cookie the session is not accessed, so the response sets no cookie.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    return user.is_active and user.is_staff and user.has_perm("roles.view_role")


def may_restore(user: User | AnonymousUser, role: Role) -> bool:
    """Whether someone may restore a role or its items: of one that readers see, whoever publishes.

    A deleted one comes back as a draft.
    """
    return role._state.adding or not role.has_page or may_publish(user)
