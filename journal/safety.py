"""Reports of feeling unwell (SPEC 8.1 G5): until a professional has looked, nothing vigorous is planned."""

from django.utils import timezone

from accounts.models import User


def has_open_alarm(person: User) -> bool:
    """Whether a report waits for "checked by a professional"."""
    return person.alarm_reports.filter(cleared_at=None).exists()


def clear_alarms(*, person: User) -> None:
    """The person was checked by a professional; the readiness questions are asked again."""
    person.alarm_reports.filter(cleared_at=None).update(cleared_at=timezone.now())
