"""The API of programmes, the plans that follow them, and their planned sessions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import Conflict, OwnedViewSet, parse_uuid
from core.dates import Week
from core.schema import OnePage
from plans.adherence import adherence
from plans.admission import Obstacle, obstacle, obstacle_of_health
from plans.following import (
    CannotMove,
    change_days,
    end_plan,
    move_task,
    pause_plan,
    resume_plan,
    set_task,
    start_plan,
)
from plans.forms_plan import DAY_FIELDS
from plans.milestone_log import LookBack, look_backs
from plans.models import Plan, PlannedSession, PlanProposal
from plans.offered import UnknownProgramme, offered, programme_of, still_there
from plans.programmes.expansion import Programme
from plans.words import shown

AHEAD = timedelta(days=366)
HINDERED: dict[Obstacle, str] = {
    Obstacle.RUNNING: "This programme is followed already.",
    Obstacle.MANY: "Enough other programmes are followed; end one first.",
    Obstacle.MINOR: "Programmes are for people of 18 and older.",
    Obstacle.QUESTIONS: "The readiness questions have no current answer; they are asked on the page /readiness/.",
    Obstacle.TALK: "Some readiness answer was yes; programmes with vigorous parts wait for a talk with a professional.",
    Obstacle.ALARM: "The person felt unwell while training; programmes with vigorous parts wait for a professional.",
}


class PlanSerializer(serializers.Serializer[Plan]):
    """A programme that is followed from a Monday on. `weekdays` 0 Monday to 6 Sunday, one for each session."""

    id = serializers.UUIDField(read_only=True)
    programme = serializers.CharField(max_length=60)
    starts_on = serializers.DateField(required=False)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, max_length=7
    )
    at_time = serializers.TimeField(required=False, allow_null=True, default=None)
    if_then = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")
    wish = serializers.ChoiceField(choices=Plan.Wish.choices, required=False, allow_blank=True, default="")
    auto_accepts = serializers.BooleanField(required=False, default=False)
    has_mirror = serializers.BooleanField(
        required=False, default=False, help_text="Whether the prompt before the mirror is asked."
    )
    state = serializers.ChoiceField(choices=Plan.State.choices, required=False)
    current_week = serializers.IntegerField(read_only=True, help_text="The week of the programme that it is in.")
    ended_on = serializers.DateField(read_only=True, allow_null=True)
    swaps = serializers.DictField(child=serializers.CharField(), read_only=True)
    adherence = serializers.DictField(
        child=serializers.IntegerField(), read_only=True, help_text="`done` of `planned` in the last four weeks."
    )
    proposals = serializers.ListField(child=serializers.DictField(), read_only=True, help_text="Those still open.")


class PlannedSessionSerializer(serializers.Serializer[PlannedSession]):
    """One small task. `day` moves within its week; `state` goes to planned, skipped or rested."""

    id = serializers.UUIDField(read_only=True)
    plan = serializers.UUIDField(read_only=True)
    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    day = serializers.DateField(required=False)
    at_time = serializers.TimeField(read_only=True, allow_null=True)
    state = serializers.ChoiceField(choices=PlannedSession.State.choices, required=False)
    short_version = serializers.BooleanField(required=False)
    planned_minutes = serializers.IntegerField(read_only=True)
    vigorous = serializers.BooleanField(read_only=True)
    elements = serializers.ListField(child=serializers.DictField(), read_only=True)
    reason = serializers.CharField(read_only=True, help_text="What the week of the programme is about.")
    training_session = serializers.UUIDField(read_only=True, allow_null=True)

    def validate_state(self, value: str) -> str:
        """Only a logged session makes a task done, only time lets it go by."""
        if value in (PlannedSession.State.DONE, PlannedSession.State.GONE):
            raise serializers.ValidationError("Use planned, skipped or rested.")
        return value


class ProgrammeViewSet(OwnedViewSet):
    """Programmes that come with the site, and the person's own; one of them with every week written out."""

    related_name = "own_programmes"
    resource = "programmes"
    category = "training"
    pagination_class = OnePage
    lookup_schema: ClassVar[dict[str, Any]] = {"type": "string"}
    http_method_names = ["get", "head", "options"]

    @extend_schema(tags=["programmes"], responses={200: {"type": "object"}})
    def list(self, request: Request) -> Response:
        """All of them without their weeks."""
        self.check_scope(request)
        rows = [_brief(name, programme) for name, programme in offered(request.user)]
        return Response({"results": rows, "next": None})

    @extend_schema(tags=["programmes"], responses={200: {"type": "object"}})
    def retrieve(self, request: Request, id: str | None = None) -> Response:
        """Every week and session; another person's own programme is not found."""
        self.check_scope(request)
        try:
            programme = programme_of(str(id), request.user)
        except UnknownProgramme as error:
            raise NotFound() from error
        return Response(programme.written_out() | {"id": str(id)})


