"""A way on for whoever stands in the same week of a programme: after three times it is asked, never done by itself.

SPEC 6.2 lets a week be repeated without end. A person who does half of every week would see the first one for ever, so
the plan asks whether to go on anyway, and names fewer days as the smaller step. A week that was held for its effort or
for pain has no such offer, and after a "not now" three more weeks pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from plans.models import Plan, PlannedSession, PlanProposal, PlanWeek
from plans.progression import Proposal

ONWARD = "onward"
TIMES = 3
LOOKED_BACK = timedelta(weeks=12)
FOR_AMOUNT = frozenset(["sessions_short", "minutes_short", "nights_short", "no_effort", "gap"])
"""Reasons to be in a week again that say nothing of too much; a week with one session on Monday ends with a gap."""


def ways_on(held: Mapping[UUID, Proposal], plans: Sequence[Plan], week: Week) -> dict[UUID, Proposal]:
    """By plan, the offer to leave a week that was there three times; `held` is what the rules say of the last one.

    Three queries at most, for any number of plans; none when no rule holds a week for its amount.
    """
    asked = [plan for plan in plans if _may_be_asked(held.get(plan.pk))]
    if not asked:
        return {}
    trained, answered = _trained_weeks(asked, week), _last_answers(asked, week)
    followed: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = PlanWeek.objects.filter(plan_id__among=[plan.pk for plan in asked], **_in_sight("monday", week))
    for plan_id, monday, number in rows.order_by("-monday").values_list("plan_id", "monday", "programme_week"):
        if monday in trained[plan_id] and monday >= answered.get(plan_id, monday):
            followed[plan_id].append((monday, number))
    found = {}
    for plan in asked:
        proposed = held[plan.pk]
        number = proposed.change["programme_week"]
        times = _times_running(followed[plan.pk], number)
        if times >= TIMES and week.previous().monday in trained[plan.pk]:
            reason = ("again", {"week": number, "times": times})
            found[plan.pk] = Proposal(ONWARD, "advance", {"programme_week": number + 1}, (reason,), proposed.basis)
    return found


def _may_be_asked(proposed: Proposal | None) -> bool:
    return proposed is not None and proposed.outcome in ("hold", "gap") and proposed.reasons[0][0] in FOR_AMOUNT


def _times_running(weeks: Iterable[tuple[date, int]], number: int) -> int:
    """How many of the newest weeks were this one of the programme."""
    times = 0
    for _monday, one in weeks:
        if one != number:
            break
        times += 1
    return times


def _in_sight(field: str, week: Week) -> dict[str, date]:
    return {f"{field}__lt": week.monday, f"{field}__gte": week.monday - LOOKED_BACK}


def _trained_weeks(plans: Iterable[Plan], week: Week) -> Mapping[UUID, set[date]]:
    """By plan, the Mondays of weeks in which a task was done: an empty week is no repeat."""
    done = PlannedSession.objects.filter(plan_id__among=[plan.pk for plan in plans], state=PlannedSession.State.DONE)
    found: dict[UUID, set[date]] = defaultdict(set)
    for plan_id, day in done.filter(**_in_sight("day", week)).order_by().values_list("plan_id", "day"):
        found[plan_id].add(Week.of(day).monday)
    return found


def _last_answers(plans: Iterable[Plan], week: Week) -> dict[UUID, date]:
    """By plan, the Monday for which the offer was answered last; earlier weeks count no more."""
    rows = PlanProposal.objects.filter(plan_id__among=[plan.pk for plan in plans], rule=ONWARD, monday__lt=week.monday)
    answered = rows.exclude(state=PlanProposal.State.OPEN).order_by("monday")
    return dict(answered.values_list("plan_id", "monday"))
