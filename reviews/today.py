"""The first page: Today for a signed-in person, the visitors' page for everybody else."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import DateField, UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.compiled import Compiled
from core.dates import Week, local_day
from core.day_names import long_day
from core.links import link
from core.mood_bands import mood_inside
from core.templatetags.ui import day_cell, weekday_letter
from core.views import visitors
from journal.day_state import state_of
from journal.models import MoodRating, TrainingSession
from plans.models import WeeklyTarget
from plans.progress import COLUMNS, WeekTotals, week_sessions
from plans.target_lines import TargetLine
from plans.targets_now import TargetsNow
from plans.today import PlansNow, plans_now
from reviews import first_steps
from reviews.models import WeeklyReview
from reviews.trained_question import trained_question

LATEST = 15  # sessions that one query brings: the week's, and the last one before it
SHOWN = ("id", "started_at", "rpe", *COLUMNS)  # what the cards say of them; a row has 35 columns
PERSON = {"person": UUIDField()}
NEWEST_SESSIONS = Compiled(
    lambda person: TrainingSession.objects.filter(person=person).newest_first().only(*SHOWN)[:LATEST], **PERSON
)
MOODS_BETWEEN = Compiled(
    lambda person, first, last: (
        MoodRating.objects.filter(person=person).between(first, last).order_by("rated_at").values_list("day", "score")
    ),
    first=DateField(),
    last=DateField(),
    **PERSON,
)
NEWEST_REVIEW = Compiled(
    lambda person: (
        WeeklyReview.objects.filter(person=person).newest_first().only("id", "week_start", "answered_at")[:1]
    ),
    **PERSON,
)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Today in at most eight queries; strangers see what the journal is."""
    if not request.user.is_authenticated:
        return visitors(request)
    return render(
        request, "reviews/home.html", today(request.user) | {"asks_first_steps": first_steps.is_offered(request)}
    )


def today(person: Any) -> dict[str, object]:
    """What Today shows: the mood strip, one next thing, the week so far, a review that waits."""
    now = person.local_now()
    week = Week.of(now.date())
    agreed = person.consent_categories
    sessions = NEWEST_SESSIONS.rows(person=person.pk) if "training" in agreed else []
    moods = []
    if "wellbeing" in agreed:
        moods = MOODS_BETWEEN.rows(person=person.pk, first=week.monday, last=week.sunday)
    review = NEWEST_REVIEW.first(person=person.pk)
    state = state_of(person, now.date(), agreed)
    noted = {session.day for session in sessions} | state.rested
    question = trained_question(now, local_day(person.date_joined, person.zone), noted)
    return {
        "greeting": greeting(now.hour),
        "today": now.date(),
        "consents": agreed,
        "state": state,
        "plan": plan_card(person, week, now.date(), sessions, is_rest=now.date() in state.rested),
        "trained_question": question if "training" in agreed and not state.pause else None,
        "week": week_cells(week, now.date(), sessions, moods),
        "has_entries": bool(sessions or moods),
        "review": review if review and review.answered_at is None else None,
    }


def greeting(hour: int) -> str:
    """By the person's own clock."""
    if 4 <= hour < 12:
        return _("Good morning")
    return _("Good afternoon") if 12 <= hour < 18 else _("Good evening")


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One next thing: the task or the target, and how far the week has come."""

    plans: PlansNow
    target: WeeklyTarget | None
    lines: list[TargetLine]
    done: int
    is_planned_today: bool
    is_done_today: bool
    is_rest_today: bool
    last: Any | None

    @property
    def wants_choice(self) -> bool:
        """Whether today still asks for a decision."""
        return self.is_planned_today and not (self.is_done_today or self.is_rest_today)

    @property
    def proposals_url(self) -> str:
        """Where open proposals are answered; empty when none waits."""
        if not self.plans.proposals:
            return ""
        try:
            return reverse("plans:proposals")
        except NoReverseMatch:
            return ""


def plan_card(person: Any, week: Week, day: date, sessions: list[Any], *, is_rest: bool) -> PlanCard:
    """Today's task, else the target in force and today's place in it."""
    plans = plans_now(person, week, day)
    if "training" not in person.consent_categories:
        plans = replace(plans, tasks=(), proposals=0, targets=TargetsNow({}))
    target, of_week = plans.targets.sessions, sessions_of_week(person, week, sessions)
    done_today = any(session.day == day for session in sessions)
    planned = target is not None and target.is_for(day)
    return PlanCard(
        plans=plans,
        target=target,
        lines=plans.targets.lines(WeekTotals.of(of_week)),
        done=len(of_week),
        is_planned_today=planned,
        is_done_today=done_today,
        is_rest_today=is_rest and not done_today,
        last=sessions[0] if sessions else None,
    )


def sessions_of_week(person: Any, week: Week, newest: list[Any]) -> list[Any]:
    """Those of the newest that are of this week; where all of them are, there may be more: one query more."""
    of_week = [session for session in newest if session.day in week]
    return of_week if len(of_week) < LATEST else week_sessions(person, week)


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the week strip; `score` is the last mood of that day."""

    day: date
    score: int | None
    minutes: int | None
    is_future: bool

    @property
    def letter(self) -> str:
        """What stands below it."""
        return weekday_letter(self.day)

    @property
    def label(self) -> str:
        """All of it in words, for those who listen to the page."""
        words = _("no entry") if self.score is None else mood_inside(self.score)
        if self.minutes is not None:
            words = _("%(mood)s, trained %(minutes)s minutes") % {"mood": words, "minutes": self.minutes}
        return _("%(day)s, %(what)s") % {"day": long_day(self.day), "what": words}

    @property
    def markup(self) -> SafeString:
        """Drawn here: in the template the seven of them took more time than all else on the page."""
        href = "" if self.is_future else link("journal:day", self.day)
        return day_cell(
            self.label, value=self.score, trained=self.minutes is not None, href=href, future=self.is_future
        )


def week_cells(week: Week, today: date, sessions: list[Any], moods: list[tuple[date, int]]) -> list[DayCell]:
    """Monday to Sunday; days without an entry stay blank, of several moods (oldest first) the last one counts."""
    scores = dict(moods)
    minutes: dict[date, int] = {}
    for session in sessions:
        minutes[session.day] = minutes.get(session.day, 0) + session.minutes
    return [DayCell(day, scores.get(day), minutes.get(day), day > today) for day in week.days]
