"""The hour of a running plan beside the person's night: what is said of it, and an earlier one by one tap."""

from datetime import date

from core.dates import Week
from plans.following import change_days
from plans.laying_out import planned_sessions
from plans.models import Plan
from plans.night_of import LateNote
from plans.programmes.expansion import Programme
from plans.starting import FirstTask, if_then, late_of


def late_of_plan(plan: Plan, programme: Programme) -> LateNote | None:
    """By the next whole week of the programme on the days of the plan; at most one query."""
    if plan.at_time is None:
        return None
    coming = Week.of(max(plan.person.today(), plan.starts_on)).next()
    rows = planned_sessions(
        plan, programme, coming, programme_week=plan.programme_week, targets={}, not_before=coming.monday
    )
    return late_of(
        plan.person, [FirstTask(row.day, row.at_time, "", row.planned_minutes, row.elements) for row in rows]
    )


def train_earlier(*, plan: Plan, programme: Programme, today: date) -> bool:
    """Takes the hour that the note names, for open sessions and those to come; False where there is none.

    A sentence that nobody changed speaks of the new hour.
    """
    note = late_of_plan(plan, programme)
    if note is None or note.clock is None:
        return False
    is_untouched = plan.if_then == if_then(programme, plan.weekdays, plan.at_time)
    sentence = if_then(programme, plan.weekdays, note.clock) if is_untouched else plan.if_then
    change_days(
        plan=plan,
        weekdays=plan.weekdays,
        at_time=note.clock,
        if_then=sentence,
        auto_accepts=plan.auto_accepts,
        today=today,
    )
    return True
