"""What the start form shows before anything is stored: days that fit, the sentence, the first week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accounts.models import User
from core.clocks import instant
from core.dates import Week
from plans.laying_out import planned_sessions
from plans.models import Plan, PlannedSession
from plans.night_of import LateNote, night_of, note_for, worst_of
from plans.programmes import library
from plans.programmes.expansion import Programme
from plans.words import shown

USUAL_HOUR = time(18, 0)
DAYS_BY_SESSIONS = {
    1: (2,),
    2: (1, 4),
    3: (0, 2, 4),
    4: (0, 1, 3, 5),
    5: (0, 1, 3, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
}
"""Sessions a week -> days that leave room between them; more than six take the whole week."""


@dataclass(frozen=True, slots=True)
class FirstTask:
    """One session of the first week."""

    day: date
    at_time: time | None
    title: str
    minutes: int
    elements: Sequence[Mapping[str, Any]] = ()


def usual_days(programme: Programme) -> tuple[int, ...]:
    """Weekdays for one session each; one more at the weekend where a session waits for it."""
    sessions = programme.week(1).sessions
    days = DAYS_BY_SESSIONS.get(len(sessions), tuple(range(7)))
    waits = any(session.preferred_slot == "weekend_daytime" for session in sessions)
    return (*days[:-1], 5) if waits and not {5, 6} & set(days) else days


def begins_on(programme: Programme, weekdays: Sequence[int], today: date) -> date:
    """Today when the whole first week still fits into this one, else next Monday."""
    whole = min(len(programme.week(1).sessions), len(set(weekdays)))
    fits = len(first_week(programme, weekdays, None, today)) >= whole
    return today if fits else Week.of(today).next().monday


def first_week(programme: Programme, weekdays: Sequence[int], at_time: time | None, day: date) -> list[FirstTask]:
    """The sessions from `day` to the end of its week, in the order of their days; nothing is stored."""
    week = Week.of(day)
    plan = Plan(weekdays=sorted(set(weekdays)), at_time=at_time, starts_on=week.monday)
    rows = planned_sessions(plan, programme, week, programme_week=1, targets={}, not_before=day)
    titles = titles_of(programme, 1)
    return [_told(row, titles) for row in sorted(rows, key=lambda row: row.day)]


def late_of(person: User, tasks: Sequence[FirstTask]) -> LateNote | None:
    """What to say when an hour sits ill with the night, with one that is early enough for all of the tasks."""
    timed = [(instant(task.day, task.at_time, person.zone), task) for task in tasks if task.at_time]
    night = night_of(person) if timed else None
    return worst_of((start, note_for(night, start, task.minutes, task.elements)) for start, task in timed)


def titles_of(programme: Programme, week: int) -> dict[str, str]:
    """Key of a session -> its title in the language of the page."""
    return {session.key: shown(session.title, get_language()) for session in programme.week(week).sessions}


def if_then(programme: Programme, weekdays: Sequence[int], at_time: time | None) -> str:
    """The sentence of the prompt, with the first day, the hour and the first session filled in."""
    return if_then_of(min(weekdays), at_time, shown(programme.week(1).sessions[0].title, get_language()))


def if_then_of(weekday: int, at_time: time | None, title: str) -> str:
    """The same for any session."""
    holes = {
        "day": day_names([weekday]),
        "time": f"{at_time:%H:%M}" if at_time else _("after work"),
        "session": title,
        "fallback": pgettext("place for a short session", "home"),
    }
    texts = library.prompts()["plan_1"]["text"]
    return shown({language: text.format(**holes) for language, text in texts.items()}, get_language())


def day_names(weekdays: Sequence[int]) -> str:
    """Monday, Wednesday."""
    return pgettext("list of days", ", ").join(str(WEEKDAYS[day]) for day in weekdays)


def _told(row: PlannedSession, titles: dict[str, str]) -> FirstTask:
    return FirstTask(row.day, row.at_time, titles[row.key], row.planned_minutes, row.elements)
