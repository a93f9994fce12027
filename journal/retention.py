"""What of the journal may not stay: bodies in the trash, questionnaires that nobody finished, reports long cleared."""

from datetime import datetime, timedelta

from core.retention import register_keeper
from journal.models import AlarmReport, PsqiDraft
from journal.trash import empty_trash

DRAFTS_KEPT = timedelta(days=7)
ALARMS_KEPT = timedelta(days=365)


def deleted_bodies(now: datetime) -> int:
    """Seven days after a delete its Undo is over."""
    return empty_trash(now=now)


def old_drafts(now: datetime) -> int:
    """Drafts of the questionnaire that were not touched for a week."""
    return PsqiDraft.objects.filter(updated_at__lt=now - DRAFTS_KEPT).delete()[0]


def cleared_alarms(now: datetime) -> int:
    """Reports of feeling unwell that a professional looked at twelve months ago."""
    return AlarmReport.objects.filter(cleared_at__lt=now - ALARMS_KEPT).delete()[0]


def register() -> None:
    """Adds every rule to the nightly run."""
    register_keeper("deleted-entries", deleted_bodies)
    register_keeper("psqi-drafts", old_drafts)
    register_keeper("alarm-reports", cleared_alarms)
