"""Addresses of signing in, below admin's. The names are those that allauth and Django know.

What they lead to is loaded when somebody signs in: readers' pages do without.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView

View = Callable[..., HttpResponse]


def later(name: str) -> View:
    """A view of this package that is loaded when it is first asked for."""

    def view(request: HttpRequest, **options: Any) -> HttpResponse:
        target: Any = import_string(f"signin.{name}")
        answer: HttpResponse = getattr(target, "as_view", lambda: target)()(request, **options)
        return answer

    return view


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path("sign-in/", later("views.SignIn"), name="account_login"),
    path("sign-out/", later("views.sign_out"), name="account_logout"),
    path("password/", later("views.PasswordAgain"), name="account_reauthenticate"),
    path("code/", later("factor_views.Code"), name="mfa_authenticate"),
    path("sessions/", later("views.Sessions"), name="own_sessions"),
    path("factors/", later("factor_views.SecondFactors"), name="mfa_index"),
    path("factors/app/", later("factor_views.AddApp"), name="mfa_activate_totp"),
    path("factors/app/remove/", later("factor_views.RemoveApp"), name="mfa_deactivate_totp"),
    path("factors/passkey/", later("factor_views.AddPasskey"), name="mfa_add_webauthn"),
    path(
        "factors/passkey/<int:pk>/remove/",
        later("factor_views.RemovePasskey"),
        name="mfa_remove_webauthn",
    ),
    path("factors/codes/", later("factor_views.RecoveryCodes"), name="mfa_view_recovery_codes"),
    path(
        "factors/codes/new/",
        later("factor_views.NewRecoveryCodes"),
        name="mfa_generate_recovery_codes",
    ),
    path("reset/", later("views.AskForReset"), name="admin_password_reset"),
    path("reset/sent/", later("views.ResetAsked"), name="password_reset_done"),
    path("reset/done/", later("views.ResetDone"), name="password_reset_complete"),
    path("reset/<uidb64>/<token>/", later("views.Reset"), name="password_reset_confirm"),
]
# In place of pages of admin.
admin_urlpatterns = [
    path("login/", later("views.admin_sign_in")),
    path("password_change/", admin.site.admin_view(later("views.ChangePassword"))),
]
