"""`sync`: writes that a client kept while it had no network, applied one by one as the single calls would be.

Each write is a transaction of its own and goes through the resource that it names, with the same consents, scopes,
limits and words. A write that carries a key is applied once, however often and in whatever order it arrives.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.urls import Resolver404, ResolverMatch, resolve
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api import BRING_BACK, KEYS, KeyReused, OwnedViewSet, body_hash
from core.bulk import insert_new
from core.models import IdempotencyKey
from core.parsers import TooLarge

ITEMS_MAX = 200
API = "/api/v1/"
METHODS = ("POST", "PUT", "PATCH", "DELETE")


class ItemSerializer(serializers.Serializer[Any]):
    """One write. A POST with an `id` creates that row; `key` makes it the same write however often it arrives.

    `base` holds, for fields that the write changes, what the client had seen in them. Where another device has
    changed such a field meanwhile to something else, nothing is stored and the answer, 409, holds both. An edit of
    an entry that was deleted meanwhile is answered with 404; `deleted_at` in the answer says that it can still come
    back: the same edit, with another key and `restore`, brings it back and is applied.
    """

    method = serializers.ChoiceField(choices=METHODS)
    resource = serializers.RegexField(r"^[a-z]+(-[a-z]+)*\Z", max_length=40)
    id = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    body = serializers.DictField(required=False, default=dict)
    key = serializers.CharField(max_length=255, required=False, allow_blank=True, default="")
    base = serializers.DictField(required=False, default=dict)
    restore = serializers.BooleanField(required=False, default=False)

    def to_internal_value(self, data: Any) -> Any:
        """A number or null in place of a text is refused as the other wrong values are."""
        values: dict[str, Any] = super().to_internal_value(data)
        if not values["key"] and values["method"] == "POST" and values["id"]:
            values["key"] = f"{values['resource']}/{values['id']}"
        return values


class ResultSerializer(serializers.Serializer[Any]):
    """What the single call would have answered."""

    id = serializers.CharField()
    status = serializers.IntegerField()
    body = serializers.JSONField()


class Sync(APIView):
    """Writes in the order in which a person made them."""

    @extend_schema(tags=["sync"], request=ItemSerializer(many=True), responses=ResultSerializer(many=True))
    def post(self, request: Request) -> Response:
        """A result for each; once the limit of writes is reached, the rest is not tried (429)."""
        if not isinstance(request.data, list):
            raise ValidationError({"non_field_errors": ["Send a list of writes."]})
        if len(request.data) > ITEMS_MAX:
            raise TooLarge(f"At most {ITEMS_MAX} writes at once.")
        return Response(list(results(request, request.data)))


def results(request: Request, items: list[Any]) -> Iterator[dict[str, Any]]:
    """What came of each write, in order."""
    is_over = False
    for raw in items:
        item = ItemSerializer(data=raw)
        name = str(raw.get("id", "")) if isinstance(raw, dict) else ""
        if not item.is_valid():
            yield {"id": name, "status": status.HTTP_400_BAD_REQUEST, "body": item.errors}
            continue
        code, body = (
            (429, {"detail": "Not tried: too many writes."}) if is_over else apply(request, item.validated_data)
        )
        is_over = code == status.HTTP_429_TOO_MANY_REQUESTS
        yield {"id": name, "status": code, "body": body}


def apply(request: Request, item: dict[str, Any]) -> tuple[int, Any]:
    """Status and body of one write. One that is refused leaves nothing stored, not even its key."""
    with transaction.atomic():
        if item["key"] and not is_new(request, item):
            return replayed(request, item)
        code, body = conflict(request, item) or written(request, item)
        if code == status.HTTP_404_NOT_FOUND and item["method"] == "PATCH":
            body = told_deleted(request, item, body)
        if code >= status.HTTP_400_BAD_REQUEST:
            transaction.set_rollback(True)
    return code, body


def is_new(request: Request, item: dict[str, Any]) -> bool:
    """Whether this key comes for the first time; of two at once the second waits for the first."""
    return bool(insert_new(IdempotencyKey, [key_row(request, item)]))


def key_row(request: Request, item: dict[str, Any]) -> dict[str, Any]:
    """The key as it is remembered, in a space of its own beside those of single POSTs."""
    said = {name: item[name] for name in ("method", "resource", "id", "body")}
    said |= {"restore": True} if item["restore"] else {}
    return {
        "person_id": request.user.pk,
        "key": str(uuid5(KEYS, f"sync:{item['key']}")),
        "body_hash": body_hash(said),
        "resource": item["resource"],
        "object_id": uuid5(KEYS, f"{item['resource']}/{item['id']}"),
    }


def replayed(request: Request, item: dict[str, Any]) -> tuple[int, Any]:
    """The row as it stands now, for a write that was applied before; 422 when the key came with another one."""
    row = key_row(request, item)
    known = IdempotencyKey.objects.filter(person=request.user, key=row["key"]).values_list("body_hash", flat=True)
    if known.get() != row["body_hash"]:
        return KeyReused.status_code, {"detail": KeyReused.default_detail}
    if item["method"] == "DELETE":
        return status.HTTP_204_NO_CONTENT, None
    code, body = call(request, "GET", item)
    return status.HTTP_200_OK, body if code == status.HTTP_200_OK else None


def conflict(request: Request, item: dict[str, Any]) -> tuple[int, Any] | None:
    """Both versions of each field that another device changed since the client looked; 404 for a row that is gone."""
    if not item["base"] or item["restore"]:
        return None
    get_user_model().objects.get_queryset().select_for_update(no_key=True).get(pk=request.user.pk)
    code, there = call(request, "GET", item)
    if code != status.HTTP_200_OK:
        return code, there
    both = {
        name: {"seen": seen, "there": there.get(name), "sent": item["body"].get(name)}
        for name, seen in item["base"].items()
        if there.get(name) not in (seen, item["body"].get(name))
    }
    if not both:
        return None
    told = "Another device changed this meanwhile. Both versions are here; nothing was stored."
    return status.HTTP_409_CONFLICT, {"detail": told, "conflict": both, "current": there}


def told_deleted(request: Request, item: dict[str, Any], body: Any) -> Any:
    """The answer 404 to an edit, with the instant of the deletion where it can be undone."""
    match, object_id = found(item)[1], uuid_or_none(item["id"])
    view = getattr(match and match.func, "cls", None)
    if view is None or object_id is None or not issubclass(view, OwnedViewSet):
        return body
    deleted_at = view().deleted_at(request.user, object_id)
    return body | {"deleted_at": deleted_at.isoformat()} if deleted_at else body


def uuid_or_none(text: str) -> UUID | None:
    """An id that a client sent; anything else is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def written(request: Request, item: dict[str, Any]) -> tuple[int, Any]:
    """Through the resource; a POST that names its id is a PUT where the resource knows that."""
    method = item["method"]
    if method == "POST" and item["id"]:
        return call(request, "PUT", item)
    return call(request, method, item)


