"""What a session remembers of how somebody signed in, and when all sessions of somebody end."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, pre_delete
from django.http import HttpRequest

from accounts.models import User
from signin import admission

REACHED = ("post_add", "post_remove", "pre_clear")


def connect() -> None:
    from allauth.account.signals import authentication_step_completed
    from allauth.mfa.signals import authenticator_added, authenticator_removed

    user_logged_in.connect(begin_session)
    authentication_step_completed.connect(note_step)
    authenticator_added.connect(note_added_factor)
    authenticator_removed.connect(note_removed_factor)
    for relation in (User.groups, User.user_permissions):
        m2m_changed.connect(end_sessions_of_members, sender=relation.through)
    pre_delete.connect(end_sessions_with_group, sender=Group)


def begin_session(request: HttpRequest | None, **details: Any) -> None:
    if request is not None:
        admission.begin(request)


def note_step(request: HttpRequest, user: Any, method: str, **details: Any) -> None:
    if method == "mfa":
        admission.note_second_factor(request, user)
    elif details.get("reauthenticated"):
        admission.note_password(request)


def note_added_factor(request: HttpRequest, user: Any, authenticator: Any, **details: Any) -> None:
    """Whoever adds a factor has shown it; sessions that began without one end."""
    if authenticator.type == authenticator.Type.RECOVERY_CODES:
        return
    if not admission.has_shown_second_factor(request, user):
        _end_other_sessions(request, user)
    admission.note_second_factor(request, user)


def note_removed_factor(request: HttpRequest, user: Any, **details: Any) -> None:
    """Without any factor, nobody has shown one."""
    if not admission.has_second_factor(user):
        request.session.pop(admission.SECOND_FACTOR, None)
        _end_other_sessions(request, user)


def _end_other_sessions(request: HttpRequest, user: Any) -> None:
    current = User.objects.get(pk=user.pk)
    current.end_sessions()
    update_session_auth_hash(request, current)


def end_sessions_of_members(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **details: Any
) -> None:
    """Ends all sessions of those whose groups or own permissions change."""
    if action not in REACHED or (pk_set is not None and not pk_set):
        return
    if not reverse:
        users = [instance]
    elif pk_set is None:
        users = list(instance.user_set.all())
    else:
        users = list(User.objects.filter(pk__in=pk_set))
    for user in users:
        user.end_sessions()


def end_sessions_with_group(instance: Group, **details: Any) -> None:
    """Whose group is deleted has other groups than before."""
    for user in User.objects.filter(groups=instance):
        user.end_sessions()
