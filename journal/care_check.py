"""Job J11: looks at people's own entries at 04:00 their time and lets support cards come and go (SPEC 8.1).

Nothing of it reaches a log, a mail or another person: only counts of people leave this module.
"""

import logging
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.dates import local_day
from journal import care_cards, care_signals
from journal.care_log import CareLog, gather
from journal.models import SupportCard
from journal.mood import day_scores
from journal.weight_care import weight_signal

log = logging.getLogger(__name__)
BATCH = 500
AT = time(4)
SECONDS = 300  # less than the time limit of a task; the next run goes on


@lru_cache(maxsize=4096)
def next_check_at(zone_name: str, now: datetime) -> datetime:
    """The next instant (UTC) after `now` at which it is four in the morning there."""
    zone = ZoneInfo(zone_name)
    day = local_day(now, zone)
    at = datetime.combine(day, AT, tzinfo=zone).astimezone(UTC)
    return at if at > now else datetime.combine(day + timedelta(days=1), AT, tzinfo=zone).astimezone(UTC)


def wake(person: User) -> None:
    """Somebody who had recorded nothing for a while writes again: the next morning looks at them once more."""
    if person.next_support_check_at is None and person.has_consent("wellbeing"):
        person.next_support_check_at = next_check_at(person.time_zone, timezone.now())
        person.save(update_fields=["next_support_check_at"])


def check_due(*, batch: int = BATCH) -> int:
    """Looks at everybody who is due, batch by batch, until none is left or the time is up; how many people."""
    ends_at = timezone.now() + timedelta(seconds=SECONDS)
    checked = 0
    while timezone.now() < ends_at:
        done = check_batch(now=timezone.now(), limit=batch)
        checked += done
        if done < batch:
            break
    if checked:
        log.info("support check: %s people", checked)
    return checked


@transaction.atomic
def check_batch(*, now: datetime, limit: int = BATCH) -> int:
    """Claims people who are due, lets their cards come and go and moves their next check, all or nothing.

    The rows stay locked until the end; another worker skips them. Whoever recorded nothing for 60 days is not looked at
    again before they write (`wake`).
    """
    people = list(
        User.objects.get_queryset()
        .with_support_check_due(now)
        .select_for_update(skip_locked=True, no_key=True)
        .values_list("pk", "time_zone", "height_cm", named=True)[:limit]
    )
    if not people:
        return 0
    days = {person.pk: local_day(now, ZoneInfo(person.time_zone)) for person in people}
    logs = gather(days, min(days.values()))
    active = {
        person.pk: person for person in people if person.pk in logs and logs[person.pk].has_entries(days[person.pk])
    }
    holding = {key: signals_of(logs[key], days[key], active[key].height_cm) for key in active}
    _store(days, holding)
    _advance(people, active, now)
    return len(people)


def signals_of(kept: CareLog, today: date, height_cm: int | None) -> set[str]:
    """The signals that hold for one person. G3 waits for the questionnaires, G5 is a report of their own."""
    values = day_scores(kept.moods)
    too_much = (kept.sessions, values, kept.nights, kept.illnesses, kept.pauses, today)
    snoring, irritable = kept.answers.get("snoring"), kept.answers.get("irritable")
    found = {
        "G1": care_signals.is_low(values, today),
        "G2": care_signals.has_dropped(values, today),
        "G4": care_signals.sleeps_badly(kept.sheets, kept.nights, today, snoring=snoring),
        "G6": care_signals.hurts(kept.sessions, today),
        "G8": care_signals.does_too_much(*too_much, irritable=irritable),
        "G9": weight_signal(kept.weights, height_cm, today),
    }
    return {signal for signal, holds in found.items() if holds}


def _store(days: dict[UUID, date], holding: dict[UUID, set[str]]) -> None:
    """Two queries: the cards there are, and those that changed."""
    cards: dict[UUID, dict[str, SupportCard]] = {key: {} for key in days}
    for card in SupportCard.objects.filter(person_id__among=days):
        cards[card.person_id][card.signal] = card
    changed = []
    for key, of_person in cards.items():
        signals = holding.get(key, set())
        for signal in signals - of_person.keys():
            of_person[signal] = SupportCard(person_id=key, signal=signal)
        before = {signal: _state(card) for signal, card in of_person.items() if not card._state.adding}
        care_cards.deal(of_person, signals, days[key])
        changed += [card for card in of_person.values() if _state(card) != before.get(card.signal)]
    SupportCard.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["person", "signal"], update_fields=STATE
    )


STATE = ["due_on", "hidden_until", "is_muted", "times", "checked_on"]


def _state(card: SupportCard) -> tuple[Any, ...]:
    return tuple(getattr(card, name) for name in STATE)


def _advance(people: Collection[Any], active: Collection[UUID], now: datetime) -> None:
    """Moves the next checks, one statement for all who are due again at the same instant."""
    by_instant: dict[datetime | None, list[UUID]] = {}
    for person in people:
        following = next_check_at(person.time_zone, now) if person.pk in active else None
        by_instant.setdefault(following, []).append(person.pk)
    for instant, ids in by_instant.items():
        User.objects.filter(pk__among=ids).update(next_support_check_at=instant)
