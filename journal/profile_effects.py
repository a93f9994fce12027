"""What follows in the journal when a person changes their settings: nothing stored says what they no longer hold."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from journal import wins_log
from journal.actions import tell_sessions_changed
from journal.heart_rate_rules import COLUMNS, zone_minutes
from journal.models import TrainingSession
from journal.training_load import AEROBIC, intensity_and_minutes

FIGURES = ("intensity", "moderate_minutes", "vigorous_minutes")


def follow(person: User, changed: frozenset[str]) -> None:
    """Another unit of weights has other steps (SW01); zones that no longer hold count no minute, and again when on."""
    if "uses_heart_rate" in changed:
        recount_intensity(person=person)
    if changed & {"load_unit", "units"}:
        wins_log.recompute_wins(person=person)


def recount_intensity(*, person: User) -> None:
    """Judges the sessions with minutes by zone again, in batches; small wins and plans follow from the first one on."""
    by_zone = person.training_sessions.exclude(**dict.fromkeys(COLUMNS.values())).filter(activity__in=AEROBIC)
    names = ("pk", "day", "activity", "minutes", "rpe", "talk_test", *COLUMNS.values(), *FIGURES)
    changed = [row for row in by_zone.order_by().only(*names) if _is_another(person, row)]
    if not changed:
        return
    now = timezone.now()
    for row in changed:
        row.updated_at = now
    TrainingSession.objects.bulk_update(changed, [*FIGURES, "updated_at"], batch_size=500)
    days: set[date] = {row.day for row in changed}
    wins_log.recompute_wins(person=person, since=min(days))
    tell_sessions_changed(person, days)


def _is_another(person: User, row: TrainingSession) -> bool:
    """Gives the row its figures as they are now; whether they differ."""
    zones = zone_minutes(person, {column: getattr(row, column) for column in COLUMNS.values()})
    talk_test = row.talk_test or None
    now = intensity_and_minutes(row.activity, row.minutes, rpe=row.rpe, talk_test=talk_test, zones=zones)
    was = tuple(getattr(row, name) for name in FIGURES)
    for name, value in zip(FIGURES, now, strict=True):
        setattr(row, name, value)
    return was != now
