"""The open proposals of a person as cards: what, why, and the logged rows that each rests on; six queries at most."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import Week
from journal import catalogue
from journal.exercise_library import Choice, Library
from journal.gentler import substitutes
from journal.load_units import Units
from journal.models import TrainingSession, TrainingSet
from journal.set_cells import columns
from journal.set_effort import scale_of
from journal.set_words import told
from plans.models import Plan, PlanProposal
from plans.offered import programmes_of
from plans.onward import ONWARD
from plans.programmes.expansion import Programme
from plans.reason_words import what, why
from plans.unfounded import unfounded
from plans.words import shown


@dataclass(frozen=True, slots=True)
class Rest:
    """One logged row that a proposal rests on."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One open proposal; `instead` are slugs and names of gentler exercises, offered with pain."""

    proposal: PlanProposal
    programme: str
    what: str
    why: str
    rests_on: tuple[Rest, ...]
    instead: tuple[tuple[str, str], ...]

    @property
    def is_way_on(self) -> bool:
        """Whether it asks to leave a week that was there often; fewer days are the other way."""
        return self.proposal.rule == ONWARD


@dataclass(frozen=True, slots=True)
class PlanNow:
    """A plan whose week may be made easy, or usual again."""

    plan: Plan
    title: str
    is_easy: bool


def cards_of(person: Any, *, since: date | None = None) -> list[Card]:
    """Those that can still be answered, whole weeks first."""
    monday = Week.of(since or person.today()).monday
    rows = person.plan_proposals.filter(
        state=PlanProposal.State.OPEN, monday__gte=monday, plan__state=Plan.State.ACTIVE
    )
    rows = list(rows.select_related("plan").order_by("exercise", "rule", "id"))
    if not rows:
        return []
    programmes = programmes_of({row.plan.programme for row in rows}, [person.pk])
    log = _Log(person, rows)
    return [_card(row, programmes[row.plan.programme], log) for row in rows]


def stays_of(person: Any) -> list[str]:
    """Accepted steps whose logged rows were deleted, and which stay because they were trained with since."""
    today = person.today()
    rows = unfounded(person, person.plans.active(), today)
    if not rows:
        return []
    programmes = programmes_of({row.plan.programme for row in rows}, [person.pk])
    library, units = Library(person), Units.of(person)
    return [
        what(
            row,
            library.name_of(row.exercise) if row.exercise else "",
            units,
            weeks=len(programmes[row.plan.programme].weeks),
        )
        for row in rows
    ]


def plans_now(person: Any, week: Week) -> list[PlanNow]:
    """The active plans with what this week of each is; two queries."""
    plans = list(person.plans.active().order_by("created_at"))
    if not plans:
        return []
    programmes = programmes_of({plan.programme for plan in plans}, [person.pk])
    easy = set(person.plan_weeks.filter(monday=week.monday, is_easy=True).values_list("plan_id", flat=True))
    return [PlanNow(one, shown(programmes[one.programme].title, person.language), one.pk in easy) for one in plans]


def _card(row: PlanProposal, programme: Programme, log: "_Log") -> Card:
    name = log.library.name_of(row.exercise) if row.exercise else ""
    hurts = any(code == "pain" for code, _figures in row.reasons)
    known = catalogue.get(row.exercise) if hurts else None
    return Card(
        proposal=row,
        programme=shown(programme.title, log.language),
        what=what(row, name, log.units, weeks=len(programme.weeks)),
        why=why(row, log.units),
        rests_on=tuple(log.rests(row)),
        instead=tuple((one.slug, one.name(log.language)) for one in substitutes(known)) if known else (),
    )


class _Log:
    """The rows behind the proposals, and the words for them."""

    def __init__(self, person: Any, rows: Sequence[PlanProposal]) -> None:
        ids = {one for row in rows for one in row.basis}
        self.language = person.language
        self.library, self.units, self.scale = Library(person), Units.of(person), scale_of(person)
        self.sessions = {str(one.pk): one for one in person.training_sessions.filter(pk__in=ids)}
        self.sets: dict[tuple[str, str], list[TrainingSet]] = defaultdict(list)
        exercises = {row.exercise for row in rows if row.exercise}
        if exercises:
            for one in person.training_sets.filter(session__in=ids, exercise__in=exercises).order_by("position"):
                self.sets[str(one.session_id), one.exercise].append(one)
        nights = ids - self.sessions.keys()
        self.nights: list[Any] = []
        if nights and person.has_consent("sleep"):
            self.nights = list(person.sleep_diary.filter(pk__in=nights).values_list("pk", "day"))

    def rests(self, row: PlanProposal) -> Iterable[Rest]:
        found = [
            Rest(session.day, self._words(session, row.exercise))
            for one in row.basis
            if (session := self.sessions.get(one))
        ]
        found += [Rest(day, _("A night in the sleep diary")) for pk, day in self.nights if str(pk) in row.basis]
        return sorted(found, key=lambda rest: rest.day)

    def _words(self, session: TrainingSession, exercise: str) -> str:
        sets = self.sets.get((str(session.pk), exercise), [])
        if sets:
            return told(sets, self._columns(self.library.get(exercise), sets), self.units, self.scale)
        minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", session.minutes) % {"minutes": session.minutes}
        effort = "" if session.rpe is None else f" · RPE {session.rpe}"
        return f"{session.get_activity_display()}, {minutes}{effort}"

    def _columns(self, choice: Choice, sets: Sequence[TrainingSet]) -> Any:
        fields = ("load_kg", "reps", "seconds", "distance_m", "pose_level")
        extra = tuple(name for name in fields if any(getattr(row, name) is not None for row in sets))
        return columns(choice.unit, choice.activity, self.units, has_levels=bool(choice.levels), extra=extra)
