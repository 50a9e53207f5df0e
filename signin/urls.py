"""Addresses of signing in, below admin's. The names are those that allauth and Django know.

What they lead to is loaded when somebody signs in: readers' pages do without.
"""

from django.urls import path
from django.views.generic import RedirectView

from core.lazy_views import lazy_admin_view, lazy_view

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path("sign-in/", lazy_view("signin.views.SignIn"), name="account_login"),
    path("sign-out/", lazy_view("signin.views.sign_out"), name="account_logout"),
    path("password/", lazy_view("signin.views.PasswordAgain"), name="account_reauthenticate"),
    path("code/", lazy_view("signin.factor_views.Code"), name="mfa_authenticate"),
    path("sessions/", lazy_view("signin.views.Sessions"), name="own_sessions"),
    path("factors/", lazy_view("signin.factor_views.SecondFactors"), name="mfa_index"),
    path("factors/app/", lazy_view("signin.factor_views.AddApp"), name="mfa_activate_totp"),
    path(
        "factors/app/remove/",
        lazy_view("signin.factor_views.RemoveApp"),
        name="mfa_deactivate_totp",
    ),
    path("factors/passkey/", lazy_view("signin.factor_views.AddPasskey"), name="mfa_add_webauthn"),
    path(
        "factors/passkey/<int:pk>/remove/",
        lazy_view("signin.factor_views.RemovePasskey"),
        name="mfa_remove_webauthn",
    ),
    path(
        "factors/codes/",
        lazy_view("signin.factor_views.RecoveryCodes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factors/codes/new/",
        lazy_view("signin.factor_views.NewRecoveryCodes"),
        name="mfa_generate_recovery_codes",
    ),
    path("reset/", lazy_view("signin.views.AskForReset"), name="admin_password_reset"),
    path("reset/sent/", lazy_view("signin.views.ResetAsked"), name="password_reset_done"),
    path("reset/done/", lazy_view("signin.views.ResetDone"), name="password_reset_complete"),
    path("reset/<uidb64>/<token>/", lazy_view("signin.views.Reset"), name="password_reset_confirm"),
]
# In place of pages of admin.
admin_urlpatterns = [
    path("login/", lazy_view("signin.views.admin_sign_in")),
    path("password_change/", lazy_admin_view("signin.views.ChangePassword")),
]
