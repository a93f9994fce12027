"""A meeting while it lasts and the day after: who says that they are there, and with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from groups.access import Circle
from groups.models import MeetingSlot, Membership, Presence

OPENS_BEFORE = timedelta(hours=1)
OPEN_FOR = timedelta(hours=3)
TOLD_FOR = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Here:
    """One who said that they are there; `beside` are those with whom they confirmed each other."""

    member: Membership
    beside: list[Membership]

    @property
    def names(self) -> str:
        """Those, in words."""
        return _(", ").join(member.person.name for member in self.beside)


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the page shows of a meeting that begins, lasts or was yesterday. Nobody is named for being absent."""

    slot: MeetingSlot
    at: datetime
    is_open: bool
    is_here: bool
    here: list[Here]
    saw_me: list[Membership]
    others: list[Membership]


def opened_meeting(slots: Iterable[MeetingSlot], now: datetime) -> tuple[MeetingSlot, datetime] | None:
    """The latest meeting that has opened, up to a day and a half after it began."""
    begun = [(slot, slot.meeting_before(now + OPENS_BEFORE)) for slot in slots]
    told = [(slot, at) for slot, at in begun if now - at < TOLD_FOR and slot.created_at <= at + OPEN_FOR]
    return max(told, key=lambda pair: pair[1], default=None)


def is_open(at: datetime, now: datetime) -> bool:
    """Whether somebody may say now that they are at the meeting of `at`."""
    return at - OPENS_BEFORE <= now < at + OPEN_FOR


def gathering_of(circle: Circle, slots: Iterable[MeetingSlot], now: datetime) -> Gathering | None:
    """The meeting of now with those who are there; one query, none where no meeting is near."""
    found = opened_meeting(slots, now)
    if found is None:
        return None
    slot, at = found
    day, members = circle.group.today(at), {member.pk: member for member in circle.heard}
    rows = Presence.objects.filter(slot=slot, day=day, member__in=members, said_by__in=members)
    said = set(rows.order_by("created_at", "pk").values_list("member", "said_by"))
    here = {pk: member for pk, member in members.items() if (pk, pk) in said}
    mine = circle.mine.pk
    return Gathering(
        slot=slot,
        at=at,
        is_open=is_open(at, now),
        is_here=mine in here,
        here=[Here(member, [here[pk] for pk in beside(member.pk, here, said)]) for member in here.values()],
        saw_me=[members[by] for of, by in sorted(said) if of == mine != by and mine not in here],
        others=[member for pk, member in members.items() if pk != mine and (pk, mine) not in said],
    )


def beside(one: UUID, here: Iterable[UUID], said: set[tuple[UUID, UUID]]) -> list[UUID]:
    """Those of `here` who ticked `one` and whom `one` ticked."""
    return [other for other in here if other != one and {(one, other), (other, one)} <= said]
