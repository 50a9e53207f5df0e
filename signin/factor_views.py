"""The pages of second factors: codes and passkeys.

They have a module of their own since what checks passkeys takes 10 MB and .15 s: whoever only looks
at the page of signing in does not load it.
"""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from signin import admission
from signin.codes import use_code
from signin.encryption import UnreadableSecret
from signin.views import AdminPage


class Code(AdminPage, AuthenticateView):
    template_name = "admin/signin/code.html"
    title = _("Two-step verification")

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        types = Authenticator.objects.filter(user=self.stage.login.user).values_list(
            "type", flat=True
        )
        return super().get_context_data(**options) | {"types": set(types)}


class SecondFactors(AdminPage, IndexView):
    template_name = "admin/signin/second_factors.html"
    title = _("Two-step verification")

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        user: Any = self.request.user
        factors = Authenticator.objects.filter(user=user.pk).order_by("pk")
        more = {
            "app": next((one for one in factors if one.type == one.Type.TOTP), None),
            "passkeys": [one for one in factors if one.type == one.Type.WEBAUTHN],
            "has_codes": any(one.type == one.Type.RECOVERY_CODES for one in factors),
            "is_asked_for": not admission.is_admitted(self.request, user),
            "is_needed": admission.needs_second_factor(user),
        }
        return super().get_context_data(**options) | more


class AddApp(AdminPage, ActivateTOTPView):
    template_name = "admin/signin/add_app.html"
    title = _("Set up an authenticator app")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user.pk, type=Authenticator.Type.TOTP)
        use_code(app, form.cleaned_data["code"])
        return response


class RemoveApp(AdminPage, DeactivateTOTPView):
    template_name = "admin/signin/remove.html"
    title = _("Remove the authenticator app")


class AddPasskey(AdminPage, AddWebAuthnView):
    template_name = "admin/signin/add_passkey.html"
    title = _("Add a passkey")


class RemovePasskey(AdminPage, RemoveWebAuthnView):
    template_name = "admin/signin/remove.html"
    title = _("Remove the passkey")
    success_url = reverse_lazy("mfa_index")


class RecoveryCodes(AdminPage, ViewRecoveryCodesView):
    template_name = "admin/signin/recovery_codes.html"
    title = _("Recovery codes")

    def get(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().get(request, *args, **options)
            return response
        except UnreadableSecret:
            return HttpResponseRedirect(reverse("mfa_generate_recovery_codes"))


class NewRecoveryCodes(AdminPage, GenerateRecoveryCodesView):
    template_name = "admin/signin/new_recovery_codes.html"
    title = _("New recovery codes")

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        try:
            return super().get_context_data(**options)
        except UnreadableSecret:
            return super(GenerateRecoveryCodesView, self).get_context_data(**options)
