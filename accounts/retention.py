"""What of accounts may not stay: sign-ups that nobody finished, traces of sign-ins that have ended."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from accounts.models import User

UNFINISHED = timedelta(days=7)


def unconfirmed_people(now: datetime) -> int:
    """People who never entered the code from the mail."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    waiting = User.objects.filter(is_welcomed=False, is_staff=False, last_login=None, date_joined__lt=now - UNFINISHED)
    ids = list(waiting.exclude(Exists(confirmed)).values_list("pk", flat=True)[:1000])
    User.objects.filter(pk__in=ids).delete()
    return len(ids)


def ended_sign_ins(now: datetime) -> int:
    """Rows of the list of sign-ins whose session is gone or over."""
    alive = Session.objects.filter(expire_date__gt=now, session_key=OuterRef("session_key"))
    return UserSession.objects.exclude(Exists(alive)).delete()[0]
