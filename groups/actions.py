"""What changes a group, and what its members do for each other: check in, encourage, share a small win."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.models import OutboxMail
from core.uuid7 import uuid7
from groups import granting, invites, support_wins
from groups.message_actions import end_coached_threads, end_threads
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin
from journal.models import SmallWin, TrainingSession
from journal.wins_facts import TRAINING_FACTS

REMINDER = "checkin_reminder"
MORNING = "morning_after"
GUEST_WEEK = timedelta(days=7)
NAME_LENGTH = 60
Role = Membership.Role


class InviteOver(Exception):
    """The link is unknown, revoked, renewed since or too old."""


class GroupFull(Exception):
    """The group has as many members as a group may have."""


class LastOrganiser(Exception):
    """Somebody has to organise a group."""


class PromiseNeeded(Exception):
    """Whoever joins a pair promises a sentence."""


class NoPart(Exception):
    """A guest has no part in the group before they join, and in a pair both have the same."""


@transaction.atomic
def create_group(*, person: Any, name: str, time_zone: str, group_id: UUID | None = None) -> Group:
    """A group with its founder as organiser."""
    group = Group.objects.create(pk=group_id or uuid7(), name=name, time_zone=time_zone)
    Membership.objects.create(group=group, person=person, role=Role.ORGANISER)
    return group


@transaction.atomic
def change_group(*, group: Group, name: str, time_zone: str) -> None:
    """A new name or zone; in a new zone the same clock times are other instants."""
    zone_changed = group.time_zone != time_zone
    group.name, group.time_zone = name, time_zone
    group.save(update_fields=["name", "time_zone"])
    if zone_changed:
        for slot in MeetingSlot.objects.filter(group=group).select_related("group"):
            _reschedule(slot)


@transaction.atomic
def renew_invite(*, group: Group) -> str:
    """A new secret for the link; the old link leads nowhere from now on."""
    secret = invites.new_secret()
    group.invite_hash = invites.hash_of(secret)
    group.invite_expires_at = timezone.now() + invites.LASTS
    group.save(update_fields=["invite_hash", "invite_expires_at"])
    return secret


@transaction.atomic
def revoke_invite(*, group: Group) -> None:
    """The link leads nowhere from now on."""
    group.invite_hash, group.invite_expires_at = "", None
    group.save(update_fields=["invite_hash", "invite_expires_at"])


@transaction.atomic
def join_group(
    *, person: Any, secret: str, membership_id: UUID | None = None, as_guest: bool = False, promise: str = ""
) -> Membership:
    """Joins by an invite link, for good or for a guest's week; whoever is in already stays as they are.

    Raises InviteOver, GroupFull or PromiseNeeded: in a pair both organise, and the other one promises something too.
    """
    found = invites.group_of(secret, timezone.now())
    if found is None or found.within_id is not None:
        raise InviteOver
    group = Group.objects.select_for_update().get(pk=found.pk)
    members = {row.person_id: row for row in group.memberships.select_related("person")}
    if person.pk in members:
        return members[person.pk]
    if len(members) >= group.size_limit:
        raise GroupFull
    membership = Membership(pk=membership_id or uuid7(), group=group, person=person)
    if group.is_pair:
        if not promise:
            raise PromiseNeeded
        membership.role, membership.promise = Role.ORGANISER, promise
        complete_pair(group, person, *(row.person for row in members.values()))
    elif as_guest:
        membership.guest_until = timezone.now() + GUEST_WEEK
    membership.save(force_insert=True)
    for slot in group.slots.all():  # reminders of a meeting of today may be written already: write them again
        slot.wait_for_meeting_after(timezone.now())
        slot.save(update_fields=["next_meeting_at", "next_reminder_at"])
    return membership


def complete_pair(pair: Group, *people: Any) -> None:
    """Both are there: the pair is called by both names, and no link leads to it any more."""
    pair.name = " · ".join(sorted(person.name for person in people))[:NAME_LENGTH]
    pair.invite_hash, pair.invite_expires_at = "", None
    pair.save(update_fields=["name", "invite_hash", "invite_expires_at"])


@transaction.atomic
def stay_in_group(*, membership: Membership) -> None:
    """A guest joins for good."""
    membership.guest_until = None
    membership.save(update_fields=["guest_until"])


@transaction.atomic
def leave_group(*, membership: Membership) -> None:
    """Deletes the membership with all that it let others see, its waiting mails, and its pairs within the group.

    The last organiser's part goes to whoever has been in longest; a pair ends, and so does a group of guests only.
    """
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    if group.is_pair:
        return end_group(group)
    mine = Q(memberships__person=membership.person_id) | Q(request__asked=membership)
    for pair in Group.objects.filter(mine, within=group).distinct():
        end_group(pair)
    _forget(group, [membership.person_id])
    supported, days = support_wins.evidence_of([membership])
    granting.close_with(membership)
    end_threads(membership)
    membership.delete()
    granting.note_coaching([membership.person_id])
    support_wins.follow(supported, days)
    rest = group.memberships.filter(guest_until=None).order_by("joined_at", "pk")
    longest = rest.first()
    if longest is None:
        end_group(group)
    elif not rest.filter(role=Role.ORGANISER).exists():
        longest.role = Role.ORGANISER
        longest.save(update_fields=["role"])
    return None


@transaction.atomic
def end_group(group: Group) -> None:
    """Deletes a pair, or a group with everything in it and its pairs."""
    for pair in group.pairs.all():
        end_group(pair)
    for coach in group.memberships.filter(role=Role.COACH):
        granting.close_held(coach)
        end_threads(coach)
    people = list(group.memberships.values_list("person", flat=True))
    _forget(group, people)
    supported, days = support_wins.evidence_of(group.memberships.all())
    group.delete()
    support_wins.follow(supported, days)
    granting.note_coaching(people)


def _forget(group: Group, people: list[UUID]) -> None:
    """Drops what waits in the outbox for these people, and the group from their sessions."""
    for slot_id in group.slots.values_list("pk", flat=True):
        _waiting_mails(slot_id).filter(person__in=people).delete()
    TrainingSession.objects.filter(person__in=people, group=group.pk).update(group=None)


@transaction.atomic
def leave_all_groups(person: Any, category: str | None) -> None:
    """Before an account or all of its groups' data is erased, each group is left as if by hand."""
    if category in {None, "social"}:
        for group_id in list(Membership.objects.filter(person=person).values_list("group", flat=True)):
            for membership in Membership.objects.filter(person=person, group=group_id):  # a pair may have ended with it
                leave_group(membership=membership)


