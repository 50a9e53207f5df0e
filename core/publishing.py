"""Who decides what readers see: what goes public, and what is taken from the public."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

PUBLISH = "roles.publish_role"  # declared with the role, which is what is published


def may_publish(user: User | AnonymousUser) -> bool:
    """Whether someone may publish and take back, and delete what readers have."""
    return user.has_perm(PUBLISH)
