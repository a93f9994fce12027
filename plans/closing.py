"""Keeps tasks closed by the sessions that the rule of matching.py says, whatever was added, edited or deleted."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import DateField, Q, UUIDField
from django.utils import timezone

from accounts.models import User
from core.compiled import Compiled
from core.dates import Week
from journal.exercise_aliases import meant_by
from journal.models import SetKind, TrainingSet
from plans import resting
from plans.answering import accept_by_themselves
from plans.following import lay_out_again
from plans.matching import SessionLogged, SetLogged, Task, assign
from plans.models import Plan, PlannedSession
from plans.proposing import propose_exercises, propose_weeks, reads_nights
from plans.unfounded import take_back
from plans.wins import update_week_wins

PLANS_IN = Compiled(
    lambda person, first, last: (
        Plan.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first), person=person, starts_on__lte=last)
        .order_by()
        .values_list("state")
    ),
    person=UUIDField(),
    first=DateField(),
    last=DateField(),
)
SESSION_COLUMNS = ("pk", "day", "activity", "minutes", "planned_session")


def is_own_task(person: User, task: UUID) -> bool:
    """Whether a task of a plan has this id and is the person's."""
    return person.planned_sessions.filter(pk=task).exists()


def after_sessions(person: User, days: Iterable[date]) -> None:
    """Judges the weeks of these days anew; one short query where the person followed no plan in them."""
    weeks = {Week.of(day) for day in days}
    if not weeks:
        return
    first, last = min(weeks).monday, max(weeks).sunday
    states = {state for (state,) in PLANS_IN.rows(person=person.pk, first=first, last=last)}
    if not states:
        return
    for week in sorted(weeks):
        _judge(person, week)
    update_week_wins(person, weeks)
    if Plan.State.ACTIVE in states:
        _propose(person, Week.of(person.today()), weeks)


def after_nights(person: User, days: Iterable[date]) -> None:
    """A night of the week before may change what a plan of the sleep rhythm proposes for this one."""
    before = Week.of(person.today()).previous()
    if before not in {Week.of(day) for day in days}:
        return
    plans = [
        plan
        for plan in person.plans.active().filter(starts_on__lte=before.monday).select_related("person")
        if reads_nights(plan)
    ]
    if plans and not resting.paused_in([person.pk], before):
        propose_weeks(plans, before, nights_of=[person.pk] if person.has_consent("sleep") else [])


def _propose(person: User, this_week: Week, weeks: set[Week]) -> None:
    """Exercises always; this week's own proposal when something of the week before changed."""
    today, plans = person.today(), list(person.plans.active().select_related("person"))
    take_back(person, plans, today)
    propose_exercises(plans, today)
    for plan in accept_by_themselves(plans, this_week.monday):
        lay_out_again(plan=plan, today=today)
    if this_week.previous() in weeks and not resting.paused_in([person.pk], this_week.previous()):
        before = [plan for plan in plans if plan.starts_on < this_week.monday]
        propose_weeks(before, this_week.previous(), nights_of=[person.pk] if person.has_consent("sleep") else [])


def _judge(person: User, week: Week) -> None:
    tasks = list(person.planned_sessions.in_week(week).order_by("day", "key"))
    if not tasks:
        return
    closed = assign(
        _sessions(person, week), [Task(row.pk, row.day, row.planned_minutes, row.elements) for row in tasks]
    )
    changed = []
    for task in tasks:
        closing = closed.get(task.pk)
        session = closing.session if closing else None
        if closing is None and task.session_id is None and task.state != PlannedSession.State.DONE:
            continue
        if closing and (task.session_id, task.is_short) == (session, closing.is_short):
            continue
        if closing:
            task.state, task.is_short = PlannedSession.State.DONE, closing.is_short
        else:
            task.state = PlannedSession.State.PLANNED if task.day >= person.today() else PlannedSession.State.GONE
        task.session_id, task.updated_at = session, timezone.now()
        changed.append(task)
    if any(task.session_id for task in changed):  # a session may move from one task to another: no two at a time
        PlannedSession.objects.filter(pk__in=[task.pk for task in changed]).update(session=None)
    if changed:
        PlannedSession.objects.bulk_update(changed, ["state", "is_short", "session", "updated_at"])


def _sessions(person: User, week: Week) -> list[SessionLogged]:
    rows = list(person.training_sessions.in_week(week).values_list(*SESSION_COLUMNS))
    sets = TrainingSet.objects.filter(session_id__in=[row[0] for row in rows]).exclude(kind=SetKind.WARMUP)
    told = list(sets.order_by("position").values_list("session_id", "exercise", "reps", "seconds", "distance_m"))
    meant = meant_by(person, [exercise for _, exercise, *_rest in told])
    by_session: dict[UUID, list[SetLogged]] = {}
    for session_id, exercise, reps, seconds, distance_m in told:
        slug, pattern = meant.get(exercise, (exercise, ""))
        one = SetLogged(slug, pattern, reps, seconds, distance_m)
        by_session.setdefault(session_id, []).append(one)
    return [
        SessionLogged(pk, day, activity, minutes, tuple(by_session.get(pk, ())), task)
        for pk, day, activity, minutes, task in rows
    ]
