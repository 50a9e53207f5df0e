"""Nobody gives what they do not have: what someone who administers people may give and change."""

from typing import Any, cast

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from accounts.models import User


def administrator(request: HttpRequest) -> User:
    """The person who administers others: admin lets nobody in who is not signed in."""
    return cast(User, request.user)


def permissions_of(user: User) -> QuerySet[Permission]:
    """What someone may do; an account that is not active, as soon as it is."""
    if user.is_superuser:
        return Permission.objects.all()
    mine = Q(pk__in=user.user_permissions.values("pk")) | Q(group__in=user.groups.all())
    return Permission.objects.filter(pk__in=Permission.objects.filter(mine).values("pk"))


def groups_within(user: User) -> QuerySet[Group]:
    """The groups whose members may do no more than someone."""
    through: Any = Group.permissions.through
    theirs = through.objects.filter(group=OuterRef("pk"))
    beyond = theirs.exclude(permission__in=permissions_of(user).values("pk"))
    return Group.objects.filter(~Exists(beyond))


def may_administer(user: User, other: Any) -> bool:
    """Whether an account or a group has nothing that someone has not."""
    if user.is_superuser:
        return True
    if isinstance(other, Group):
        return groups_within(user).filter(pk=other.pk).exists()
    if other.is_superuser or not {*other.languages} <= {*user.languages}:
        return False
    return not permissions_of(other).exclude(pk__in=permissions_of(user).values("pk")).exists()
