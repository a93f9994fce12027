"""The journal's resources: bodies are read by validation.py, written by actions.py, shown by bodies.py."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError as FieldErrors
from django.db import transaction
from django.db.models import DateField, QuerySet, UUIDField
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from core.api import Conflict, ConsentRequired, OwnedViewSet, ScopeRequired, parse_day
from core.compiled import Compiled
from core.schema import OnePage
from core.uuid7 import uuid7
from journal import actions, bodies, catalogue, validation, win_marks
from journal import serializers as described
from journal.exercise_filters import FILTERS, Filters
from journal.exercise_library import Library
from journal.models import OwnExercise, RestDay, SmallWin, TrainingSession
from journal.pause_fields import clean_pause, pause_categories
from journal.wins_facts import RULES


@contextmanager
def refusals_as_answers() -> Iterator[None]:
    """What an action refuses, as the API says it."""
    try:
        yield
    except actions.ConsentMissing as error:
        raise ConsentRequired(error.category) from error
    except actions.EntryConflict as error:
        raise Conflict(str(error.message)) from error


class JournalViewSet(OwnedViewSet):
    """A resource whose bodies the actions read and write."""

    def _write(
        self, request: Request, object_id: UUID, body: dict[str, Any], *, existing: Any, changed: Any = None
    ) -> Any:
        if scopes := getattr(request.auth, "scopes", None):
            for category in self.needs(request.user, body, existing):
                if category not in scopes:
                    raise ScopeRequired(category)
        with refusals_as_answers():
            return self.save(request.user, object_id, body, existing)

    def deleted_at(self, person: Any, object_id: UUID) -> datetime | None:
        """As long as the trash holds what it said."""
        rows = person.deleted_entries.filter(entry_id=object_id, resource=self.resource, body__isnull=False)
        return rows.values_list("deleted_at", flat=True).first()  # type: ignore[no-any-return]

    def bring_back(self, person: Any, object_id: UUID) -> None:
        """Through the action of the undo."""
        if self.deleted_at(person, object_id):
            with refusals_as_answers():
                actions.undo_delete(person=person, deleted_id=object_id)

    def merged(self, row: Any, changes: dict[str, Any]) -> dict[str, Any]:
        """The whole body that a PATCH means."""
        return bodies.merged(self.body_of(row), changes)

    def needs(self, person: Any, body: dict[str, Any], existing: Any | None) -> list[str]:
        """The scopes that a token made for some categories must carry."""
        return [self.category]

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> Any:
        """Through the action of the resource."""
        return actions.SAVE[self.resource](person=person, object_id=object_id, data=data, existing=existing)

    def remove(self, person: Any, row: Any) -> None:
        """Into the trash, for seven days."""
        actions.delete_entry(person=person, row=row)

    def represent(self, person: Any, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """As journal/bodies.py writes them."""
        return [actions.BODY[self.resource](person, row) for row in rows]


@lru_cache(maxsize=8)
def _since(limit: int) -> Compiled:
    """So many sessions from a day on: what a script asks for to see what is new."""
    return Compiled(
        lambda person, day: TrainingSession.objects.filter(person=person, day__gte=day).order_by("started_at", "id")[
            :limit
        ],
        person=UUIDField(),
        day=DateField(),
    )


class TrainingSessionViewSet(JournalViewSet):
    """Training sessions with their sets, derived minutes and small wins."""

    related_name = "training_sessions"
    resource = "training-sessions"
    category = "training"
    serializer_class = described.SessionSerializer
    instant_field = "started_at"

    def page(self, request: Request, limit: int) -> Sequence[TrainingSession]:
        """By a statement that is written once, where `since` is all that is asked."""
        asked = {name for name in ("since", "until", "cursor") if request.query_params.get(name)}
        if asked != {"since"}:
            return super().page(request, limit)
        return _since(limit).rows(person=request.user.pk, day=parse_day(request.query_params["since"], "since"))

    def needs(self, person: Any, body: dict[str, Any], existing: Any | None) -> list[str]:
        """Words and feelings are well-being."""
        return validation.session_categories(validation.clean_session(person, body), existing)

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> TrainingSession:
        """A PUT without `sets` is a session without sets."""
        whole = data if data.get("sets") is not None else data | {"sets": []}
        return actions.save_session(person=person, object_id=object_id, data=whole, existing=existing)

    def represent(self, person: Any, rows: Sequence[TrainingSession]) -> list[dict[str, Any]]:
        """With sets and wins: two queries for all rows."""
        return bodies.of_sessions(person, rows)


class MoodRatingViewSet(JournalViewSet):
    """Mood ratings, several a day."""

    related_name = "mood_ratings"
    resource = "mood-ratings"
    category = "wellbeing"
    serializer_class = described.MoodSerializer
    instant_field = "rated_at"


class SleepDiaryViewSet(JournalViewSet):
    """Nights, one for each day of waking."""

    related_name = "sleep_diary"
    resource = "sleep-diary"
    category = "sleep"
    serializer_class = described.NightSerializer
    instant_field = "day"


class SleepWeekViewSet(JournalViewSet):
    """How the sleep of a week was in the person's own word, one for each week."""

    related_name = "sleep_weeks"
    resource = "sleep-weeks"
    category = "sleep"
    serializer_class = described.SleepWeekSerializer
    instant_field = "day"


