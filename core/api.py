"""What every resource of the API shares: own objects only, idempotent writes, cursors, errors with a field map."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import Q
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import APIException, ErrorDetail, NotFound, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from core.bulk import insert_new
from core.models import IdempotencyKey
from core.parsers import TooLarge
from core.rates import WRITES_PER_MINUTE, take_write
from core.schema import OwnedSchema, Page
from core.uuid7 import uuid7

PAGE_SIZE = 100
PAGE_SIZE_MAX = 500
BRING_BACK = "small_wins.bring_back"  # in the request of a PATCH that `sync` makes: a deleted entry comes back first
KEYS = UUID("6b1f3f0c-5a53-4a46-9d5c-0f8f4b0b7a11")  # name space of ids made from idempotency keys


class ConsentRequired(APIException):
    """Data of this category may not be stored yet; the answer names the category."""

    status_code = status.HTTP_403_FORBIDDEN

    def __init__(self, category: str) -> None:
        self.category = category
        super().__init__(f"Consent for {category} has not been given.")


class ScopeRequired(APIException):
    """The token was made without this scope."""

    status_code = status.HTTP_403_FORBIDDEN

    def __init__(self, scope: str) -> None:
        super().__init__(f"This token does not carry the scope {scope}.")


class Conflict(APIException):
    """The write contradicts something that is there."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This conflicts with an entry that exists."


class KeyReused(APIException):
    """The idempotency key came with another body before."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was used with another body."


def nested(fields: dict[str, Any]) -> dict[str, Any]:
    """A field map where a name such as `sets.2.reps` becomes {"sets": {"2": {"reps": [...]}}}."""
    answer: dict[str, Any] = {}
    for name, reasons in fields.items():
        top, *path = name.split(".", 2)
        place = answer
        for step in path:
            inner = place.setdefault(top, {})
            place, top = (inner, step) if isinstance(inner, dict) else (place, f"{top}.{step}")
        place[top] = reasons
    return answer


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Errors of Django and the domain as JSON: never a 500 for bad input."""
    if isinstance(error, ModelValidationError):
        error = ValidationError(nested(error.message_dict) if hasattr(error, "error_dict") else error.messages)
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, IntegrityError):
        error = Conflict()  # two writes met in the same moment; the database kept one
    if isinstance(error, DataError):
        error = ValidationError({"non_field_errors": ["A value cannot be stored."]})
    response = drf_exception_handler(error, context)
    if response is not None and isinstance(error, ConsentRequired):
        response.data = {"detail": str(error.detail), "consent_required": error.category}
    return response


def parse_uuid(text: str | None) -> UUID:
    """An id from the address; anything that is no UUID is not found."""
    try:
        return UUID(str(text))
    except ValueError as error:
        raise NotFound() from error


def parse_day(value: str, field: str) -> date:
    """A day of the query string, or 400 naming the parameter."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValidationError({field: [ErrorDetail("Use a date such as 2026-03-02.", "invalid")]}) from error


def encode_cursor(instant: datetime | date, object_id: UUID) -> str:
    """Where the next page begins: after this instant and id."""
    return base64.urlsafe_b64encode(f"{instant.isoformat()}|{object_id}".encode()).decode()


def decode_cursor(text: str, *, is_day: bool) -> tuple[datetime | date, UUID]:
    """The reverse; a cursor that was not ours is a 400."""
    try:
        instant, _, object_id = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
        place = datetime.fromisoformat(instant)
        if (place.tzinfo is None) != is_day or (is_day and place.time() != time(0)):
            raise ValueError("Another kind of cursor.")
        return (place.date() if is_day else place), UUID(object_id)
    except (ValueError, binascii.Error) as error:
        raise ValidationError({"cursor": ["This cursor is not one of ours."]}) from error


def body_hash(body: Any) -> str:
    """SHA-256 over the canonical JSON of a body."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


