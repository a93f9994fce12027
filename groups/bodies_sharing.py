"""Grants, looks and offers as the API reads them and the own export carries them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import F

from groups.bodies import Body
from groups.grant_texts import text_of_receipt
from groups.models import AccessLogEntry, Grant, ProgrammeOffer

OFFER_COLUMNS = ("id", "group", "programme", "is_declined", "created_at")


def of_grants(rows: Iterable[Grant]) -> list[Body]:
    """The switch and its receipt; `coach` is a membership, null once somebody left."""
    return [
        {
            "id": str(row.pk),
            "coach": str(row.coach_id) if row.coach_id else None,
            "coach_name": row.coach_name,
            "stream": row.stream,
            "text_version": row.text_version,
            "given_at": row.given_at.isoformat(),
            "ends_on": row.ends_on.isoformat(),
            "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
        }
        for row in rows
    ]


def of_looks(rows: Sequence[AccessLogEntry]) -> list[Body]:
    """Who looked at what; without streams it was the default view."""
    return [
        {
            "id": str(row.pk),
            "looked_at": row.looked_at.isoformat(),
            "coach_name": row.coach_name,
            "place": row.place,
            "streams": [name for name in row.streams.split(",") if name],
        }
        for row in rows
    ]


def export_grants(person: Any) -> Iterable[Body]:
    """Every receipt with the words that were shown."""
    for row in person.grants.order_by("given_at", "pk").iterator(chunk_size=500):
        yield of_grants([row])[0] | {"language": row.language, "text": text_of_receipt(row)}


def export_looks(person: Any) -> Iterable[Body]:
    for row in person.access_log.order_by("looked_at", "pk").iterator(chunk_size=500):
        yield from of_looks([row])


def export_offers(person: Any) -> Iterable[Body]:
    """Programmes that a coach offered, and whether the person said no."""
    rows = ProgrammeOffer.objects.filter(membership__person=person).order_by("created_at", "pk")
    yield from rows.annotate(group=F("membership__group")).values(*OFFER_COLUMNS)


EXPORTS: dict[str, Callable[[Any], Iterable[Body]]] = {
    "grants": export_grants,
    "access-log": export_looks,
    "programme-offers": export_offers,
}
