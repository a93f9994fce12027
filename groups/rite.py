"""What members do for each other around a meeting: say that they are there, and with whom; offer help."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from core.uuid7 import uuid7
from groups.models import MeetingSlot, Membership, Offer, Presence


@transaction.atomic
def say_here(*, membership: Membership, slot: MeetingSlot, day: date, beside: Iterable[Membership] = ()) -> None:
    """The member is at the meeting, with those whom they tick; each of these is asked to say so themselves."""
    said = [Presence(slot=slot, day=day, member=member, said_by=membership) for member in (membership, *beside)]
    Presence.objects.bulk_create(said, ignore_conflicts=True)


@transaction.atomic
def say_not_here(*, membership: Membership, slot: MeetingSlot, day: date) -> None:
    """Takes back what the member said, and what others said of them."""
    rows = Presence.objects.filter(slot=slot, day=day)
    rows.filter(member=membership).delete()
    rows.filter(said_by=membership).delete()


@transaction.atomic
def offer_help(
    *, membership: Membership, slot: MeetingSlot, day: date, kind: str, line: str = "", offer_id: UUID | None = None
) -> Offer:
    """Help with one meeting; each of the two fixed kinds once, own words as often as there are some."""
    new_id = offer_id or uuid7()
    if kind == Offer.Kind.OWN_WORDS:
        return Offer.objects.create(pk=new_id, membership=membership, slot=slot, day=day, kind=kind, line=line)
    row, _ = Offer.objects.get_or_create(membership=membership, slot=slot, day=day, kind=kind, defaults={"id": new_id})
    return row


def offers_of(members: Iterable[Membership], slots: Iterable[MeetingSlot], today: date) -> list[Offer]:
    """What these members offer for the meetings to come, with members and meetings put onto the rows; one query."""
    known, meetings = {member.pk: member for member in members}, {slot.pk: slot for slot in slots}
    ahead = Offer.objects.filter(membership__in=known, slot__in=meetings, day__gte=today)
    rows = list(ahead.order_by("day", "created_at", "pk"))
    for row in rows:
        row.membership, row.slot = known[row.membership_id], meetings[row.slot_id]
    return rows
