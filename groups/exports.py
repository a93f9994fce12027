"""The own export of groups: what the person recorded or received; of others only the name in the group."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from groups import bodies, figures
from groups.bodies import Body, instant
from groups.models import Break, CheckIn, Encouragement, FamilyTick, Membership, Offer, Presence, Removal, SharedWin


def export_groups(person: Any) -> Iterable[Body]:
    """The groups that the person is in, with role, day of joining and meetings."""
    rows = Membership.objects.filter(person=person).select_related("group").prefetch_related("group__slots")
    for row in rows.order_by("joined_at", "pk"):
        yield {
            "id": str(row.pk),
            "group": str(row.group_id),
            "name": row.group.name,
            "time_zone": row.group.time_zone,
            "kind": "pair" if row.group.is_pair else "group",
            "promise": row.promise,
            "role": row.role,
            "joined_at": instant(row.joined_at),
            "counts_from": row.counts_from,
            "counts_text": figures.TEXTS.get(row.counts_text),
            "meetings": [
                {"weekday": slot.weekday, "time": slot.time.isoformat("minutes"), "title": slot.title}
                for slot in row.group.slots.all()
            ],
        }


def export_check_ins(person: Any) -> Iterable[Body]:
    rows = CheckIn.objects.filter(membership__person=person).select_related("membership")
    return bodies.of_check_ins(rows.order_by("created_at", "pk").iterator(chunk_size=500))


def export_encouragements(person: Any) -> Iterable[Body]:
    """Sent and received, with the name of the other."""
    rows: QuerySet[Encouragement] = Encouragement.objects.filter(Q(sender__person=person) | Q(receiver__person=person))
    rows = rows.select_related("sender__person", "receiver__person").order_by("created_at", "pk")
    for row, body in ((row, bodies.of_encouragements([row])[0]) for row in rows.iterator(chunk_size=500)):
        is_sent = row.sender.person_id == person.pk
        other = row.receiver.person if is_sent else row.sender.person
        yield body | {"is_sent": is_sent, "other": other.name}


def export_shared_wins(person: Any) -> Iterable[Body]:
    rows = SharedWin.objects.filter(membership__person=person).annotate(group=F("membership__group"))
    for row in rows.order_by("shared_at", "pk").iterator(chunk_size=500):
        yield {
            "id": str(row.pk),
            "group": str(row.group),  # type: ignore[attr-defined]
            "win": str(row.win_id),
            "shared_at": instant(row.shared_at),
        }


def export_presences(person: Any) -> Iterable[Any]:
    """Meetings at which the person was, by their own word or another's, and whom they ticked."""
    rows = Presence.objects.filter(Q(member__person=person) | Q(said_by__person=person)).order_by("created_at", "pk")
    names = {"meeting": F("slot"), "who": F("member__person__display_name"), "by": F("said_by__person__display_name")}
    yield from rows.values("id", "day", "created_at", **names).iterator(chunk_size=500)


def export_offers(person: Any) -> Iterable[Body]:
    rows = Offer.objects.filter(membership__person=person).select_related("membership")
    return bodies.of_offers(rows.order_by("created_at", "pk"))


def export_breaks(person: Any) -> Iterable[Any]:
    """The person's own days without reminders."""
    yield from (
        Break.objects.filter(membership__person=person)
        .order_by("starts_on", "pk")
        .values("id", "group", "starts_on", "ends_on")
    )


def export_family_links(person: Any) -> Iterable[Any]:
    """The links, without the signature that opens them."""
    names = ("id", "shown_name", "title", "relative", "created_at", "expires_at")
    yield from person.family_links.order_by("created_at", "pk").values(*names)


def export_family_ticks(person: Any) -> Iterable[Any]:
    rows = FamilyTick.objects.filter(link__person=person).order_by("ticked_at", "pk")
    yield from rows.values("id", "link", "monday", "ticked_at")


def export_distances(person: Any) -> Iterable[Any]:
    """Whom the person muted or blocked; never who did so with them."""
    rows = person.distances.order_by("since", "pk").annotate(name=F("other__display_name"))
    yield from rows.values("id", "name", "kind", "since")


def export_removals(person: Any) -> Iterable[Any]:
    rows = Removal.objects.filter(membership__person=person).order_by("removed_at", "pk")
    yield from rows.values("id", "kind", "note", "removed_at")


def export_reports(person: Any) -> Iterable[Any]:
    """What the person reported."""
    rows = person.reports.order_by("reported_at", "pk")
    yield from rows.values("id", "kind", "text", "reason", "reported_at", "settled_at")


EXPORTS: dict[str, Callable[[Any], Iterable[Body]]] = {
    "groups": export_groups,
    "check-ins": export_check_ins,
    "encouragements": export_encouragements,
    "shared-wins": export_shared_wins,
    "presences": export_presences,
    "offers": export_offers,
    "breaks": export_breaks,
    "family-links": export_family_links,
    "family-ticks": export_family_ticks,
    "distances": export_distances,
    "removals": export_removals,
    "reports": export_reports,
}
