"""Counts of the whole site, week by week: what the operator's figures need and no row remembers."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from accounts.models import SiteCount, User
from core.dates import Week
from core.mail import MailKind

KEPT_WEEKS = 60
Name = SiteCount.Name


def count(name: Name, number: int = 1) -> None:
    """Adds to this week; two at the same moment lose nothing."""
    if number < 1:
        return
    week = Week.of(timezone.now().date()).monday
    with transaction.atomic():
        row, _is_new = SiteCount.objects.get_or_create(name=name, week=week)
        SiteCount.objects.filter(pk=row.pk).update(number=F("number") + number)


def counted(name: Name, weeks: int) -> int:
    """How often in this week and those before it."""
    first = Week.of(timezone.now().date()).plus(1 - weeks).monday
    rows = SiteCount.objects.filter(name=name, week__gte=first)
    return rows.aggregate(number=Sum("number"))["number"] or 0


def forget_old_counts() -> int:
    """Weeks that no figure looks at any more."""
    return SiteCount.objects.filter(week__lt=timezone.now().date() - timedelta(weeks=KEPT_WEEKS)).delete()[0]


def note_stop(kind: MailKind) -> None:
    """Somebody stopped a kind of mail by the link in it."""
    if kind.options.get("is_nudge"):
        count(Name.REMINDER_STOPPED)


def note_switch(person: User, changed: frozenset[str]) -> None:
    """Somebody switched the mails of groups off in the settings."""
    if "has_checkin_reminders" in changed and not person.has_checkin_reminders:
        count(Name.REMINDER_STOPPED)
