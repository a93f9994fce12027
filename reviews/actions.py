"""Writes weekly reviews for everybody who is due, and keeps the person's answer."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.bulk import insert_new
from core.dates import Week
from core.mail import message_id
from core.models import OutboxMail
from core.uuid7 import uuid7
from journal.load_units import Units
from plans.actions import adjust_next_week
from plans.next_week import answer_next_week
from reviews import facts as week_facts
from reviews.facts import PersonWeek
from reviews.models import WeeklyReview
from reviews.scheduling import next_review_at, review_week

BATCH = 2000
MAIL_KIND = "weekly_review"
SPREAD_SECONDS = 600
PERSON_FIELDS = (
    "pk", "time_zone", "review_weekday", "review_time", "language", "units", "load_unit", "mail_level",
)  # fmt: skip


class Due(NamedTuple):
    """A schedule at one moment: when it was last due, of which week, and when it is due again."""

    last_at: datetime
    monday: date
    next_at: datetime


@lru_cache(maxsize=4096)
def due_at(zone_name: str, weekday: int, at: time, now: datetime) -> Due:
    """What a schedule of this zone, weekday and time says at `now`."""
    zone = ZoneInfo(zone_name)
    last = next_review_at(now - timedelta(days=15), zone, weekday, at)
    while (following := next_review_at(last, zone, weekday, at)) <= now:
        last = following
    return Due(last, review_week(last, zone), following)


# Who is due


def write_due_reviews(*, seconds: float = 50, batch: int = BATCH) -> int:
    """Writes the reviews of all who are due, in batches, until none is left or the time is up; returns how many."""
    ends_at = timezone.now() + timedelta(seconds=seconds)
    written = 0
    while timezone.now() < ends_at:
        done, new = write_due_batch(now=timezone.now(), limit=batch)
        written += new
        if not done:
            break
    return written


@transaction.atomic
def write_due_batch(*, now: datetime, limit: int = BATCH) -> tuple[int, int]:
    """Claims people who are due, writes their reviews and mails and moves their next due time, all or nothing.

    The rows stay locked until the end; another worker skips them. Returns how many people were handled and how many
    reviews are new. Someone whom a dead beat left due for weeks gets the newest finished week only.
    """
    people = list(
        User.objects.get_queryset()
        .with_review_due(now)
        .select_for_update(skip_locked=True, no_key=True)
        .values_list(*PERSON_FIELDS, named=True)[:limit]
    )
    if not people:
        return 0, 0
    schedules = {p.pk: due_at(p.time_zone, p.review_weekday, p.review_time, now) for p in people}
    wanted = {p.pk: PersonWeek(p.pk, schedules[p.pk].monday) for p in people}
    keys = _with_entries(wanted.values())
    languages = {p.pk: p.language for p in people}
    units = {p.pk: Units.of(p) for p in people}
    new = write_reviews(wanted=keys, languages=languages, units=units)
    posts = [p for p in people if wanted[p.pk] in keys and p.mail_level != User.MailLevel.OFF]
    _enqueue(posts, schedules, now)
    _advance(people, schedules)
    return len(people), new


def _with_entries(keys: Iterable[PersonWeek]) -> set[PersonWeek]:
    """Without the people who recorded nothing for 28 days."""
    by_monday: dict[date, set[UUID]] = {}
    for key in keys:
        by_monday.setdefault(key.monday, set()).add(key.person_id)
    return {
        PersonWeek(person_id, monday)
        for monday, people in by_monday.items()
        for person_id in week_facts.with_entries(people, monday)
    }


def _enqueue(people: Iterable[Any], schedules: dict[UUID, Due], now: datetime) -> None:
    """One outbox row each, ten minutes of spread by the person's id; a row that exists stays as it is."""
    posts = {p.pk: p for p in people}
    mondays = {schedules[pk].monday for pk in posts}
    reviews = WeeklyReview.objects.filter(person_id__among=posts, week_start__in=mondays)
    rows = []
    for review_id, person_id, monday in reviews.values_list("pk", "person_id", "week_start"):
        schedule = schedules[person_id]
        if monday == schedule.monday:
            due = max(schedule.last_at, now - timedelta(seconds=SPREAD_SECONDS)) + spread(person_id)
            rows.append(mail_row(review_id, person_id, monday, due))
    insert_new(OutboxMail, rows)


def mail_row(review_id: UUID, person_id: UUID, monday: date, due: datetime) -> dict[str, Any]:
    """The outbox row of one review: its id and nothing of what is in it."""
    period_key = "{}-W{:02}".format(*monday.isocalendar())
    return {
        "id": uuid7(),
        "kind": MAIL_KIND,
        "person_id": person_id,
        "period_key": period_key,
        "payload": {"review": str(review_id)},
        "due_at": due,
        "next_try_at": due,
        "message_id": message_id(MAIL_KIND, period_key, person_id),
    }


def spread(person_id: UUID) -> timedelta:
    """Up to ten minutes, always the same for one person."""
    return timedelta(seconds=person_id.int % SPREAD_SECONDS)


def _advance(people: Iterable[Any], schedules: dict[UUID, Due]) -> None:
    """Moves the due times, one statement for all who are due again at the same instant."""
    by_instant: dict[datetime, list[UUID]] = {}
    for person in people:
        by_instant.setdefault(schedules[person.pk].next_at, []).append(person.pk)
    for instant, ids in by_instant.items():
        User.objects.filter(pk__among=ids).update(next_review_at=instant)