def call(request: Request, method: str, item: dict[str, Any]) -> tuple[int, Any]:
    """Calls the resource as the same person and token; anything that is no resource is not found."""
    address, match = found(item)
    if match is None:
        return status.HTTP_404_NOT_FOUND, {"detail": "There is no such resource."}
    answer = match.func(inner(request, method, address, item), *match.args, **match.kwargs)
    return answer.status_code, answer.data


def found(item: dict[str, Any]) -> tuple[str, ResolverMatch | None]:
    """The address of a write, and what answers there; None for what is no resource of the router."""
    address = f"{API}{item['resource']}/" + (f"{quote(item['id'], safe='')}/" if item["id"] else "")
    try:
        match = resolve(address)
    except Resolver404:
        return address, None
    return address, match if hasattr(match.func, "actions") else None


def inner(request: Request, method: str, address: str, item: dict[str, Any]) -> WSGIRequest:
    """The request of the single call. Who asks is known already."""
    raw = json.dumps(item["body"]).encode() if method != "GET" else b""
    environ = {
        **request.META,
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": BytesIO(raw),
    }
    environ.pop("HTTP_IDEMPOTENCY_KEY", None)
    if item["restore"] and method == "PATCH":
        environ[BRING_BACK] = True
    made = WSGIRequest(environ)
    made._force_auth_user, made._force_auth_token = request.user, request.auth  # type: ignore[attr-defined]  # as DRF reads them
    return made
