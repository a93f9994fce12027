"""What a coach may see of whom: the only place that answers it, at every request anew.

Without grants that is the default view of SPEC 8.4. A grant adds one stream; taking it back, leaving, another role or
a withdrawn consent takes it away with the next request, since nothing of this is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from accounts.models import Consent
from core.dates import local_day
from groups.access import is_blocked
from groups.grant_terms import last_day
from groups.models import Grant, Membership
from journal.models import Pause
from journal.pauses import Span, is_paused

type Streams = Mapping[str, date]
"""What is granted, with the last day of each."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One person as one coach may see them."""

    coach: Membership
    member: Membership
    today: date
    streams: Streams = field(default_factory=dict)
    trains: bool = True  # agrees to store training: without it there are no counts either
    pauses: Sequence[Span] = ()

    def may(self, *streams: str) -> bool:
        """Whether all of these are granted."""
        return all(stream in self.streams for stream in streams)

    @property
    def is_paused(self) -> bool:
        """Nothing is expected of them today. A page never says so."""
        return is_paused(self.pauses, self.today)


def coachings(person: Any) -> QuerySet[Membership]:
    """Where the person coaches and takes part."""
    return Membership.objects.taking_part().filter(person=person, role=Membership.Role.COACH)


def coaches_of(person: Any) -> QuerySet[Membership]:
    """Who coaches a group that the person takes part in."""
    mine = Membership.objects.taking_part().filter(person=person).values("group")
    rows = Membership.objects.taking_part().filter(group__in=mine, role=Membership.Role.COACH).exclude(person=person)
    rows = rows.exclude(is_blocked(person))
    return rows.select_related("group", "person").order_by("group__name", "joined_at", "pk")


def sights(person: Any, now: datetime, *, only: UUID | None = None) -> list[Sight]:
    """Everybody whom the person coaches, by name; four queries, however many there are."""
    mine = {row.group_id: row for row in coachings(person).select_related("group", "person")}
    if not mine:
        return []
    members = Membership.objects.full().filter(group__in=mine).exclude(person=person)
    members = members.exclude(is_blocked(person))
    if only is not None:
        members = members.filter(pk=only)
    trains = Consent.objects.filter(person=OuterRef("person"), category="training", withdrawn_at=None)
    rows = list(members.select_related("person").annotate(trains=Exists(trains)))
    for row in rows:
        row.group = mine[row.group_id].group
    pauses = pauses_of({row.person_id for row in rows})
    granted = in_force(Grant.objects.filter(coach__in=mine.values(), membership__in=rows), now, pauses)
    found = [_sight(mine[row.group_id], row, now, granted.get(row.pk, {}), pauses) for row in rows]
    return sorted(found, key=lambda one: (one.member.person.name.casefold(), one.member.pk))


def sight(person: Any, member_id: UUID, now: datetime) -> Sight:
    """One of them; anybody else is not found."""
    for one in sights(person, now, only=member_id):
        return one
    raise Http404


def in_force(
    rows: "QuerySet[Grant]", now: datetime, pauses: Mapping[UUID, list[Span]], *, by: str = "membership_id"
) -> dict[UUID, dict[str, date]]:
    """Of these grants those that hold now, by membership or coach: the streams with their last day; one query."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    for row in rows.in_force(now).select_related("membership__person"):  # type: ignore[attr-defined]
        end = last_day(row.given_on, row.ends_on, pauses.get(row.person_id, ()))
        if local_day(now, row.membership.person.zone) <= end:
            found[getattr(row, by)][row.stream] = end
    return found


def pauses_of(people: Iterable[UUID]) -> dict[UUID, list[Span]]:
    """First and last day of each pause, by person; one query."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    for person, first, last in Pause.objects.filter(person__in=set(people)).values_list("person", "day", "ended_on"):
        found[person].append((first, last))
    return found


def _sight(coach: Membership, member: Any, now: datetime, streams: Streams, pauses: Mapping[UUID, list[Span]]) -> Sight:
    today = local_day(now, member.person.zone)
    return Sight(coach, member, today, streams, member.trains, pauses.get(member.person_id, ()))
