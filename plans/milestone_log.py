"""Reads what a look back compares, for all plans of one person: a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from journal.exercise_library import Library
from journal.load_units import Units
from journal.models import SmallWin
from journal.sleep import mid_sleep_sd
from journal.training_load import e1rm
from journal.win_texts import text
from journal.wins_endurance import longest_run
from journal.wins_facts import PAIN_EXCLUDES_FROM, RULES, SessionFacts
from journal.wins_reading import SESSION_COLUMNS
from journal.wins_set_reading import all_sets
from plans import logged, milestones
from plans.exercise_rules import ruled
from plans.milestones import METRICS, Figure, Milestone, Points, Span
from plans.models import Plan, PlanWeek
from plans.offered import still_there
from plans.programmes.expansion import Programme
from plans.progression import Exposure

WINS_SHOWN = 3
EFFORTS_OF_PACE = (6, 8)
"""Interval pace is compared at an effort of about 7 (SPEC 6.1, SW06)."""
RULE_OF = {
    "e1rm_kg_per_exercise": "lift_double",
    "pose_level_sum": "pose_level",
    "interval_pace_s_per_km": "pace_step",
}
CHECK_INS, MINUTES, JOG = "group_checkins_week", "moderate_equivalent_min_week", "longest_continuous_jog_s"
SLEEP = "sd_mid_sleep_min_14d"

# The layer of groups puts its count of check-ins here when it starts: plans import none of it.
check_ins_of: list[Callable[[User, date, date], Sequence[date]]] = []


@dataclass(frozen=True, slots=True)
class LookBack:
    """One milestone of a plan with its figures, and the best small wins until then in words."""

    milestone: Milestone
    metric: str
    figures: tuple[Figure, ...]
    wins: tuple[str, ...]

    @property
    def has_moved(self) -> bool:
        return milestones.has_moved(self.figures)


@dataclass(frozen=True, slots=True)
class PlanLooks:
    """A plan with all its milestones that were reached, newest first."""

    plan: Plan
    programme: Programme
    looks: tuple[LookBack, ...]


def look_backs(person: User, plans: Sequence[Plan], today: date, *, may_read_sleep: bool = True) -> list[PlanLooks]:
    """Plans whose own programme is gone are left out."""
    programmes = still_there({plan.programme for plan in plans}, person)
    known = [plan for plan in plans if plan.programme in programmes]
    reached = _reached(known, programmes, today)
    log = _Log(person, [plan for plan in known if reached[plan.pk]], programmes, today, may_read_sleep=may_read_sleep)
    return [
        PlanLooks(
            plan,
            programmes[plan.programme],
            tuple(log.look(plan, one) for one in sorted(reached[plan.pk], key=lambda one: -one.week)),
        )
        for plan in known
    ]


def _reached(plans: Sequence[Plan], programmes: Mapping[str, Programme], today: date) -> dict[Any, list[Milestone]]:
    weeks: dict[Any, dict[int, date]] = defaultdict(dict)
    rows = PlanWeek.objects.filter(plan__in=[plan.pk for plan in plans], programme_week__in=milestones.WEEKS)
    for plan_id, number, monday in rows.order_by("-monday").values_list("plan_id", "programme_week", "monday"):
        weeks[plan_id][number] = monday
    return {
        plan.pk: milestones.milestones(
            plan.starts_on, weeks[plan.pk], len(programmes[plan.programme].weeks), min(today, plan.ended_on or today)
        )
        for plan in plans
    }


class _Log:
    """What was logged since the first of these plans began, as far as their figures need it."""

    def __init__(
        self,
        person: User,
        plans: Sequence[Plan],
        programmes: Mapping[str, Programme],
        today: date,
        *,
        may_read_sleep: bool,
    ) -> None:
        self.person, self.programmes = person, programmes
        self.first = min((plan.starts_on for plan in plans), default=today)
        metrics = {self.metric(plan) for plan in plans}
        self.exercises = {plan.pk: self._exercises(plan) for plan in plans}
        wanted = {exercise for of_plan in self.exercises.values() for exercise in of_plan}
        self.exposures = logged.exposures([person.pk], wanted, today)
        self.sessions = self._sessions() if metrics & {JOG, MINUTES} else []
        self.sets = all_sets(person, self.first) if JOG in metrics else {}
        self.check_ins = [
            day for read in check_ins_of if CHECK_INS in metrics for day in read(person, self.first, today)
        ]
        has_sleep = SLEEP in metrics and may_read_sleep and person.has_consent("sleep")
        self.nights = self._nights() if has_sleep else []
        self.wins = self._wins() if plans else []
        self.library, self.units = Library(person), Units.of(person)

    def metric(self, plan: Plan) -> str:
        return str(self.programmes[plan.programme].facts["primary_metric"])

    def look(self, plan: Plan, milestone: Milestone) -> LookBack:
        figures = self._figures(plan, milestone.span)
        return LookBack(milestone, self.metric(plan), tuple(figures), self._best(milestone.span))

    def _figures(self, plan: Plan, span: Span) -> list[Figure]:
        name = self.metric(plan)
        metric, of_exercises = METRICS[name], self._of_exercises(plan)
        if name == "e1rm_kg_per_exercise":
            return [milestones.figure(points, span, metric, exercise) for exercise, points in of_exercises.items()]
        if name == "pose_level_sum":
            return [milestones.sum_of(of_exercises, span, metric)]
        if name == SLEEP:
            return [milestones.of_spread(self._spread(*span.start), self._spread(*span.now), metric)]
        if name in RULE_OF:
            paces = [point for points in of_exercises.values() for point in points]
            return [milestones.figure(paces, span, metric)]
        return [milestones.figure(self._of_whole(name), span, metric)]

    def _of_whole(self, name: str) -> Points:
        calm = [one for one in self.sessions if not one.is_hurt]
        if name == JOG:
            runs = [(one.day, longest_run(one._replace(sets=tuple(self.sets.get(one.id, ()))))) for one in calm]
            return [(day, float(seconds)) for day, seconds in runs if seconds is not None]
        if name == MINUTES:
            return milestones.of_weeks((one.day, one.moderate_minutes + 2 * one.vigorous_minutes) for one in calm)
        return milestones.of_weeks((day, 1) for day in self.check_ins)

    def _of_exercises(self, plan: Plan) -> dict[str, list[tuple[date, float]]]:
        found = {}
        for exercise in self.exercises[plan.pk]:
            done = self.exposures.get((self.person.pk, exercise), [])
            values = [(one.day, _value(self.metric(plan), one)) for one in done if (one.pain or 0) < PAIN_EXCLUDES_FROM]
            found[exercise] = [(day, value) for day, value in values if value is not None]
        return found

    def _exercises(self, plan: Plan) -> list[str]:
        """Those that the rule of the programme's figure moves, as the person does them, in the programme's order."""
        rule = RULE_OF.get(self.metric(plan))
        weeks = self.programmes[plan.programme].weeks
        elements = ruled(one for week in weeks for session in week.sessions for one in session.elements)
        named = [exercise for exercise, element in elements.items() if element["rule"] == rule]
        return [plan.swaps.get(exercise, exercise) for exercise in named]

    def _sessions(self) -> list[SessionFacts]:
        rows = self.person.training_sessions.since(self.first).order_by("day", "started_at", "id")
        return [SessionFacts(*row) for row in rows.values_list(*SESSION_COLUMNS)]

    def _nights(self) -> list[tuple[date, float]]:
        nights = self.person.sleep_diary.since(self.first).order_by("day").values_list("day", "mid_sleep_min")
        return [(day, middle) for day, middle in nights if middle is not None]

    def _spread(self, first: date, end: date) -> tuple[int, float | None]:
        middles = [middle for day, middle in self.nights if first <= day < end]
        return len(middles), mid_sleep_sd(middles)

    def _wins(self) -> list[SmallWin]:
        wins = self.person.small_wins.filter(is_dismissed=False, day__gte=self.first)
        agreed = self.person.consent_categories
        return [win for win in wins.order_by("priority", "-day", "rule", "id") if RULES[win.rule].category in agreed]

    def _best(self, span: Span) -> tuple[str, ...]:
        wins = [win for win in self.wins if span.begins_on <= win.day <= span.until][:WINS_SHOWN]
        return tuple(
            text(
                win,
                self.person.language,
                units=self.units,
                exercise_name=self.library.name_of(win.exercise) if win.exercise else "",
            )
            for win in wins
        )


def _value(metric: str, one: Exposure) -> float | None:
    """What an exposure says of the figure; None where it says nothing."""
    if metric == "e1rm_kg_per_exercise":
        lifts = [e1rm(each.load_kg, each.reps, each.rir) for each in one.sets if each.load_kg and each.reps]
        return max((kg for kg in lifts if kg is not None), default=None)
    if metric == "pose_level_sum":
        return max((float(each.pose_level) for each in one.sets if each.pose_level), default=None)
    low, high = EFFORTS_OF_PACE
    if not one.paces or one.effort is None or not low <= one.effort <= high:
        return None
    return sum(one.paces) / len(one.paces)
