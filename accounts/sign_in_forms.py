"""allauth's forms in this site's words; allauth keeps their rules."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
PASSWORD_HELP = _("At least 10 characters. A few words in a row are easy to keep in mind.")


def plain(form: forms.Form, labels: dict[str, Any], help_texts: dict[str, Any] | None = None) -> None:
    """Labels instead of placeholders, and our own help."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = (help_texts or {}).get(name, "")


def as_code(field: forms.Field) -> None:
    """A field that phones fill from the mail and show with a number pad."""
    field.widget.attrs |= {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
    field.widget.attrs |= {"maxlength": 12, "spellcheck": "false"}


class SignInForm(allauth_forms.LoginForm):
    """Address and password; without a password a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"login": ADDRESS, "password": PASSWORD})
        self.fields["password"].help_text = _("Leave it empty and a code comes by mail.")

    def _setup_password_field(self) -> None:
        """Keeps the field that allauth drops where sign-up asks for no password."""
        self.fields["password"].required = False


class SignUpForm(allauth_forms.SignupForm):
    """One field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"email": ADDRESS})


class AddressForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"email": ADDRESS})


class ResetForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"email": ADDRESS})


class NewAddressForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"email": _("New e-mail address")})


class OtherAddressForm(allauth_forms.ChangeEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"email": ADDRESS})


class SignInCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"code": _("Code")})
        as_code(self.fields["code"])


class AddressCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"code": _("Code")})
        as_code(self.fields["code"])


class ResetCodeForm(allauth_forms.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"code": _("Code")})
        as_code(self.fields["code"])


class PasswordForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, {"password": PASSWORD})


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("Current password"), "password1": NEW_PASSWORD, "password2": _("New password again")}
        plain(self, labels, {"password1": PASSWORD_HELP})


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"password1": NEW_PASSWORD, "password2": _("New password again")}
        plain(self, labels, {"password1": PASSWORD_HELP})


class ResetPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"password1": NEW_PASSWORD, "password2": _("New password again")}
        plain(self, labels, {"password1": PASSWORD_HELP})


class ConfirmCodeForm(forms.Form):
    """The code that confirms a grave step of somebody who has no password."""

    code = forms.CharField(label=_("Code"), max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_code(self.fields["code"])
