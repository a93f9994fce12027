"""What a person says of one task of this week: smaller, gentler, earlier, rest instead, skipped, another day, back."""

from collections.abc import Mapping
from datetime import date, time

from django.utils.translation import gettext as _

from journal.actions import mark_rest_day, unmark_rest_day
from plans import elements, following
from plans.models import PlannedSession
from plans.night_of import late_note

State = PlannedSession.State
OPENS, RESTS, SHORTENS = "open", "rest", {"short": True, "whole": False}
CALMED = {"moderate": True, "written": False}
STATES = {"skip": State.SKIPPED, RESTS: State.RESTED, OPENS: State.PLANNED}


class NotPossible(Exception):
    """The task is over, the day is not free, or nothing of that name can be done; `message` says so."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def change_task(*, task: PlannedSession, said: Mapping[str, str], today: date) -> str:
    """Does what one button asks for; the words that say so. NotPossible leaves everything as it is."""
    if task.state in (State.DONE, State.GONE) or task.day < today:
        raise NotPossible(_("This task is over; it stays as it is."))
    if wanted := said.get("move", ""):
        return _move(task, wanted, today)
    wanted = said.get("do", "")
    if wanted in SHORTENS:
        following.set_task(task=task, state=State.PLANNED, is_short=SHORTENS[wanted])
        return _("The short version it is. It counts.") if SHORTENS[wanted] else _("The whole session again.")
    if wanted in CALMED:
        return _calm(task, is_moderate=CALMED[wanted])
    if wanted == "earlier":
        return _earlier(task, today)
    if wanted not in STATES:
        raise NotPossible(_("That is not possible here."))
    _keep_rest_day(task, wanted, today)
    following.set_task(task=task, state=STATES[wanted])
    words = {"skip": _("Skipped. Nothing is carried over."), RESTS: _("Rest instead."), OPENS: _("Planned again.")}
    return words[wanted]


def _calm(task: PlannedSession, *, is_moderate: bool) -> str:
    """The moderate version, or the one that the plan wrote."""
    told = elements.moderate(task.elements) if is_moderate else elements.as_written(task.elements)
    following.set_elements(task=task, elements=told, is_vigorous=elements.is_vigorous(told))
    return _("The moderate version it is.") if is_moderate else _("As the plan wrote it.")


def _earlier(task: PlannedSession, today: date) -> str:
    """At the hour that leaves room before bed."""
    start = task.starts_at(task.person.zone)
    note = late_note(task.person, start, task.planned_minutes, task.elements) if start else None
    if note is None or note.earlier is None:
        raise NotPossible(_("No earlier hour fits."))
    return _move(task, note.earlier.date().isoformat(), today, at_time=note.clock)


def _move(task: PlannedSession, wanted: str, today: date, *, at_time: time | None = None) -> str:
    try:
        day = date.fromisoformat(wanted)
        if day < today:
            raise following.CannotMove
        following.move_task(task=task, day=day, at_time=at_time or task.at_time)
    except (ValueError, following.CannotMove):
        raise NotPossible(_("That day is not free in this week.")) from None
    return _("Moved.")


def _keep_rest_day(task: PlannedSession, wanted: str, today: date) -> None:
    """Rest instead of today's task is a rest day, unless something was trained; taking it back takes that back."""
    person = task.person
    if task.day != today:
        return
    if wanted == RESTS and not person.training_sessions.filter(day=today).exists():
        mark_rest_day(person=person, day=today)
    elif wanted == OPENS and task.state == State.RESTED:
        unmark_rest_day(person=person, day=today)
