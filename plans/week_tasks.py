"""The week of the Plan tab: seven days with the small tasks of all plans; three plans cost what one does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.dates import Week
from journal.load_units import Units
from plans import elements
from plans.element_words import ElementWords, by_phase, in_words, names_for
from plans.models import Plan, PlannedSession
from plans.night_of import LateNote, late_only, night_of
from plans.offered import programmes_there
from plans.starting import if_then_of
from plans.task_titles import title_of
from plans.words import shown

State = PlannedSession.State


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One task with what may be done with it today."""

    task: PlannedSession
    title: str
    programme: str
    today: date
    free_days: Sequence[date]
    """The other days of its week, from today on, that no task of its plan has."""
    late_note: LateNote | None = None
    """What is said of an hour too close to bed."""
    parts: Sequence[tuple[str | Promise, list[ElementWords]]] = ()
    """What is done in it, in words: the name of each part with its elements."""

    @property
    def minutes(self) -> int:
        """Of the version that is planned."""
        task = self.task
        return elements.minutes_of(elements.short(task.elements)) if task.is_short else task.planned_minutes

    @property
    def state(self) -> str:
        return state_words(self.task.state, is_short=self.task.is_short)

    @property
    def is_open(self) -> bool:
        return self.task.state == State.PLANNED

    @property
    def is_done(self) -> bool:
        return self.task.state == State.DONE

    @property
    def may_change(self) -> bool:
        """Whether it can still be started, moved or made smaller, or what was said of it taken back."""
        return self.task.day >= self.today and self.task.state in (State.PLANNED, State.SKIPPED, State.RESTED)

    @property
    def is_moderate(self) -> bool:
        """Whether the moderate version stands in its place."""
        return self.is_open and elements.is_moderated(self.task.elements)

    @property
    def is_today(self) -> bool:
        return self.task.day == self.today


@dataclass(frozen=True, slots=True)
class DayOfTasks:
    """One day with its tasks and what was done."""

    day: date
    cards: list[TaskCard]
    minutes: int | None
    is_rest: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class WeekOfTasks:
    """Seven days; `plans` are those that run, paused ones too."""

    plans: list[Plan]
    days: list[DayOfTasks]
    done: int
    total: int

    @property
    def if_thens(self) -> list[str]:
        return [plan.if_then for plan in self.plans if plan.if_then]

    @property
    def next_if_then(self) -> str:
        """The sentence of the prompt for the next open task; empty where none is to come, or a plan has it already."""
        coming = next((card for day in self.days for card in day.cards if card.is_open and card.may_change), None)
        told = if_then_of(coming.task.day.weekday(), coming.task.at_time, coming.title) if coming else ""
        return "" if told in self.if_thens else told


def week_of_tasks(person: Any, week: Week, days: Sequence[dict[str, Any]]) -> WeekOfTasks | None:
    """The tasks laid over the seven days of the page; None for a person without a plan. Two queries, one more
    for an own programme, and one where the hours of tasks are held against the nights of the diary.
    """
    plans = list(person.plans.running().order_by("created_at", "id"))
    tasks = list(person.planned_sessions.in_week(week).select_related("plan"))
    if not plans and not tasks:
        return None
    cards = cards_of(person, tasks, week)
    by_day: dict[date, list[TaskCard]] = defaultdict(list)
    for card in cards:
        by_day[card.task.day].append(card)
    return WeekOfTasks(
        plans=plans,
        days=[
            DayOfTasks(one["day"], by_day[one["day"]], one["minutes"], one["is_rest"], one["is_today"]) for one in days
        ],
        done=sum(card.is_done for card in cards),
        total=len(cards),
    )


def cards_of(person: Any, tasks: Sequence[PlannedSession], week: Week) -> list[TaskCard]:
    """The tasks of one week with their words."""
    today, language = person.today(), person.language
    programmes = programmes_there({task.plan.programme for task in tasks}, [person])
    names = names_for(person, [one for task in tasks for one in task.elements])
    units = Units.of(person)
    starts = _starts_to_come(person, tasks)
    night = night_of(person) if starts else None
    taken: dict[Any, set[date]] = defaultdict(set)
    for task in tasks:
        taken[task.plan_id].add(task.day)
    cards = []
    for task in tasks:
        programme = programmes.get(task.plan.programme)
        start = starts.get(task.pk)
        cards.append(
            TaskCard(
                task=task,
                title=title_of(task, programme, language),
                programme=shown(programme.title, language) if programme else "",
                today=today,
                free_days=[day for day in week.days if day >= today and day not in taken[task.plan_id]],
                parts=by_phase(in_words(_told_of(task), name_of=names, units=units)),
                late_note=late_only(night, start, task.planned_minutes, task.elements) if start else None,
            )
        )
    return cards


def _told_of(task: PlannedSession) -> Sequence[Mapping[str, Any]]:
    """The elements of the version that is planned, without the ratings that every session has."""
    told = elements.short(task.elements) if task.is_short else task.elements
    return [one for one in told if one["type"] not in ("emotion_rating", "emotion_note", "prompt")]


def _starts_to_come(person: Any, tasks: Sequence[PlannedSession]) -> dict[Any, datetime]:
    """By task, the instant at which it begins, of those whose hour can still be changed; the short version is short."""
    whole = [task for task in tasks if task.state == State.PLANNED and not task.is_short]
    told = {task.pk: start for task in whole if (start := task.starts_at(person.zone))}
    return {pk: start for pk, start in told.items() if start > timezone.now()}


def state_words(state: str, *, is_short: bool) -> str:
    """How a task stands, in words."""
    words = {
        (State.PLANNED, False): _("planned"),
        (State.PLANNED, True): _("planned as the 10-minute version"),
        (State.DONE, False): _("done"),
        (State.DONE, True): _("10-minute version done"),
        State.RESTED: _("rest instead"),
        State.SKIPPED: _("skipped"),
        State.GONE: _("gone by"),
    }
    return words.get((State(state), is_short)) or words[State(state)]
