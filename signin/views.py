"""The pages of signing in and of passwords.

They look like admin's, and say to nobody what is behind them.
"""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView, ReauthenticateView
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from core.lazy_views import load_admin
from signin import admission
from signin.adapters import AccountAdapter, set_up_address
from signin.forms import AddressForm, PasswordChangeForm
from signin.reset import ask_for_reset
from signin.sessions import end_sessions, sessions_of


@method_decorator(never_cache, name="dispatch")
class AdminPage:
    """A page that looks like admin's: its menus are there for those who may use them only."""

    request: HttpRequest
    title: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **options)  # type: ignore[misc]
        if seconds := getattr(request, "retry_after", None):
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        load_admin()
        site = admin.site.each_context(self.request)
        user = self.request.user
        if not (user.is_authenticated and admission.is_admitted(self.request, user)):
            site |= {"has_permission": False, "is_nav_sidebar_enabled": False}
        return {**site, "title": self.title, "next": self.following(), **context}

    def following(self) -> str:
        """The address that somebody goes on to; empty if none is given, or it is none of ours."""
        address = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return address if AccountAdapter().is_safe_url(address) else ""


class SignIn(AdminPage, LoginView):
    template_name = "admin/signin/sign_in.html"
    title = _("Sign in")
    refused = ""  # the name of somebody who is signed in, but not for admin

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.is_staff:
            self.refused = request.user.get_username()
            request.user = AnonymousUser()
        return super().dispatch(request, *args, **options)

    def get_authenticated_redirect_url(self) -> str:
        address = self.following() or reverse("admin:index")
        if admission.is_admitted(self.request, self.request.user):
            return address
        return set_up_address(address)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        more = {"refused": self.refused, "sends_mail": settings.SENDS_MAIL}
        return super().get_context_data(**options) | more


class PasswordAgain(AdminPage, ReauthenticateView):
    template_name = "admin/signin/password_again.html"
    title = _("Enter your password again")


class Sessions(AdminPage, TemplateView):
    """Where somebody is signed in, for all who are let into admin."""

    template_name = "admin/signin/sessions.html"
    title = _("My sessions")

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        user = request.user
        if not (user.is_authenticated and user.is_staff and admission.is_admitted(request, user)):
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **options)

    def post(self, request: HttpRequest) -> HttpResponse:
        but_this = "others" in request.POST
        end_sessions(request, request.user, but_this)
        if but_this:
            return HttpResponseRedirect(reverse("own_sessions"))
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        sessions = sessions_of(self.request, self.request.user)
        return super().get_context_data(**options) | {"sessions": sessions}


class ChangePassword(AdminPage, auth_views.PasswordChangeView):
    """Admin's page, with our form."""

    template_name = "registration/password_change_form.html"
    title = _("Password change")
    success_url = reverse_lazy("admin:password_change_done")
    form_class = PasswordChangeForm

    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        form.request = self.request
        return form


class AskForReset(AdminPage, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    template_name = "admin/signin/ask_for_reset.html"
    title = _("Forgotten password")
    form_class = AddressForm
    success_url = reverse_lazy("password_reset_done")

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return super().post(request) if settings.SENDS_MAIL else self.get(request)

    def form_valid(self, form: AddressForm) -> HttpResponse:
        try:
            ask_for_reset(self.request, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {"sends_mail": settings.SENDS_MAIL}


class ResetAsked(AdminPage, auth_views.PasswordResetDoneView):
    template_name = "admin/signin/reset_asked.html"
    title = _("Forgotten password")


class Reset(AdminPage, auth_views.PasswordResetConfirmView):
    template_name = "admin/signin/reset.html"
    title = _("New password")


class ResetDone(AdminPage, auth_views.PasswordResetCompleteView):
    template_name = "admin/signin/reset_done.html"
    title = _("New password")


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Admin's own page of signing in leads to ours."""
    following = request.GET.get("next", "")
    is_safe = AccountAdapter().is_safe_url(following)
    query = f"?{request.GET.urlencode()}" if is_safe else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Signs out, also in the middle of signing in."""
    clear_login(request)
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))
