"""How allauth behaves on this site: who may sign up, its words, its mails, what a new password ends."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.confirmations import note_sign_in
from accounts.factors import has_second_factor
from accounts.models import User
from accounts.sign_ins import end_sign_ins
from core.mail_layout import inlined
from core.sessions import mark_of

EXPLAINED = {
    "account_inactive": _("This account is not active at the moment."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("This address and password do not go together."),
    "email_taken": _("This address cannot be used."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This is not the code from the mail."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("Please enter an e-mail address."),
    "max_email_addresses": _("There is another address waiting to be confirmed."),
    "rate_limited": _("Please wait a moment before you ask again."),
    "same_as_current": _("This is the same address as before."),
    "too_many_login_attempts": _("That was tried too often. Please wait a few minutes, or sign in with a code."),
    "unverified_primary_email": _("Please confirm your address first."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Open or closed by the operator, neutral to strangers, in the person's language."""

    error_messages = DefaultAccountAdapter.error_messages | EXPLAINED

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_OPEN)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A new person keeps the language in which they signed up."""
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)  # type: ignore[no-any-return]

    def login(self, request: HttpRequest, user: User) -> None:
        """Every way of signing in counts as having confirmed who it is, for a while."""
        super().login(request, user)
        note_sign_in(request)

    def logout(self, request: HttpRequest) -> None:
        """What this browser is notified of ends with its sign-in."""
        if request.user.is_authenticated:
            request.user.push_devices.filter(sign_in=mark_of(request.session)).delete()
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every other sign-in."""
        super().set_password(user, password)
        request = allauth_context.request
        end_sign_ins(person=user, except_key=request.session.session_key if request else None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:settings")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By password; by a mailed code where there is none, or where it was forgotten.

        Whoever has a second factor confirms by it: a mailbox alone must not be enough to take it away.
        """
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_second_factor(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        elif user.is_authenticated:
            code = {"id": "mailed_code", "description": _("Use a code by mail"), "url": reverse("accounts:confirm")}
            methods.append(code)
        return methods  # type: ignore[no-any-return]

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """In the language of the person whom it is for, with styles that mail readers keep."""
        address = email if isinstance(email, str) else email[0]
        person = User.objects.filter(email__iexact=address).only("language").first()
        language = person.language if person else translation.get_language()
        with translation.override(language):
            message = super().render_mail(template_prefix, email, context | {"address": address}, headers)
        for index, alternative in enumerate(message.alternatives):
            if alternative.mimetype == "text/html":
                message.alternatives[index] = alternative._replace(content=inlined(alternative.content))
        return message
