"""SW11 task done and SW14 short version, of a week of plans (SPEC 5.2); the same in whatever order it was logged."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from accounts.models import User
from core.dates import Week
from journal.wins_facts import PAIN_EXCLUDES_FROM, Win
from journal.wins_storing import store
from plans.models import PlannedSession

RULES = ("SW11", "SW14")
ALL, AGAIN = "all", "again"
"""What SW11 tells: every task of the week, or the first one kept after a week with none."""
DONE = PlannedSession.State.DONE


def update_week_wins(person: User, weeks: Iterable[Week]) -> None:
    """Corrects them for these weeks and the one after each, which looks back; two queries and what changes."""
    known = sorted(set(weeks))
    if not known:
        return
    first, last = known[0], known[-1].next()
    rows = person.planned_sessions.filter(day__range=(first.previous().monday, last.sunday)).select_related("session")
    tasks = list(rows)
    told = [
        win
        for number in range((last.monday - first.monday).days // 7 + 1)
        for win in week_wins(person.pk, first.plus(number), tasks)
    ]
    stored = person.small_wins.filter(rule__in=RULES, day__range=(first.monday, last.sunday))
    store(person, told, list(stored))


def week_wins(person: UUID, week: Week, tasks: Iterable[PlannedSession]) -> list[Win]:
    """`tasks` are those of the week and the one before it, with their sessions; training through pain earns nothing."""
    known = list(tasks)
    of_week = [task for task in known if week.monday <= task.day <= week.sunday]
    before = [task for task in known if week.previous().monday <= task.day < week.monday]
    earned = [task for task in of_week if task.state == DONE and task.session and not _hurts(task)]
    if not earned:
        return []
    days = sorted(_day(task) for task in earned)
    wins = []
    if len(earned) == len(of_week):
        wins.append(Win("SW11", None, days[-1], ALL, person=person))
    elif before and not any(task.state == DONE for task in before):
        wins.append(Win("SW11", None, days[0], AGAIN, person=person))
    if short := sorted(_day(task) for task in earned if task.is_short):
        wins.append(Win("SW14", None, short[0], person=person))
    return wins


def _day(task: PlannedSession) -> date:
    """Of the session, which may stand on another day of the week."""
    return task.session.day if task.session else task.day


def _hurts(task: PlannedSession) -> bool:
    return task.session is not None and (task.session.pain or 0) >= PAIN_EXCLUDES_FROM
