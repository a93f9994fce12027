"""What of the journal may not stay: bodies in the trash, questionnaires that nobody finished."""

from datetime import datetime, timedelta

from core.retention import register_keeper
from journal.models import PsqiDraft
from journal.trash import empty_trash
from journal.unfinished import forget_old

DRAFTS_KEPT = timedelta(days=7)


def deleted_bodies(now: datetime) -> int:
    """Seven days after a delete its Undo is over."""
    return empty_trash(now=now)


def old_drafts(now: datetime) -> int:
    """Drafts of the questionnaire that were not touched for a week."""
    return PsqiDraft.objects.filter(updated_at__lt=now - DRAFTS_KEPT).delete()[0]


def old_unfinished_sessions(now: datetime) -> int:
    """Session forms that nobody touched for a week."""
    return forget_old(now)


def register() -> None:
    """Adds the rules to the nightly run."""
    register_keeper("deleted-entries", deleted_bodies)
    register_keeper("psqi-drafts", old_drafts)
    register_keeper("unfinished-sessions", old_unfinished_sessions)
