"""Forms that a browser kept while it had no network: read as the pages read them, answered as entries."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models, transaction
from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from core.api import Conflict, ConsentRequired, ScopeRequired, parse_day, parse_uuid
from core.rates import take_write
from core.schema import OwnedSchema
from journal import actions, bodies
from journal import serializers as described
from journal.forms_daily import saved_or_refused
from journal.forms_sleep import NightForm
from journal.models import SleepDiaryEntry, TrainingSession
from journal.session_draft import SessionDraft
from journal.unfinished import discard

NAMES_MAX = 5000
YEAR_3000 = 32_503_680_000


class FormSerializer(serializers.Serializer[Any]):
    """The fields of a form as it stood, and when it was sent, in seconds since 1970."""

    form = serializers.DictField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))
    sent_at = serializers.IntegerField(min_value=0, max_value=YEAR_3000)

    def validate_form(self, value: dict[str, list[str]]) -> QueryDict:
        """As a page gets it."""
        if len(value) > NAMES_MAX:
            raise ValidationError("These are too many fields.")
        data = QueryDict(mutable=True)
        for name, values in value.items():
            data.setlist(name, values)
        return data


class KeptFormViewSet(viewsets.ViewSet):
    """PUT one form; twice is once. A token made for some categories is refused: a form may hold any of them."""

    category: ClassVar[str]
    model: ClassVar[type[models.Model]]
    schema = OwnedSchema()
    lookup_field = "id"
    lookup_value_regex = "[^/]+"

    def update(self, request: Request, id: str | None = None) -> Response:
        """Saves the entry of this id and answers it as its own resource would."""
        object_id = parse_uuid(id)
        sent = FormSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        if getattr(request.auth, "scopes", None):
            raise ScopeRequired(self.category)
        if not take_write(str(request.user.pk)):
            raise Throttled(wait=60)
        stored: Any = self.model._default_manager.filter(pk=object_id).first()
        if stored and stored.person_id != request.user.pk:
            raise NotFound()
        try:
            actions.require_consents(request.user, [self.category])
            with transaction.atomic():
                row = self.keep(request.user, object_id, sent.validated_data, stored)
        except actions.ConsentMissing as error:
            raise ConsentRequired(error.category) from error
        code = status.HTTP_200_OK if stored else status.HTTP_201_CREATED
        return Response(self.told(request.user, row), status=code)

    def keep(self, person: Any, object_id: UUID, sent: dict[str, Any], stored: Any) -> Any:
        """The stored row. ValidationError and Conflict speak in the words of the page."""
        raise NotImplementedError

    def told(self, person: Any, row: Any) -> dict[str, Any]:
        """The body of the row."""
        raise NotImplementedError


@extend_schema(tags=["session-forms"], request=FormSerializer, responses=described.SessionSerializer)
class SessionFormViewSet(KeptFormViewSet):
    """The form of a session with its sets, in the person's own units."""

    category = "training"
    model = TrainingSession

    def keep(self, person: Any, object_id: UUID, sent: dict[str, Any], stored: Any) -> TrainingSession:
        """Through the draft of the pages; it ended when the form was sent, unless the form says so."""
        data = sent["form"]
        data["id"] = str(object_id)
        draft = SessionDraft(person, data)
        draft.end_at(str(sent["sent_at"]))
        draft.prepare()
        row = draft.save(stored) if draft.is_valid() else None
        if row is None:
            raise ValidationError(reasons_of(draft))
        discard(person=person, session_ids=[object_id])
        return row

    def told(self, person: Any, row: TrainingSession) -> dict[str, Any]:
        """With sets and wins."""
        return bodies.of_sessions(person, [row])[0]


def reasons_of(draft: SessionDraft) -> dict[str, list[str]]:
    """Why a session cannot be stored, by field; a set by its exercise and number."""
    reasons: dict[str, list[str]] = {name: [str(one) for one in errors] for name, errors in draft.form.errors.items()}
    sets = [
        f"{block.choice.name} · {row.number}: {reason}"
        for block in draft.blocks
        for row in block.rows
        for reason in row.errors.values()
    ]
    return reasons | ({"sets": sets} if sets else {})


@extend_schema(tags=["night-forms"], request=FormSerializer, responses=described.NightSerializer)
class NightFormViewSet(KeptFormViewSet):
    """The form of a night with clock times; its field `day` names the morning. A doubtful night is kept as it is."""

    category = "sleep"
    model = SleepDiaryEntry

    def keep(self, person: Any, object_id: UUID, sent: dict[str, Any], stored: Any) -> SleepDiaryEntry:
        """Through the form of the page; a conflict when another device has noted that night otherwise meanwhile."""
        data = sent["form"]
        day = parse_day(data.get("day", ""), "day")
        if day > person.today():
            raise ValidationError({"day": ["This day has not come yet."]})
        data["confirmed"] = "on"
        night = person.sleep_diary.filter(day=day).first()
        form = NightForm(data, day=day, zone=person.zone, night=night)
        row = saved_or_refused(form, lambda: save_night(person, object_id, form, night)) if form.is_valid() else None
        if row is None:
            if form.has_error("__all__", "elsewhere"):
                raise Conflict(str(form.non_field_errors()[0]))
            raise ValidationError({name: [str(one) for one in errors] for name, errors in form.errors.items()})
        return row  # type: ignore[no-any-return]

    def told(self, person: Any, row: SleepDiaryEntry) -> dict[str, Any]:
        """As the diary tells it."""
        return actions.body_of(person, row)


def save_night(person: Any, object_id: UUID, form: NightForm, night: SleepDiaryEntry | None) -> SleepDiaryEntry:
    """The night of that day, which keeps its id when it was there."""
    row_id = night.pk if night else object_id
    return actions.save_night(person=person, object_id=row_id, data=form.data_to_save(), existing=night)


def register(router: BaseRouter) -> None:
    """Adds the forms."""
    router.register("session-forms", SessionFormViewSet, basename="session-form")
    router.register("night-forms", NightFormViewSet, basename="night-form")