# Writing


def write_reviews(
    *,
    wanted: Collection[PersonWeek],
    languages: Mapping[UUID, str],
    units: Mapping[UUID, Units] | None = None,
    renew: bool = False,
) -> int:
    """Writes the wanted reviews; one that exists stays as it was sent, or gets new facts with `renew`.

    Answers are kept either way. Returns how many are new.
    """
    gathered = week_facts.gather(wanted, languages, units or {})
    rows = [
        {
            "id": uuid7(),
            "person_id": key.person_id,
            "week_start": key.monday,
            "language": languages[key.person_id],
            "facts": written.facts,
            "wins": written.wins,
        }
        for key, written in sorted(gathered.items())
    ]
    if not renew:
        return insert_new(WeeklyReview, rows)
    before = _known(wanted)
    WeeklyReview.objects.bulk_create(
        [WeeklyReview(**row) for row in rows],
        update_conflicts=True,
        unique_fields=["person", "week_start"],
        update_fields=["language", "facts", "wins"],
    )
    return len(rows) - before


def _known(wanted: Collection[PersonWeek]) -> int:
    """How many of the wanted reviews are there already."""
    people, mondays = {key.person_id for key in wanted}, {key.monday for key in wanted}
    rows = WeeklyReview.objects.filter(person_id__among=people, week_start__in=mondays)
    return len(set(wanted) & {PersonWeek(*row) for row in rows.values_list("person_id", "week_start")})


@transaction.atomic
def write_past_reviews(*, person: User, since: date, until: date) -> tuple[int, int]:
    """The reviews of the weeks whose Monday lies between the two days, without any mail, also where nothing was logged.

    Returns how many are new and how many weeks these are.
    """
    first = since + timedelta(days=-since.weekday() % 7)
    mondays = [first + timedelta(weeks=n) for n in range(max(0, (until - first).days // 7 + 1))]
    wanted = [PersonWeek(person.pk, monday) for monday in mondays]
    units = {person.pk: Units.of(person)}
    new = write_reviews(wanted=wanted, languages={person.pk: person.language}, units=units, renew=True)
    return new, len(wanted)


# Due times


def schedule(person: User) -> None:
    """Sets the next due time after the clock or the review time changed, or when the account is new.

    When the change would step over the newest finished week, that review is due at once.
    """
    now = timezone.now()
    due = due_at(person.time_zone, person.review_weekday, person.review_time, now)
    is_new = person.next_review_at is None
    missed = not is_new and not person.weekly_reviews.filter(week_start=due.monday).exists()
    person.next_review_at = now if missed else due.next_at
    person.save(update_fields=["next_review_at"])


def expected_at(person: User, week: Week) -> datetime | None:
    """When the review of `week` comes; None when it will not."""
    now = timezone.now()
    due = due_at(person.time_zone, person.review_weekday, person.review_time, now)
    if review_week(due.next_at, person.zone) == week.monday:
        return due.next_at
    is_late = person.next_review_at is not None and person.next_review_at <= now
    return person.next_review_at if is_late and due.monday == week.monday else None


def repair_due_times(*, now: datetime | None = None) -> int:
    """Gives everybody a due time that fits their schedule and today's time zone rules; returns how many changed."""
    moment = now or timezone.now()
    due_later = Q(next_review_at__gt=moment) | Q(next_review_at=None)
    groups = User.objects.filter(due_later, is_active=True).values_list("time_zone", "review_weekday", "review_time")
    changed = 0
    for zone, weekday, at in groups.distinct().order_by():
        following = due_at(zone, weekday, at, moment).next_at
        group = User.objects.filter(
            due_later, is_active=True, time_zone=zone, review_weekday=weekday, review_time=at
        ).exclude(next_review_at=following)
        changed += group.update(next_review_at=following)
    return changed


# The answer


@transaction.atomic
def answer_review(*, person: User, review: WeeklyReview, answers: dict[str, Any]) -> WeeklyReview:
    """Keeps the person's answers; `next_week` finishes the review and shapes the next week of the plans.

    Without a plan it shapes the weekly target. An answer that says the same again does nothing twice.
    """
    choice = answers.get("next_week", review.next_week)
    is_new = choice != review.next_week
    if is_new and not answer_next_week(person=person, reviewed=review.week, choice=choice):
        _shape_next_week(person, review, choice)
    review.next_week = choice
    review.went_well = answers.get("went_well", review.went_well)
    review.confidence = answers.get("confidence", review.confidence)
    if choice and review.answered_at is None:
        review.answered_at = timezone.now()
    review.save(update_fields=["next_week", "went_well", "confidence", "has_smaller_target", "answered_at"])
    return review


def _shape_next_week(person: User, review: WeeklyReview, choice: str) -> None:
    """`smaller` takes one session off the week that comes, once; another answer gives it back."""
    wants_smaller = choice == WeeklyReview.NextWeek.SMALLER
    if wants_smaller == review.has_smaller_target:
        return
    last_finished = max(review.week, Week.of(person.today()).previous())
    current = person.weekly_targets.in_force(last_finished.next()).first()
    if wants_smaller and (current is None or current.target <= 1):
        return
    adjust_next_week(person=person, week=last_finished, by=-1 if wants_smaller else 1)
    review.has_smaller_target = wants_smaller