@extend_schema(tags=["plans"], request=PlanSerializer, responses=PlanSerializer)
class PlanViewSet(OwnedViewSet):
    """Plans: a POST or PUT starts one, `state` pauses it, lets it go on, or ends it.

    DELETE takes the plan away with its tasks and proposals; the sessions that were logged stay.
    """

    related_name = "plans"
    resource = "plans"
    category = "training"
    serializer_class = PlanSerializer
    day_field = "starts_on"

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> Plan:
        """Starts a plan, or changes what may change of one."""
        return self._changed(person, data, existing) if existing else self._started(person, object_id, data)

    def represent(self, person: Any, rows: Sequence[Plan]) -> list[dict[str, Any]]:
        """With adherence and open proposals, three queries for all rows."""
        kept = adherence(person, rows, person.today())
        proposals: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for one in PlanProposal.objects.filter(plan__in=[row.pk for row in rows], state=PlanProposal.State.OPEN):
            proposals[one.plan_id].append(_proposal(one))
        return [_plan(row) | {"adherence": _kept(kept[row.pk]), "proposals": proposals[row.pk]} for row in rows]

    @extend_schema(tags=["plans"], request=None, responses={200: {"type": "object"}})
    @action(detail=True, methods=["get"])
    def milestones(self, request: Request, id: str | None = None) -> Response:
        """The look back in weeks 4, 6 and 8, newest first; the spread of sleep only for a token that may read it."""
        self.check_scope(request)
        person = request.user
        plan = self._own(request, parse_uuid(id))
        scopes = getattr(request.auth, "scopes", None)
        may_read_sleep = not scopes or bool({"read", "sleep"} & set(scopes))
        found = look_backs(person, [plan], person.today(), may_read_sleep=may_read_sleep)
        return Response({"results": [_look(look) for one in found for look in one.looks], "next": None})

    def _started(self, person: Any, object_id: UUID, data: dict[str, Any]) -> Plan:
        today = person.today()
        starts_on = data.get("starts_on") or today
        if not Week.of(today).monday <= starts_on <= today + AHEAD:
            raise ValidationError({"starts_on": ["Use a day from this week on, at most a year ahead."]})
        if data.get("state", Plan.State.ACTIVE) != Plan.State.ACTIVE:
            raise ValidationError({"state": ["A plan begins active."]})
        name = data["programme"]
        try:
            hindered = obstacle(person, name, programme_of(name, person), today)
        except UnknownProgramme as error:
            raise ValidationError({"programme": ["There is no such programme."]}) from error
        if hindered:
            raise Conflict(HINDERED[hindered])
        chosen = {field: data[field] for field in (*DAY_FIELDS, "wish")}
        return start_plan(
            person=person, plan_id=object_id, programme=name, today=today, starts_on=max(starts_on, today), **chosen
        )

    def _changed(self, person: Any, data: dict[str, Any], plan: Plan) -> Plan:
        today, state = person.today(), data.get("state", plan.state)
        if data["programme"] != plan.programme or not _is_start_of(data.get("starts_on"), plan):
            raise Conflict("A plan keeps its programme and its start; end it and start another.")
        days = {field: data[field] for field in DAY_FIELDS}
        is_same = all(getattr(plan, field) == value for field, value in (days | {"state": state}).items())
        if is_same:
            return plan
        if plan.state not in (Plan.State.ACTIVE, Plan.State.PAUSED) or state == Plan.State.COMPLETED:
            raise Conflict("A plan that has ended stays as it is, and only its last week completes one.")
        change_days(plan=plan, today=today, **days)
        return self._brought_to(state, person, plan, today)

    def _brought_to(self, state: str, person: Any, plan: Plan, today: date) -> Plan:
        if state == plan.state:
            return plan
        if state == Plan.State.PAUSED:
            return pause_plan(plan=plan, today=today)
        if state == Plan.State.ENDED:
            return end_plan(plan=plan, today=today)
        if hindered := obstacle_of_health(person, programme_of(plan.programme, person), today):
            raise Conflict(HINDERED[hindered])
        return resume_plan(plan=plan, today=today)


