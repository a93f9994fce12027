"""Easy weeks: offered every fourth week, and when two of four signs say so (`deload` of the rules). Never taken alone.

Which signs they were is not kept: some of them are of a category that needs a consent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from journal.care_log import CareLog, gather
from journal.care_signals import deload_parts
from journal.models import Measurement, MeasurementKind
from journal.mood import day_scores
from plans.models import Plan, PlanWeek
from plans.programmes import deload
from plans.programmes.expansion import Programme
from plans.progression import Proposal

DELOAD = "deload"
PULSES_BACK = timedelta(days=42)
"""Three days and the four weeks before them, with room for days that were left out."""


def easy_weeks(
    plans: Sequence[Plan],
    programmes: Mapping[str, Programme],
    week: Week,
    sessions: Mapping[UUID, Sequence[UUID]],
) -> dict[UUID, Proposal]:
    """By plan, the offer of an easy `week`; it rests on `sessions` of the week before, without which there is none.

    Eleven queries at most, for any number of plans. A programme that writes easy weeks of its own has only the signs.
    """
    asked = [plan for plan in plans if sessions.get(plan.pk)]
    if not asked:
        return {}
    logs = gather({plan.person_id for plan in asked}, week.monday)
    measure = {plan.person_id for plan in asked if MeasurementKind.RESTING_HR in plan.person.body_kinds}
    pulses = _pulses({key for key in measure & logs.keys() if "body" in logs[key].categories}, week.monday)
    since = _weeks_since_easy(asked, week)
    found = {}
    for plan in asked:
        signs = _signs(logs.get(plan.person_id), pulses.get(plan.person_id, ()), week.monday)
        every = deload()["planned"]["every_weeks"]
        is_fourth = since.get(plan.pk, 0) % every == every - 1
        knows_easy = programmes[plan.programme].week(plan.programme_week).is_easy is not None
        if signs >= deload()["triggered"]["needs"]:
            reason = ("signs", {"signs": signs})
        elif is_fourth and not knows_easy:
            reason = ("every_weeks", {"weeks": every})
        else:
            continue
        found[plan.pk] = Proposal(DELOAD, "easy", {"is_easy": True}, (reason,), tuple(sessions[plan.pk]))
    return found


def _signs(kept: CareLog | None, pulses: Sequence[tuple[date, int]], today: date) -> int:
    """How many of the signs hold, by what the person agreed to; people without well-being consent have none."""
    return len(deload_parts(kept.sessions, day_scores(kept.moods), kept.nights, pulses, today)) if kept else 0


def _pulses(people: Collection[UUID], today: date) -> dict[UUID, list[tuple[date, int]]]:
    """By person, the resting heart rates of the last weeks; `people` switched them on and agreed to body values."""
    if not people:
        return {}
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = Measurement.objects.filter(person_id__among=people, kind=MeasurementKind.RESTING_HR, value__isnull=False)
    days = rows.filter(day__gte=today - PULSES_BACK, day__lt=today).order_by("day")
    for person_id, day, beats in days.values_list("person_id", "day", "value"):
        found[person_id].append((day, round(beats)))
    return found


def _weeks_since_easy(plans: Iterable[Plan], week: Week) -> dict[UUID, int]:
    """By plan, how many weeks were laid out before `week` since the last easy one."""
    rows = PlanWeek.objects.filter(plan_id__among=[plan.pk for plan in plans], monday__lt=week.monday)
    found: dict[UUID, int] = {}
    for plan_id, is_easy in rows.order_by("monday").values_list("plan_id", "is_easy"):
        found[plan_id] = 0 if is_easy else found.get(plan_id, 0) + 1
    return found
