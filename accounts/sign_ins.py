"""Where a person is signed in, and ending it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.sessions import marks_of

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("SamsungBrowser", "Samsung Internet"), ("Chrome", "Chrome"))
DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"))


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser in which the person is signed in."""

    id: int
    device: str
    began_at: datetime
    address: str
    is_this: bool


def sign_ins(person: User, this_key: str | None) -> list[SignIn]:
    """Those that still hold, this one first, then the newest."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=alive).order_by("-created_at")
    found = [
        SignIn(row.pk, device_name(row.user_agent), row.created_at, row.ip, row.session_key == this_key) for row in rows
    ]
    return sorted(found, key=lambda sign_in: not sign_in.is_this)


@transaction.atomic
def end_sign_ins(*, person: User, only: Iterable[int] | None = None, except_key: str | None = None) -> int:
    """Ends all of a person's sign-ins, or `only` these; the one with `except_key` stays. Answers how many.

    What those browsers were notified of ends too; with all others, also what no sign-in that stays has asked for.
    """
    rows = UserSession.objects.filter(user=person).exclude(session_key=except_key or "")
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    keys = list(rows.values_list("session_key", flat=True))
    if only is None:
        person.push_devices.exclude(sign_in__in=marks_of([except_key or ""])).delete()
    else:
        person.push_devices.filter(sign_in__in=marks_of(keys)).delete()
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def device_name(user_agent: str) -> str:
    """What a person calls the browser: "Firefox on Android"."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    browser = browser or ("Safari" if re.search(r"Version/.*Safari", user_agent) else "")
    device = next((name for mark, name in DEVICES if mark in user_agent), "")
    device = device or ("Linux" if "Linux" in user_agent else "")
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("Another browser")