@transaction.atomic
def set_role(*, membership: Membership, role: str) -> None:
    """Gives a role; raises NoPart, or LastOrganiser where nobody would be left to organise."""
    if membership.is_guest or membership.group.is_pair:
        raise NoPart
    organisers = Membership.objects.select_for_update().filter(group=membership.group_id, role=Role.ORGANISER)
    if role != Role.ORGANISER and {row.pk for row in organisers} == {membership.pk}:
        raise LastOrganiser
    if role != Role.COACH:
        end_coached_threads(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    if role != Role.COACH:
        granting.close_held(membership)
    granting.note_coaching([membership.person_id])


@transaction.atomic
def save_slot(
    *,
    group: Group,
    weekday: int,
    time: time,
    title: str = "",
    existing: MeetingSlot | None = None,
    slot_id: UUID | None = None,
) -> MeetingSlot:
    """A weekly meeting, new or changed; reminders of the old time that wait are dropped."""
    slot = existing or MeetingSlot(pk=slot_id or uuid7())
    is_moved = existing is None or (slot.weekday, slot.time) != (weekday, time)
    slot.group, slot.weekday, slot.time, slot.title = group, weekday, time, title
    if not is_moved:
        slot.save(update_fields=["title"])
    elif existing:
        _reschedule(slot)
    else:
        slot.wait_anew(timezone.now())
        slot.save(force_insert=True)
    return slot


@transaction.atomic
def delete_slot(*, slot: MeetingSlot) -> None:
    """No more meetings at this time; its answers and waiting reminders go with it."""
    _waiting_mails(slot.pk).filter(person__memberships__group=slot.group_id).delete()
    slot.delete()


@transaction.atomic
def check_in(
    *,
    membership: Membership,
    slot: MeetingSlot | None,
    day: date,
    answer: str,
    line: str = "",
    check_in_id: UUID | None = None,
) -> CheckIn:
    """One answer to a meeting of `day`, or without a slot for the week from Monday `day`; a second one replaces it.

    `check_in_id` is what a new one is called, so that the same answer sent once more is the same write.
    """
    said = {"answer": answer, "line": line}
    is_free = check_in_id and not CheckIn.objects.filter(pk=check_in_id).exists()
    named = said | ({"id": check_in_id} if is_free else {})
    row, _ = CheckIn.objects.update_or_create(
        membership=membership, slot=slot, day=day, defaults=said, create_defaults=named
    )
    return row


@transaction.atomic
def encourage(
    *, sender: Membership, receiver: Membership, phrase: str, line: str = "", encouragement_id: UUID | None = None
) -> Encouragement:
    """A word to another member; one of the two phrases once a day, own words as often as there are some."""
    day = sender.group.today(timezone.now())
    new_id = encouragement_id or uuid7()
    if phrase == Encouragement.Phrase.OWN_WORDS:
        told = {"sender": sender, "receiver": receiver, "phrase": phrase, "line": line, "day": day}
        row, is_new = Encouragement.objects.create(pk=new_id, **told), True
    else:
        row, is_new = Encouragement.objects.get_or_create(
            sender=sender, receiver=receiver, phrase=phrase, day=day, defaults={"id": new_id}
        )
    if is_new:
        support_wins.follow([sender.person, receiver.person], [day])
    return row


@transaction.atomic
def share_win(*, person: Any, win: SmallWin, memberships: Iterable[Membership]) -> None:
    """Shows a win of the person's own to the groups of these memberships of theirs; facts of training, nothing else."""
    if win.rule not in TRAINING_FACTS:
        return
    SharedWin.objects.bulk_create(
        (SharedWin(membership=row, win=win) for row in memberships if row.person_id == person.pk == win.person_id),
        ignore_conflicts=True,
    )


@transaction.atomic
def unshare_win(*, person: Any, win: SmallWin, memberships: Iterable[Membership]) -> None:
    """Takes it back."""
    SharedWin.objects.filter(membership__in=list(memberships), membership__person=person, win=win).delete()


def set_shared(person: Any, win: SmallWin, is_shared: bool) -> None:
    """The journal's `shared` of a win: with every group that the person is more than a guest of, or with none."""
    if is_shared:
        share_win(person=person, win=win, memberships=Membership.objects.full().filter(person=person))
    else:
        unshare_win(person=person, win=win, memberships=Membership.objects.taking_part().filter(person=person))


def is_shared(person: Any) -> Exists:
    """Of a win of a query, whether this person shares it with a group."""
    return Exists(SharedWin.objects.filter(membership__person=person, win=OuterRef("pk")))


def shared_among(person: Any, win_ids: list[UUID]) -> set[UUID]:
    """Which of these wins of the person are shared with a group."""
    return set(SharedWin.objects.filter(membership__person=person, win__in=win_ids).values_list("win", flat=True))


def period_key(slot_id: UUID, day: Any) -> str:
    """A meeting's name in the outbox: its slot and its day on the group's clock."""
    return f"{slot_id.hex}.{day}"


def _waiting_mails(slot_id: UUID) -> Any:
    waiting = OutboxMail.objects.filter(kind__in=(REMINDER, MORNING), state=OutboxMail.State.WAITING)
    return waiting.filter(period_key__startswith=f"{slot_id.hex}.")


def _reschedule(slot: MeetingSlot) -> None:
    """Drops what waits of the old time and turns to the next meeting of the new one."""
    people = slot.group.memberships.values("person")
    _waiting_mails(slot.pk).filter(person__in=people).delete()
    slot.wait_anew(timezone.now())
    slot.save()
