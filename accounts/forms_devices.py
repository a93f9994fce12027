"""The forms of notifications: a browser's subscription, and which kinds come to devices instead of by mail."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.forms import Switch
from core.mail import KINDS
from core.push import is_push_service

P256DH_BYTES, AUTH_BYTES = 65, 16  # an uncompressed point of P-256 and a shared secret (RFC 8291)


class DeviceForm(forms.Form):
    """What the browser's `PushSubscription` holds; a script fills it in."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)

    def clean_endpoint(self) -> str:
        """Only a push service that the operator lets us speak to."""
        endpoint = str(self.cleaned_data["endpoint"])
        if not is_push_service(endpoint):
            raise ValidationError(_("This browser's push service is not one that this site may use."))
        return endpoint

    def clean_p256dh(self) -> str:
        return _key(self.cleaned_data["p256dh"], P256DH_BYTES)

    def clean_auth(self) -> str:
        return _key(self.cleaned_data["auth"], AUTH_BYTES)


def _key(text: str, size: int) -> str:
    """A key of the right length, base64url as browsers write it."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != size:
        raise ValidationError(_("This is not a key of a browser."))
    return text


class PushedKindsForm(forms.Form):
    """A switch for each kind of mail that may come to a device instead; kinds of one title have one switch."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds: dict[str, list[str]] = {}
        for kind in pushable_kinds():
            self.kinds.setdefault(str(KINDS[kind].title), []).append(kind)
        for title, kinds in self.kinds.items():
            is_on = any(kind in person.pushed_kinds for kind in kinds)
            self.fields[kinds[0]] = forms.BooleanField(label=title, required=False, widget=Switch, initial=is_on)

    def chosen(self) -> list[str]:
        """The kinds that are switched on."""
        return sorted(kind for kinds in self.kinds.values() if self.cleaned_data[kinds[0]] for kind in kinds)


def pushable_kinds() -> list[str]:
    """Kinds that a person can stop; what concerns the account itself always comes by mail."""
    return sorted(kind.name for kind in KINDS.values() if kind.title and (kind.switch_off or kind.stop))


NOT_NOW = gettext_lazy("This device could not be added. Nothing has changed; reminders still come by mail.")
