"""Who may see and do what in a group: the only place that answers it.

Members see each other's display name, check-ins, offers of help, shared wins and encouragements, and nothing else (SPEC
8.4). Whoever is not in a group, or does not agree to take part in groups any more, does not find it; nor does anybody
find the words of somebody whom they muted, or where one of the two blocked the other.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from groups.models import (
    CheckIn,
    Distance,
    Encouragement,
    Group,
    MeetingSlot,
    Membership,
    Message,
    MessageThread,
    Offer,
)


@dataclass(frozen=True, slots=True)
class Circle:
    """A group as one of its members sees it: who takes part, the member's own row among them."""

    group: Group
    mine: Membership
    members: list[Membership]

    @property
    def heard(self) -> list[Membership]:
        """Whose words the member reads: everybody's but for those at a distance."""
        return [member for member in self.members if not member.is_distant]  # type: ignore[attr-defined]

    @property
    def may_organise(self) -> bool:
        """May name the group, invite, remove, give roles."""
        return self.mine.is_organiser

    @property
    def may_set_meetings(self) -> bool:
        return self.mine.role in {Membership.Role.ORGANISER, Membership.Role.COACH}

    @property
    def has_messages(self) -> bool:
        """Whether there is anybody here whom I may write to."""
        return any(may_write_to(self.mine, member) for member in self.members)

    def member(self, membership_id: UUID) -> Membership:
        """One of those who take part; anybody else is not found."""
        return _found(self.members, membership_id)

    def heard_member(self, membership_id: UUID) -> Membership:
        """One of those whose words the member reads."""
        return _found(self.heard, membership_id)


class GuestWeekOver(Http404):
    """A guest's seven days have passed: they join, or leave, and see nothing until then."""


def _found(members: list[Membership], membership_id: UUID) -> Membership:
    for member in members:
        if member.pk == membership_id:
            return member
    raise Http404


def circle(person: Any, group_id: UUID) -> Circle:
    """The group with those who take part, in one query; Http404 for whoever is not in it.

    The person's own row is in `mine` also where the consent to groups is missing: `mine.is_taking_part` says so.
    """
    rows = Membership.objects.filter(group_id=group_id).with_consent().annotate(is_distant=is_distant(person))
    rows = rows.select_related("group", "person")
    members = list(rows.order_by("joined_at", "pk"))
    mine = next((member for member in members if member.person_id == person.pk), None)
    if mine is None:
        raise Http404
    if mine.is_guest_week_over:
        raise GuestWeekOver
    for member in members:
        member.group = mine.group
    here = [member for member in members if member.is_taking_part and not member.is_guest_week_over]  # type: ignore[attr-defined]
    return Circle(mine.group, mine, here)  # type: ignore[arg-type]


def is_distant(reader: Any, path: str = "person") -> Exists:
    """Whether `reader` muted the person at the end of `path`, or one of the two blocked the other."""
    own = Q(person=reader, other=OuterRef(path))
    return Exists(Distance.objects.filter(own | Q(person=OuterRef(path), other=reader, kind=Distance.Kind.BLOCK)))


def is_blocked(reader: Any) -> Exists:
    """Whether one of the two blocked the other: then neither writes, and a coach sees nothing at all."""
    either = Q(person=reader, other=OuterRef("person")) | Q(person=OuterRef("person"), other=reader)
    return Exists(Distance.objects.filter(either, kind=Distance.Kind.BLOCK))


def require(allowed: bool) -> None:
    """Refuses what a member may see but not do."""
    if not allowed:
        raise PermissionDenied


def own_memberships(person: Any) -> QuerySet[Membership]:
    """Where the person takes part."""
    return Membership.objects.taking_part().filter(person=person)


def is_member(person: Any, group: UUID) -> bool:
    """Whether the person takes part in this group."""
    return own_memberships(person).filter(group=group).exists()


def names_of_groups(person: Any) -> list[tuple[UUID, str]]:
    """Id and name of each group that the person takes part in."""
    return list(visible_groups(person).order_by("name", "id").values_list("id", "name"))


def visible_groups(person: Any) -> QuerySet[Group]:
    return Group.objects.filter(pk__in=own_memberships(person).values("group"))


def visible_memberships(person: Any) -> QuerySet[Membership]:
    """Everybody who takes part in a group of the person's."""
    return Membership.objects.taking_part().filter(group__in=own_memberships(person).values("group"))


def heard_memberships(person: Any) -> QuerySet[Membership]:
    """Of those, whoever's words the person reads."""
    return visible_memberships(person).exclude(is_distant(person))


def writing_to(person: Any, membership_id: UUID) -> tuple[Membership, Membership]:
    """My own row and that of the one whom I may write to: a coach and a member of one group. Anybody else: Http404."""
    rows = visible_memberships(person).exclude(is_blocked(person)).select_related("group", "person")
    other = rows.exclude(person=person).filter(pk=membership_id).first()
    mine = own_memberships(person).filter(group=other.group_id).first() if other else None
    if other is None or mine is None or not may_write_to(mine, other):
        raise Http404
    return mine, other


def may_write_to(mine: Membership, other: Membership) -> bool:
    """Messages go between a coach and anybody else of the coach's group."""
    return mine.pk != other.pk and Membership.Role.COACH in {mine.role, other.role}


def people_to_write_to(person: Any) -> list[Membership]:
    """Everybody whom the person may write to, by name; three queries."""
    mine = {row.group_id: row for row in own_memberships(person)}
    rows = visible_memberships(person).exclude(person=person).exclude(is_blocked(person))
    rows = rows.select_related("group", "person")
    found = [row for row in rows if may_write_to(mine[row.group_id], row)]
    return sorted(found, key=lambda row: (row.person.name.casefold(), row.pk))


def visible_threads(person: Any) -> QuerySet[MessageThread]:
    """The person's own threads; one that ended stays readable to both until it is deleted."""
    return MessageThread.objects.of(person)


def visible_messages(person: Any) -> QuerySet[Message]:
    return Message.objects.of(person)


def visible_slots(person: Any) -> QuerySet[MeetingSlot]:
    return MeetingSlot.objects.filter(group__in=own_memberships(person).values("group"))


def visible_check_ins(person: Any) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(membership__in=heard_memberships(person))


def visible_encouragements(person: Any) -> QuerySet[Encouragement]:
    members = heard_memberships(person)
    return Encouragement.objects.filter(sender__in=members, receiver__in=members)


def visible_offers(person: Any) -> QuerySet[Offer]:
    return Offer.objects.filter(membership__in=heard_memberships(person))