class OwnedViewSet(viewsets.ViewSet):
    """One resource of the signed-in person: POST, PUT, PATCH, DELETE, GET one, GET a page.

    A subclass names `related_name` (the person's QuerySet), `resource`, `serializer_class` (validates a
    whole body), `category` (consent and scope), `instant_field` (order) and writes through `save`.
    """

    related_name: ClassVar[str]
    resource: ClassVar[str]
    category: ClassVar[str]
    serializer_class: ClassVar[type[serializers.Serializer[Any]]]
    instant_field: ClassVar[str] = "created_at"
    day_field: ClassVar[str] = "day"
    schema = OwnedSchema()
    pagination_class = Page  # read by the schema
    lookup_field = "id"
    lookup_value_regex = "[^/]+"

    # What a subclass says

    def rows(self, person: Any) -> models.QuerySet[Any]:
        """The person's own rows."""
        return getattr(person, self.related_name).all()

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> Any:
        """Creates or replaces; `data` is valid and whole. Returns the row."""
        raise NotImplementedError

    def remove(self, person: Any, row: Any) -> None:
        """Deletes the row."""
        row.delete()

    def deleted_at(self, person: Any, object_id: UUID) -> datetime | None:
        """When the person deleted the row, as long as it can come back; None for anything else."""
        return None

    def bring_back(self, person: Any, object_id: UUID) -> None:
        """Undoes that, where it can be undone."""

    def represent(self, person: Any, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """The rows as they are read, in a constant number of queries."""
        raise NotImplementedError

    def categories_of(self, data: dict[str, Any]) -> set[str]:
        """The consents that this body needs."""
        return {self.category}

    def body_of(self, row: Any) -> dict[str, Any]:
        """The row as a whole body, on which a PATCH is laid."""
        return self.represent(row.person, [row])[0]

    def merged(self, row: Any, changes: dict[str, Any]) -> dict[str, Any]:
        """The whole body that a PATCH means."""
        return self.body_of(row) | changes

    def page(self, request: Request, limit: int) -> Sequence[Any]:
        """The first rows of what is asked for, in order."""
        return list(self._filtered(request).order_by(self.instant_field, "id")[:limit])

    # The verbs

    def list(self, request: Request) -> Response:
        """A page ordered by instant and id; `since` and `until` are local days, both included."""
        self.check_scope(request)
        size = self._page_size(request)
        page = self.page(request, size + 1)
        following = None
        if len(page) > size:
            page = page[:size]
            cursor = encode_cursor(getattr(page[-1], self.instant_field), page[-1].pk)
            query = request.query_params.copy()
            query["cursor"] = cursor
            following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return Response({"results": self.represent(request.user, page), "next": following})

    def retrieve(self, request: Request, id: str | None = None) -> Response:
        """One row; another person's is not found."""
        self.check_scope(request)
        return Response(self._one(request, self._own(request, parse_uuid(id))))

    def create(self, request: Request) -> Response:
        """A new row; an `Idempotency-Key` makes the same call twice the same write."""
        key = request.headers.get("Idempotency-Key", "")
        if len(key) > 255 or not key.isprintable():
            raise ValidationError({"Idempotency-Key": ["Use at most 255 printable characters."]})
        object_id = uuid5(KEYS, f"{request.user.pk}:{self.resource}:{key}") if key else uuid7()
        with transaction.atomic():
            self.check_scope(request, write=True)
            if key and self._replayed(request, key, object_id):
                return Response(self._one(request, self._own(request, object_id)), status=status.HTTP_201_CREATED)
            row = self._write(request, object_id, self._body(request), existing=None)
            return Response(self._one(request, row), status=status.HTTP_201_CREATED)

    def update(self, request: Request, id: str | None = None) -> Response:
        """Creates or replaces at this id: 201 or 200. The same PUT twice is one row."""
        object_id = parse_uuid(id)
        with transaction.atomic():
            self.check_scope(request, write=True)
            existing = self._existing(request, object_id)
            row = self._write(request, object_id, self._body(request), existing=existing)
            answer = self._one(request, row)
        return Response(answer, status=status.HTTP_200_OK if existing else status.HTTP_201_CREATED)

    def partial_update(self, request: Request, id: str | None = None) -> Response:
        """Changes the fields that the body names."""
        with transaction.atomic():
            self.check_scope(request, write=True)
            if BRING_BACK in request.META:
                self.bring_back(request.user, parse_uuid(id))
            existing = self._own(request, parse_uuid(id))
            body = self.merged(existing, self._body(request))
            row = self._write(request, existing.pk, body, existing=existing, changed=self._body(request))
            return Response(self._one(request, row))

    def destroy(self, request: Request, id: str | None = None) -> Response:
        """Deletes the row."""
        with transaction.atomic():
            self.check_scope(request, write=True)
            self.remove(request.user, self._own(request, parse_uuid(id)))
        return Response(status=status.HTTP_204_NO_CONTENT)

    # How they do it

    def check_scope(self, request: Request, *, write: bool = False) -> None:
        """Refuses a token that was made for something else, and a write above the rate.

        Counting a write first also puts one person's writes in a row: the bucket stays locked until each is done.
        """
        scopes = getattr(request.auth, "scopes", None)
        if scopes and self.category not in scopes and (write or "read" not in scopes):
            raise ScopeRequired(self.category)
        if write and not take_write(str(request.user.pk)):
            raise Throttled(wait=60, detail=f"At most {WRITES_PER_MINUTE} writes a minute.")

    def _body(self, request: Request) -> dict[str, Any]:
        if not isinstance(request.data, dict):
            raise ValidationError({"non_field_errors": ["Send one JSON object."]})
        return dict(request.data)

    def _write(
        self, request: Request, object_id: UUID, body: dict[str, Any], *, existing: Any, changed: Any = None
    ) -> Any:
        serializer = self.serializer_class(data=body, context={"person": request.user, "existing": existing})
        serializer.is_valid(raise_exception=True)
        for category in sorted(self.categories_of(changed if changed is not None else serializer.validated_data)):
            if not request.user.has_consent(category):
                raise ConsentRequired(category)
        return self.save(request.user, object_id, dict(serializer.validated_data), existing)

    def _one(self, request: Request, row: Any) -> dict[str, Any]:
        return self.represent(request.user, [row])[0]

    def _own(self, request: Request, object_id: UUID) -> Any:
        row = self.rows(request.user).filter(pk=object_id).first()
        if row is None:
            raise NotFound()
        return row

    def _existing(self, request: Request, object_id: UUID) -> Any | None:
        """The row of this id; someone else's is not found."""
        model = self.rows(request.user).model
        row = model._default_manager.filter(pk=object_id).first()
        if row is not None and row.person_id != request.user.pk:
            raise NotFound()
        return row

    def _replayed(self, request: Request, key: str, object_id: UUID) -> bool:
        fresh = {"body_hash": body_hash(request.data), "resource": self.resource, "object_id": object_id}
        row = {"person_id": request.user.pk, "key": key, **fresh}
        if insert_new(IdempotencyKey, [row]):
            return False
        if IdempotencyKey.objects.filter(person=request.user, key=key).values(*fresh).get() != fresh:
            raise KeyReused()
        return True

    def _filtered(self, request: Request) -> models.QuerySet[Any]:
        rows = self.rows(request.user)
        if since := request.query_params.get("since"):
            rows = rows.filter(**{f"{self.day_field}__gte": parse_day(since, "since")})
        if until := request.query_params.get("until"):
            rows = rows.filter(**{f"{self.day_field}__lte": parse_day(until, "until")})
        if cursor := request.query_params.get("cursor"):
            field = self.instant_field
            is_day = not isinstance(rows.model._meta.get_field(field), models.DateTimeField)
            instant, object_id = decode_cursor(cursor, is_day=is_day)
            rows = rows.filter(Q(**{f"{field}__gt": instant}) | Q(**{field: instant}, id__gt=object_id))
        return rows

    def _page_size(self, request: Request) -> int:
        text = request.query_params.get("limit", str(PAGE_SIZE))
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= PAGE_SIZE_MAX:
            raise ValidationError({"limit": [f"Use a whole number from 1 to {PAGE_SIZE_MAX}."]})
        return int(text)
