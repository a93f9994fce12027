"""Alarm symptoms: a person says that they felt unwell, later that a professional looked at it (SPEC 8.1 G5)."""

from django.utils import timezone

from accounts.models import User
from journal.actions import require_consents
from journal.models import AlarmReport


def has_open_alarm(person: User) -> bool:
    """Whether hard training stays off the plan: symptoms were reported and nobody has looked at them yet."""
    return person.has_consent("training") and person.alarm_reports.filter(cleared_at=None).exists()


def report_alarm(*, person: User) -> AlarmReport:
    """Keeps that and when, never which symptom; while one report is open, another one is the same."""
    require_consents(person, ["training"])
    known = person.alarm_reports.filter(cleared_at=None).first()
    return known or AlarmReport.objects.create(person=person, reported_at=timezone.now())


def clear_alarms(*, person: User) -> None:
    """A professional has looked at it: hard training may be planned again."""
    person.alarm_reports.filter(cleared_at=None).update(cleared_at=timezone.now())