@extend_schema(tags=["planned-sessions"], request=PlannedSessionSerializer, responses=PlannedSessionSerializer)
class PlannedSessionViewSet(OwnedViewSet):
    """The small tasks of plans; PATCH moves one within its week, shortens it, skips it or takes a rest instead."""

    related_name = "planned_sessions"
    resource = "planned-sessions"
    category = "training"
    serializer_class = PlannedSessionSerializer
    instant_field = "day"
    http_method_names = ["get", "patch", "head", "options"]

    def rows(self, person: Any) -> QuerySet[Any]:
        """With their plans."""
        return person.planned_sessions.select_related("plan")

    def body_of(self, row: Any) -> dict[str, Any]:
        """Nothing: only what the PATCH names is written."""
        return {}

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> PlannedSession:
        """Moves it first, then says what becomes of it."""
        if existing is None:
            raise NotFound()
        if existing.session_id and data:
            raise Conflict("A session closed this task; change or delete the session.")
        try:
            if data.get("day", existing.day) != existing.day:
                move_task(task=existing, day=data["day"], at_time=existing.at_time)
        except CannotMove as error:
            raise Conflict("A task moves to a free day of its own week.") from error
        if "state" in data or "short_version" in data:
            set_task(task=existing, state=data.get("state", existing.state), is_short=data.get("short_version"))
        return existing

    def represent(self, person: Any, rows: Sequence[PlannedSession]) -> list[dict[str, Any]]:
        """With titles and reasons in the person's language; at most one query for all rows."""
        programmes = still_there({row.plan.programme for row in rows}, person)
        return [_task(row, programmes.get(row.plan.programme), person.language) for row in rows]


def _brief(name: str, programme: Programme) -> dict[str, Any]:
    whole = programme.written_out()
    return {field: value for field, value in whole.items() if field != "weeks"} | {
        "id": name,
        "weeks": len(programme.weeks),
        "vigorous": programme.is_vigorous,
    }


def _plan(row: Plan) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "programme": row.programme,
        "starts_on": row.starts_on.isoformat(),
        "weekdays": row.weekdays,
        "at_time": f"{row.at_time:%H:%M}" if row.at_time else None,
        "if_then": row.if_then,
        "wish": row.wish,
        "auto_accepts": row.auto_accepts,
        "has_mirror": row.has_mirror,
        "state": row.state,
        "current_week": row.programme_week,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "swaps": row.swaps,
    }


def _kept(kept: Any) -> dict[str, int]:
    return {"done": kept.done, "planned": kept.planned}


def _proposal(one: PlanProposal) -> dict[str, Any]:
    fields = ("rule", "exercise", "outcome", "change", "reasons")
    return {"id": str(one.pk), "monday": one.monday.isoformat()} | {name: getattr(one, name) for name in fields}


def _is_start_of(day: date | None, plan: Plan) -> bool:
    return day is None or Week.of(day).monday == plan.starts_on


def _task(row: PlannedSession, programme: Programme | None, language: str) -> dict[str, Any]:
    title, reason = _words(row, programme, language)
    return {
        "id": str(row.pk),
        "plan": str(row.plan_id),
        "key": row.key,
        "title": title,
        "day": row.day.isoformat(),
        "at_time": f"{row.at_time:%H:%M}" if row.at_time else None,
        "state": row.state,
        "short_version": row.is_short,
        "planned_minutes": row.planned_minutes,
        "vigorous": row.is_vigorous,
        "elements": row.elements,
        "reason": reason,
        "training_session": str(row.session_id) if row.session_id else None,
    }


def _look(one: LookBack) -> dict[str, Any]:
    """Figures in the unit that the metric's name says; null where there is too little to tell."""
    return {
        "week": one.milestone.week,
        "until": one.milestone.span.until.isoformat(),
        "metric": one.metric,
        "figures": [asdict(figure) for figure in one.figures],
        "wins": list(one.wins),
    }


def _words(row: PlannedSession, programme: Programme | None, language: str) -> tuple[str, str]:
    """Title and the focus of its week; empty for a programme that is gone."""
    number = row.key.removeprefix("W").partition("-")[0]
    if programme is None or not number.isdigit():
        return "", ""
    week = programme.week(int(number))
    title = next((session.title for session in week.sessions if session.key == row.key), {})
    return shown(title, language), shown(week.focus, language)
