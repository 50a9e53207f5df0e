"""Who a request is from, as far as its session lets them in."""

import time

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from core.waiting import is_busy
from signin import admission

# Pages that change passwords, addresses, or who may do what: a fresh password is asked before.
FRESH = {
    "accounts_user_add",
    "accounts_user_change",
    "accounts_user_delete",
    "auth_user_password_change",
    "auth_group_add",
    "auth_group_change",
    "auth_group_delete",
}
# Lists, from which those who are chosen are deleted.
LISTS = {"accounts_user_changelist", "auth_group_changelist"}
RETRY_SECONDS = 60


class AdmissionMiddleware(AuthenticationMiddleware):
    """Django's, but for sessions that have not shown what is asked of them, or that have ended.

    Like Django's it asks for the session only when something asks for the user.
    """

    _busy_until = 0.0  # until then, nobody waits for another writer in order to note who was seen

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)

        def admitted() -> object:
            user = admission.admitted_user(request, get_user(request))
            request.admitted = user  # type: ignore[attr-defined]
            return user

        request.user = SimpleLazyObject(admitted)  # type: ignore[assignment]  # as Django's own

    def process_view(
        self, request: HttpRequest, view: object, args: object, options: object
    ) -> HttpResponseBase | None:
        if not _changes_people(request):
            return None
        seconds = admission.FORM_SECONDS if request.method == "POST" else admission.FRESH_SECONDS
        if not request.user.is_staff or admission.has_fresh_password(request, seconds):
            return None
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _was_seen(request) and time.time() > AdmissionMiddleware._busy_until:
            self._note(request)
        return response

    def _note(self, request: HttpRequest) -> None:
        """Notes that somebody was seen. Who writes for long, such as an import, keeps it off."""
        was_changed = request.session.modified
        request.session[admission.SEEN_AT] = time.time()
        if was_changed:
            return  # it is saved anyway
        try:
            request.session.save()
        except UpdateError:
            pass  # it was ended meanwhile
        except DatabaseError as error:
            if not is_busy(error):
                raise
            AdmissionMiddleware._busy_until = time.time() + RETRY_SECONDS
        request.session.modified = False


def _changes_people(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or "admin" not in match.namespaces:
        return False
    return match.url_name in FRESH or (request.method == "POST" and match.url_name in LISTS)


def _was_seen(request: HttpRequest) -> bool:
    """Whether the request is from somebody signed in who was last noted some time ago."""
    user = getattr(request, "admitted", None)
    if user is None or not user.is_authenticated or user != request.user:
        return False
    seconds = admission.SEEN_EVERY if user.is_superuser else admission.OTHERS_SEEN_EVERY
    return bool(time.time() - request.session.get(admission.SEEN_AT, 0) > seconds)
