"""What of the journal may not stay: bodies in the trash, old versions, questionnaires that nobody finished."""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import SiteCount
from accounts.site_counts import count
from core.retention import register_keeper
from journal.care_signals import ANSWERS_KEPT_DAYS
from journal.models import AlarmReport, CareAnswer, PsqiDraft, ReadinessStatement, SupportCard
from journal.trash import empty_trash
from journal.unfinished import forget_old
from journal.versions import forget_versions

DRAFTS_KEPT = timedelta(days=7)
YEAR = timedelta(days=365)
CARDS_KEPT = timedelta(days=30)
COUNTED_CARDS_KEPT = timedelta(weeks=12)  # G8 says something else the second time within twelve weeks


def deleted_bodies(now: datetime) -> int:
    """Seven days after a delete its Undo is over."""
    return empty_trash(now=now)


def old_versions(now: datetime) -> int:
    """What edited entries said before, after twelve months or with the entry itself."""
    return forget_versions(now=now)


def old_drafts(now: datetime) -> int:
    """Drafts of the questionnaire that were not touched for a week."""
    gone = PsqiDraft.objects.filter(updated_at__lt=now - DRAFTS_KEPT).delete()[0]
    count(SiteCount.Name.SHEET_LEFT, gone)
    return gone


def old_unfinished_sessions(now: datetime) -> int:
    """Session forms that nobody touched for a week."""
    return forget_old(now)


def old_statements(now: datetime) -> int:
    """Readiness statements after twelve months; then the questions are asked again."""
    return ReadinessStatement.objects.filter(answered_on__lt=(now - YEAR).date()).delete()[0]


def old_alarms(now: datetime) -> int:
    """Reports of feeling unwell twelve months after a professional looked."""
    return AlarmReport.objects.filter(cleared_at__lt=now - YEAR).delete()[0]


def old_cards(now: datetime) -> int:
    """Cards 30 days after they came up, G8 after twelve weeks; what a person muted stays muted."""
    is_counted = Q(signal=SupportCard.Signal.TOO_MUCH)
    old = ~is_counted & Q(due_on__lt=(now - CARDS_KEPT).date())
    old |= is_counted & Q(due_on__lt=(now - COUNTED_CARDS_KEPT).date())
    return SupportCard.objects.filter(old | Q(due_on=None), is_muted=False, checked_on=None).delete()[0]


def old_answers(now: datetime) -> int:
    """Answers to the own questions behind support cards, twelve weeks after they were given."""
    return CareAnswer.objects.filter(answered_on__lt=(now - timedelta(days=ANSWERS_KEPT_DAYS)).date()).delete()[0]


def register() -> None:
    """Adds these rules to the nightly run."""
    register_keeper("readiness-statements", old_statements)
    register_keeper("alarm-reports", old_alarms)
    register_keeper("support-cards", old_cards)
    register_keeper("care-answers", old_answers)
    register_keeper("deleted-entries", deleted_bodies)
    register_keeper("entry-versions", old_versions)
    register_keeper("psqi-drafts", old_drafts)
    register_keeper("unfinished-sessions", old_unfinished_sessions)
