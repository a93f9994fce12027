"""What of the journal may not stay: bodies in the trash, old versions, questionnaires that nobody finished."""

from datetime import datetime, timedelta

from core.retention import register_keeper
from journal.models import PsqiDraft
from journal.trash import empty_trash
from journal.versions import forget_versions

DRAFTS_KEPT = timedelta(days=7)


def deleted_bodies(now: datetime) -> int:
    """Seven days after a delete its Undo is over."""
    return empty_trash(now=now)


def old_versions(now: datetime) -> int:
    """What edited entries said before, after twelve months or with the entry itself."""
    return forget_versions(now=now)


def old_drafts(now: datetime) -> int:
    """Drafts of the questionnaire that were not touched for a week."""
    return PsqiDraft.objects.filter(updated_at__lt=now - DRAFTS_KEPT).delete()[0]


def register() -> None:
    """Adds the rules to the nightly run."""
    register_keeper("deleted-entries", deleted_bodies)
    register_keeper("entry-versions", old_versions)
    register_keeper("psqi-drafts", old_drafts)