class PsqiViewSet(JournalViewSet):
    """PSQI sheets, 28 days or more apart."""

    related_name = "psqi_sheets"
    resource = "psqi"
    category = "sleep"
    serializer_class = described.PsqiSerializer
    instant_field = "taken_on"
    day_field = "taken_on"


class MeasurementViewSet(JournalViewSet):
    """Body and laboratory measurements; steps count as training."""

    related_name = "measurements"
    resource = "measurements"
    category = "body"
    serializer_class = described.MeasurementSerializer
    instant_field = "measured_at"


class PauseViewSet(JournalViewSet):
    """Pauses by illness, travel, exams or something else; no two of them share a day."""

    related_name = "pauses"
    resource = "pauses"
    category = "training"
    serializer_class = described.PauseSerializer
    instant_field = "day"

    def needs(self, person: Any, body: dict[str, Any], existing: Any | None) -> list[str]:
        """Symptoms are well-being."""
        return pause_categories(clean_pause(person, body), existing)


class RestDayViewSet(JournalViewSet):
    """Days of chosen rest, addressed by their day: PUT /rest-days/2026-03-02/."""

    related_name = "rest_days"
    resource = "rest-days"
    category = "training"
    serializer_class = described.RestDaySerializer
    instant_field = "day"
    lookup_field = "day"
    lookup_schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "date"}
    http_method_names = ["get", "post", "put", "delete", "head", "options"]

    def retrieve(self, request: Request, day: str | None = None) -> Response:
        """Whether the person rested on this day."""
        self.check_scope(request)
        return Response(self._one(request, self._of_day(request, day)))

    def update(self, request: Request, day: str | None = None) -> Response:
        """Marks the day: 201 the first time, 200 after that."""
        with transaction.atomic():
            self.check_scope(request, write=True)
            wanted = self._day(day)
            is_known = request.user.rest_days.filter(day=wanted).exists()
            row = self._write(request, uuid7(), {"day": wanted}, existing=None)
        return Response(self._one(request, row), status=status.HTTP_200_OK if is_known else status.HTTP_201_CREATED)

    def destroy(self, request: Request, day: str | None = None) -> Response:
        """Takes the mark back."""
        with transaction.atomic():
            self.check_scope(request, write=True)
            actions.delete_entry(person=request.user, row=self._of_day(request, day))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _of_day(self, request: Request, day: str | None) -> RestDay:
        row = request.user.rest_days.filter(day=self._day(day)).first()
        if row is None:
            raise NotFound()
        return row

    def _day(self, text: str | None) -> Any:
        try:
            return validation.clean_day(text)
        except FieldErrors as error:
            raise ValidationError({"day": error.messages}) from error


class SessionTemplateViewSet(JournalViewSet):
    """Sessions to start from: activity, exercises in order, sets without effort and notes."""

    related_name = "session_templates"
    resource = "session-templates"
    category = "training"
    serializer_class = described.TemplateSerializer
    day_field = "created_at__date"


class WinViewSet(JournalViewSet):
    """Small wins; PATCH `dismissed` puts one away, `kept` keeps it, `shared` shows it to the person's groups."""

    related_name = "small_wins"
    resource = "wins"
    category = "training"
    serializer_class = described.WinSerializer
    instant_field = "day"
    http_method_names = ["get", "patch", "head", "options"]

    def rows(self, person: Any) -> QuerySet[Any]:
        """With whether they are shared."""
        return win_marks.with_shares(person, person.small_wins.all())

    def _filtered(self, request: Request) -> QuerySet[Any]:
        return super()._filtered(request).exclude(rule__in=hidden_rules(request))

    def _own(self, request: Request, object_id: UUID) -> SmallWin:
        row: SmallWin = super()._own(request, object_id)
        if row.rule in hidden_rules(request):
            raise NotFound()
        return row

    def partial_update(self, request: Request, id: str | None = None) -> Response:
        """Changes `dismissed`, `kept` and `shared`; nothing else of a win can be written."""
        return super().partial_update(request, id)

    def body_of(self, row: SmallWin) -> dict[str, Any]:
        """Nothing: only what the PATCH names is written."""
        return {}

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> SmallWin:
        """The three flags."""
        flags = validation.clean_win_flags(person, data)
        if existing is None:
            raise NotFound()
        win_marks.mark_win(person=person, win=existing, **flags)
        return self.rows(person).get(pk=existing.pk)

    def represent(self, person: Any, rows: Sequence[SmallWin]) -> list[dict[str, Any]]:
        """With the sentence in the person's language."""
        return bodies.of_wins(person, rows)


