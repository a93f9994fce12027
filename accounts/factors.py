"""The second factor: an app's code, a passkey, or a recovery code. Coaches and operators need one."""

import base64
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sign_ins import end_sign_ins

SECOND = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes stand in for one of these and are none by themselves."""

type View = Callable[..., HttpResponseBase]


def has_second_factor(person: User) -> bool:
    """Whether every sign-in of the person asks for more than one proof; one query."""
    return Authenticator.objects.filter(user=person, type__in=SECOND).exists()


def second_factor_needed(view: View) -> View:
    """Answers nothing to a person without a second factor: leads to the page that explains it, and back."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_second_factor(request.user):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('accounts:factor-needed')}?{urlencode({'next': request.get_full_path()})}")

    return ask_first


class FactorAdapter(DefaultMFAAdapter):
    """allauth's factors in this site's words, with their secrets encrypted by the site's own key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not the right one, or was used already. Wait for the next one."),
        "unverified_email": _("Please confirm your address first."),
    }

    def get_totp_issuer(self) -> str:
        return gettext("Small Wins")

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


def _keys() -> MultiFernet:
    """Reads with every key that the site still knows, writes with its first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.scrypt(key.encode(), salt=b"accounts.factors", n=2**14, r=8, p=1, dklen=32) for key in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def factor_added(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Sign-ins that began without the new factor end, but for this one, which has just shown it."""
    end_sign_ins(person=user, except_key=request.session.session_key)
    record_authentication(request, user, method="mfa", reauthenticated=True)


def listen() -> None:
    """Called when the app starts."""
    authenticator_added.connect(factor_added, dispatch_uid="accounts.factors")
