"""allauth's forms of second factors in this site's words; allauth keeps their rules."""

from typing import Any

from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.sign_in_forms import as_code, plain


def _as_factor(form: forms.Form, help_text: Any) -> None:
    plain(form, {"code": _("Code")}, {"code": help_text})
    as_code(form.fields["code"])


class CodeForm(base_forms.AuthenticateForm):
    """While signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_factor(self, _("From your app. A recovery code works too."))


class CodeAgainForm(base_forms.ReauthenticateForm):
    """Before a grave step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_factor(self, _("From your app. A recovery code works too."))


class AppForm(totp_forms.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_factor(self, _("The six digits that the app shows now."))


class PasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A name, whether it signs in alone, and what the device answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("What do you call it?"),
            "passwordless": _("It signs you in alone, without password or code"),
        }
        helps = {
            "name": _("So that you know it again, say by its device."),
            "passwordless": _(
                "The device asks for its lock each time. A key without a lock of its own cannot do this."
            ),
        }
        plain(self, labels, helps)
        self.fields["passwordless"].initial = True


class PasskeyAloneForm(webauthn_forms.LoginWebAuthnForm):
    """Signs in with a passkey alone; whatever is wrong with it, the answer is the same."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[no-any-return]
        except (forms.ValidationError, KeyError) as error:  # KeyError: a part of what browsers send is missing
            raise forms.ValidationError(_("This passkey opens nothing here. Please sign in another way.")) from error


class PasskeyNameForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"name": _("What do you call it?")})