def hidden_rules(request: Request) -> list[str]:
    """Those that rest on a category which the token was not made for."""
    scopes = set(getattr(request.auth, "scopes", None) or ["read"])
    return [name for name, rule in RULES.items() if not {"read", rule.category} & scopes]


class ExerciseViewSet(JournalViewSet):
    """The catalogue and the person's own exercises, addressed by slug."""

    related_name = "own_exercises"
    resource = "own-exercises"
    category = "training"
    serializer_class = described.ExerciseSerializer
    pagination_class = OnePage
    lookup_field = "slug"
    lookup_schema: ClassVar[dict[str, Any]] = {"type": "string"}
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def represent(self, person: Any, rows: Sequence[OwnExercise]) -> list[dict[str, Any]]:
        """In the shape of the catalogue."""
        return [bodies.of_own_exercise(row) | {"equipment": [], "is_own": True} for row in rows]

    @extend_schema(
        parameters=[
            OpenApiParameter("search", str, description="English words, Chinese, pinyin, initials"),
            *(OpenApiParameter(name, str, description=text) for name, text in FILTERS.items()),
        ]
    )
    def list(self, request: Request) -> Response:
        """All exercises on one page, or what `search` and filters find, best first; those done last before others."""
        self.check_scope(request)
        library, language = Library(request.user), request.user.language
        own = self.represent(request.user, library.own_rows)
        known = {slug: _of_catalogue(exercise, language) for slug, exercise in catalogue.EXERCISES.items()}
        shown = known | {body["slug"]: body for body in own}
        asked = Filters.read(request.query_params)
        found = filter(asked.holds, library.search(request.query_params.get("search", ""), among=library.all.values()))
        return Response({"results": [shown[choice.slug] for choice in found], "next": None})

    def retrieve(self, request: Request, slug: str | None = None) -> Response:
        """One exercise."""
        self.check_scope(request)
        if known := catalogue.get(str(slug)):
            return Response(_of_catalogue(known, request.user.language))
        row = request.user.own_exercises.filter(slug=slug).first()
        if row is None:
            raise NotFound()
        return Response(self._one(request, row))

    def partial_update(self, request: Request, slug: str | None = None) -> Response:
        """Changes an exercise of the person's own."""
        return super().partial_update(request, self._id_of(request, slug))

    def destroy(self, request: Request, slug: str | None = None) -> Response:
        """Deletes an exercise of the person's own that nothing names."""
        return super().destroy(request, self._id_of(request, slug))

    def remove(self, person: Any, row: OwnExercise) -> None:
        """Into the trash, unless it is in use."""
        try:
            actions.delete_own_exercise(person=person, row=row)
        except actions.EntryConflict as error:
            raise Conflict(str(error.message)) from error

    def _id_of(self, request: Request, slug: str | None) -> str:
        row = request.user.own_exercises.filter(slug=slug).first()
        if row is None:
            raise NotFound()
        return str(row.pk)


def _of_catalogue(exercise: catalogue.Exercise, language: str) -> dict[str, Any]:
    return {
        "id": exercise.slug,
        "slug": exercise.slug,
        "name": exercise.name(language),
        "pattern": exercise.pattern,
        "unit": exercise.unit,
        "increment_kg": None if exercise.increment_kg is None else float(exercise.increment_kg),
        "activity": exercise.activity,
        "low_impact": exercise.low_impact,
        "hidden": False,
        "merged_into": None,
        "equipment": list(exercise.equipment),
        "is_own": False,
    }


def register(router: BaseRouter) -> None:
    """Adds this app's resources."""
    router.register("training-sessions", TrainingSessionViewSet, basename="training-session")
    router.register("mood-ratings", MoodRatingViewSet, basename="mood-rating")
    router.register("rest-days", RestDayViewSet, basename="rest-day")
    router.register("pauses", PauseViewSet, basename="pause")
    router.register("sleep-diary", SleepDiaryViewSet, basename="sleep-diary-entry")
    router.register("sleep-weeks", SleepWeekViewSet, basename="sleep-week")
    router.register("psqi", PsqiViewSet, basename="psqi-sheet")
    router.register("measurements", MeasurementViewSet, basename="measurement")
    router.register("session-templates", SessionTemplateViewSet, basename="session-template")
    router.register("wins", WinViewSet, basename="win")
    router.register("exercises", ExerciseViewSet, basename="exercise")
