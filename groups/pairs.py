"""Fixed pairs: two people who each promise a sentence. A pair is a group of two, within another group or by a link."""

from typing import Any

from django.db import transaction
from django.db.models import F

from groups.access import Circle
from groups.actions import complete_pair, end_group
from groups.models import Group, Membership, PairRequest

Role = Membership.Role


class PairedAlready(Exception):
    """The two are a pair within this group, or one of them has asked."""


@transaction.atomic
def found_pair(*, person: Any, promise: str) -> Group:
    """A pair of one so far, outside of any group; the other one comes by its invite link."""
    pair = Group.objects.create(name=person.name, time_zone=person.time_zone, is_pair=True)
    Membership.objects.create(group=pair, person=person, role=Role.ORGANISER, promise=promise)
    return pair


@transaction.atomic
def ask_for_pair(*, sender: Membership, receiver: Membership, promise: str) -> Group:
    """Asks another member of the group; nothing is a pair before they answer. Raises PairedAlready."""
    group = Group.objects.select_for_update().get(pk=sender.group_id)
    both = (sender, receiver)
    pairs = group.pairs.filter(memberships__person=sender.person_id).filter(memberships__person=receiver.person_id)
    if pairs.exists() or PairRequest.objects.filter(sender__in=both, asked__in=both).exists():
        raise PairedAlready
    name = sender.person.name
    pair = Group.objects.create(name=name, time_zone=group.time_zone, is_pair=True, within=group)
    Membership.objects.create(group=pair, person=sender.person, role=Role.ORGANISER, promise=promise)
    PairRequest.objects.create(pair=pair, sender=sender, asked=receiver)
    return pair


@transaction.atomic
def accept_pair(*, request: PairRequest, promise: str) -> Membership:
    """The other one promises too: from now on the two are a pair."""
    membership = Membership.objects.create(
        group=request.pair, person=request.asked.person, role=Role.ORGANISER, promise=promise
    )
    complete_pair(request.pair, request.asked.person, request.sender.person)
    request.delete()
    return membership


@transaction.atomic
def decline_pair(*, request: PairRequest) -> None:
    """No pair; the one who asked is told nothing."""
    end_group(request.pair)


@transaction.atomic
def end_pairs_between(one: Any, other: Any) -> None:
    """Ends every pair of these two, and every request between them."""
    pairs = Group.objects.filter(is_pair=True)
    both = pairs.filter(memberships__person=one).filter(memberships__person=other)
    two = (one, other)
    asked = pairs.filter(request__sender__person__in=two, request__asked__person__in=two)
    for pair in {*both, *asked}:
        end_group(pair)


def pairs_in(circle: Circle) -> tuple[list[Group], list[PairRequest]]:
    """The member's own pairs within the group, and the requests that wait for their answer; two queries."""
    own = Group.objects.filter(within=circle.group, memberships__person=circle.mine.person_id)
    known = {member.pk: member for member in circle.heard}
    requests = PairRequest.objects.filter(asked=circle.mine, sender__in=known)
    asked = list(requests.annotate(promise=F("pair__memberships__promise")).order_by("pair__created_at", "pk"))
    for request in asked:
        request.sender = known[request.sender_id]
    return list(own.select_related("request").order_by("name", "pk")), asked  # type: ignore[return-value]
