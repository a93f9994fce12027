"""The rows behind a coach's pages, for any number of people in the same number of queries.

Everything is asked by the sights of `groups.access_coach`: a stream that is not granted is not read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from core.dates import Week, local_day
from groups.access import is_distant
from groups.access_coach import Sight
from groups.models import CheckIn, Encouragement, MessageThread, SharedWin, Stream
from groups.triage import Seen
from journal.models import MoodRating, TrainingSession
from journal.mood import Rating, day_scores
from journal.pauses import is_paused
from journal.wins_facts import TRAINING_FACTS
from plans.models import Plan, PlannedSession

LOOKED_BACK = timedelta(days=60)
SHOWN = timedelta(days=28)
WEEKS = 5
Done = PlannedSession.State.DONE

type Dated = dict[UUID, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Figures:
    """The default view of one person: counts, and what they wrote to the group themselves."""

    plans: list[Plan] = field(default_factory=list)
    tasks: list[tuple[date, bool]] = field(default_factory=list)  # those that are due, outside pauses
    check_ins: list[CheckIn] = field(default_factory=list)  # newest first
    encouragements: int = 0
    shared_wins: int = 0
    last_word_at: datetime | None = None  # of the coach's own to them
    nudge_at: datetime | None = None  # when they last asked for one
    wrote_at: datetime | None = None  # their last message, where the coach has not answered it
    session_days: list[date] | None = None  # only with training granted

    def done(self, since: date) -> tuple[int, int]:
        """How many tasks after that day are done, and how many were planned."""
        rows = [is_done for day, is_done in self.tasks if day > since]
        return sum(rows), len(rows)

    def by_week(self, today: date) -> list[int]:
        """Done tasks of each of the last five ISO weeks, this one last."""
        return _by_week((day for day, is_done in self.tasks if is_done), today)

    def sessions_by_week(self, today: date) -> list[int]:
        """Sessions of each of these weeks, where they are shown."""
        return _by_week(self.session_days or (), today)


def _by_week(days: Iterable[date], today: date) -> list[int]:
    first = Week.of(today).plus(1 - WEEKS).monday
    counts = Counter((day - first).days // 7 for day in days if day >= first)
    return [counts[week] for week in range(WEEKS)]


def figures_of(sights: Sequence[Sight]) -> dict[UUID, Figures]:
    """By membership, the default view; six queries."""
    found = {one.member.pk: Figures() for one in sights}
    trains = {one.member.person_id: one for one in sights if one.trains}
    by_person: dict[UUID, list[Sight]] = defaultdict(list)
    for one in sights:
        if one.trains:
            by_person[one.member.person_id].append(one)
    for plan in Plan.objects.running().filter(person__in=trains).order_by("created_at"):
        for one in by_person[plan.person_id]:
            found[one.member.pk].plans.append(plan)
    for person, tasks in due_tasks(sights).items():
        for one in by_person[person]:
            found[one.member.pk].tasks = tasks
    _add_words(sights, found)
    _add_messages(sights, found)
    return found


def due_tasks(sights: Iterable[Sight]) -> dict[UUID, list[tuple[date, bool]]]:
    """By person, day and whether it was done: of past days outside pauses, and what of today is done; one query."""
    of = {one.member.person_id: one for one in sights if one.trains}
    found: dict[UUID, list[tuple[date, bool]]] = defaultdict(list)
    if not of:
        return found
    rows = PlannedSession.objects.filter(person__in=of, **_lately(of.values())).order_by("day", "key")
    for person, day, state in rows.values_list("person", "day", "state"):
        one, is_done = of[person], state == Done
        if is_done or (day < one.today and not is_paused(one.pauses, day)):
            found[person].append((day, is_done))
    return found


def seen_by(sights: Sequence[Sight], figures: Mapping[UUID, Figures]) -> dict[UUID, Seen]:
    """By membership, what the rules of triage may look at; two queries. Puts the days of sessions onto the figures."""
    sessions = sessions_of([one for one in sights if one.trains and one.may(Stream.TRAINING)])
    moods = moods_of([one for one in sights if one.may(Stream.MOOD)])
    return {one.member.pk: _seen(one, figures[one.member.pk], sessions, moods) for one in sights}


def sessions_of(sights: Sequence[Sight]) -> Dated:
    """By person: day, minutes, effort."""
    rows = TrainingSession.objects.filter(person__in={one.member.person_id for one in sights}, **_lately(sights))
    found: Dated = defaultdict(list)
    if sights:
        for person, *row in rows.order_by("day", "pk").values_list("person", "day", "minutes", "rpe"):
            found[person].append(tuple(row))
    return found


def moods_of(sights: Sequence[Sight]) -> dict[UUID, dict[date, int]]:
    """By person, the score of each day."""
    rows = MoodRating.objects.filter(person__in={one.member.person_id for one in sights}, **_lately(sights))
    ratings: dict[UUID, list[Rating]] = defaultdict(list)
    if sights:
        columns = rows.order_by("rated_at", "pk").values_list("person", "day", "rated_at", "utc_offset", "score")
        for person, day, at, offset, score in columns:
            minute = (at.hour * 60 + at.minute + offset) % (24 * 60)
            ratings[person].append(Rating(day, minute, score))
    return {person: day_scores(of_person) for person, of_person in ratings.items()}


def _seen(one: Sight, figures: Figures, sessions: Dated, moods: Mapping[UUID, dict[date, int]]) -> Seen:
    mine = sessions.get(one.member.person_id, []) if one.may(Stream.TRAINING) else []
    active = {day for day, is_done in figures.tasks if is_done} | {row[0] for row in mine}
    active |= {_day(row.updated_at, one) for row in figures.check_ins}
    active |= moods.get(one.member.person_id, {}).keys() if one.may(Stream.MOOD) else set()
    figures.session_days = [row[0] for row in mine] if one.may(Stream.TRAINING) else None
    rated = [row for row in mine if row[2] is not None] if one.may(Stream.EFFORT) else []
    return Seen(
        today=one.today,
        streams=frozenset(one.streams),
        is_paused=one.is_paused,
        nudge_asked_on=_day(figures.nudge_at, one) if figures.nudge_at else None,
        tasks=figures.tasks,
        active_days=frozenset(active),
        sessions=rated,
        moods=moods.get(one.member.person_id, {}) if one.may(Stream.MOOD) else {},
    )


def _add_words(sights: Sequence[Sight], found: Mapping[UUID, Figures]) -> None:
    """Check-ins, encouragements and shared wins of the group; three queries."""
    of = {one.member.pk: one for one in sights}
    since = min((one.today for one in sights), default=date.max) - LOOKED_BACK if sights else date.max
    rows = CheckIn.objects.filter(membership__in=of, day__gte=since).order_by("-updated_at", "-pk")
    if sights:  # one coach's: nothing is read where one of the two keeps their distance
        rows = rows.exclude(is_distant(sights[0].coach.person_id, "membership__person"))
    for row in rows:
        figures = found[row.membership_id]
        figures.check_ins.append(row)
        if row.answer == CheckIn.Answer.NUDGE:
            figures.nudge_at = max(row.updated_at, figures.nudge_at or row.updated_at)
    words = Encouragement.objects.filter(receiver__in=of, day__gte=since)
    for receiver, sender, day, at in words.values_list("receiver", "sender", "day", "created_at"):
        figures, one = found[receiver], of[receiver]
        figures.encouragements += day > one.today - SHOWN
        if sender == one.coach.pk:
            figures.last_word_at = max(at, figures.last_word_at or at)
    told = SharedWin.objects.filter(membership__in=of, win__is_dismissed=False, win__rule__in=TRAINING_FACTS)
    for member, day in told.values_list("membership", "win__day"):
        found[member].shared_wins += day > of[member].today - SHOWN


def _add_messages(sights: Sequence[Sight], found: Mapping[UUID, Figures]) -> None:
    """When the two last wrote to each other, never what; one query."""
    of = {(one.member.group_id, one.member.person_id): one.member.pk for one in sights}
    if not of:
        return
    coach = sights[0].coach.person_id
    between = Q(coach=coach, member__in={person for _group, person in of})
    between |= Q(member=coach, coach__in={person for _group, person in of})
    rows = MessageThread.objects.open().filter(between, group__in={group for group, _person in of})
    latest = rows.annotate(
        theirs=Max("messages__sent_at", filter=~Q(messages__sender=coach)),
        own=Max("messages__sent_at", filter=Q(messages__sender=coach)),
    )
    for group, one, other, theirs, own in latest.values_list("group", "coach", "member", "theirs", "own"):
        pk = of.get((group, other if one == coach else one))
        if pk is None:
            continue
        figures = found[pk]
        if own:
            figures.last_word_at = max(own, figures.last_word_at or own)
        if theirs and (own is None or own < theirs):
            figures.wrote_at = theirs


def _day(at: datetime, one: Sight) -> date:
    """The day on the person's own clock."""
    return local_day(at, one.member.person.zone)


def _lately(sights: Iterable[Sight]) -> dict[str, Any]:
    """Days of the last weeks, of whoever is furthest west and east."""
    days = [one.today for one in sights]
    return {"day__gt": min(days) - LOOKED_BACK, "day__lte": max(days)} if days else {}
