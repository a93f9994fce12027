"""What changes a group, and what its members do for each other: check in, encourage, share a small win."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.models import OutboxMail
from core.uuid7 import uuid7
from groups import granting, invites
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin
from journal.models import SmallWin, TrainingSession
from journal.wins_facts import TRAINING_FACTS

REMINDER = "checkin_reminder"
Role = Membership.Role


class InviteOver(Exception):
    """The link is unknown, revoked, renewed since or too old."""


class GroupFull(Exception):
    """The group has as many members as a group may have."""


class LastOrganiser(Exception):
    """Somebody has to organise a group."""


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
def join_group(*, person: Any, secret: str, membership_id: UUID | None = None) -> Membership:
    """Joins by an invite link; whoever is in already stays as they are. Raises InviteOver or GroupFull."""
    found = invites.group_of(secret, timezone.now())
    if found is None:
        raise InviteOver
    group = Group.objects.select_for_update().get(pk=found.pk)
    members = dict(group.memberships.values_list("person", "pk"))
    if person.pk in members:
        return group.memberships.get(pk=members[person.pk])
    if len(members) >= settings.GROUP_SIZE_LIMIT:
        raise GroupFull
    membership = Membership.objects.create(pk=membership_id or uuid7(), group=group, person=person)
    for slot in group.slots.all():  # reminders of a meeting of today may be written already: write them again
        slot.wait_for_meeting_after(timezone.now())
        slot.save(update_fields=["next_meeting_at", "next_reminder_at"])
    return membership


@transaction.atomic
def leave_group(*, membership: Membership) -> None:
    """Deletes the membership with all that it let others see, and its waiting reminders.

    The last organiser's part goes to whoever has been in longest; a group without members is deleted.
    """
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    slots = [slot.pk for slot in group.slots.all()]
    for slot_id in slots:
        _waiting_reminders(slot_id).filter(person=membership.person_id).delete()
    TrainingSession.objects.filter(person=membership.person_id, group=group.pk).update(group=None)
    granting.close_with(membership)
    membership.delete()
    granting.note_coaching([membership.person_id])
    rest = group.memberships.order_by("joined_at", "pk")
    longest = rest.first()
    if longest is None:
        group.delete()
    elif not rest.filter(role=Role.ORGANISER).exists():
        longest.role = Role.ORGANISER
        longest.save(update_fields=["role"])


@transaction.atomic
def leave_all_groups(person: Any, category: str | None) -> None:
    """Before an account or all of its groups' data is erased, each group is left as if by hand."""
    if category in {None, "social"}:
        for membership in Membership.objects.filter(person=person):
            leave_group(membership=membership)


@transaction.atomic
def set_role(*, membership: Membership, role: str) -> None:
    """Gives a role; raises LastOrganiser where nobody would be left to organise."""
    organisers = Membership.objects.select_for_update().filter(group=membership.group_id, role=Role.ORGANISER)
    if role != Role.ORGANISER and {row.pk for row in organisers} == {membership.pk}:
        raise LastOrganiser
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
        slot.wait_for_meeting_after(timezone.now())
        slot.save(force_insert=True)
    return slot


@transaction.atomic
def delete_slot(*, slot: MeetingSlot) -> None:
    """No more meetings at this time; its answers and waiting reminders go with it."""
    _waiting_reminders(slot.pk).filter(person__memberships__group=slot.group_id).delete()
    slot.delete()


@transaction.atomic
def check_in(*, membership: Membership, slot: MeetingSlot | None, day: date, answer: str, line: str = "") -> CheckIn:
    """One answer to a meeting of `day`, or without a slot for the week from Monday `day`; a second one replaces it."""
    row, _ = CheckIn.objects.update_or_create(
        membership=membership, slot=slot, day=day, defaults={"answer": answer, "line": line}
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
        return Encouragement.objects.create(
            pk=new_id, sender=sender, receiver=receiver, phrase=phrase, line=line, day=day
        )
    row, _ = Encouragement.objects.get_or_create(
        sender=sender, receiver=receiver, phrase=phrase, day=day, defaults={"id": new_id}
    )
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
    """The journal's `shared` of a win: with every group of the person, or with none."""
    mine = list(Membership.objects.taking_part().filter(person=person))
    (share_win if is_shared else unshare_win)(person=person, win=win, memberships=mine)


def is_shared(person: Any) -> Exists:
    """Of a win of a query, whether this person shares it with a group."""
    return Exists(SharedWin.objects.filter(membership__person=person, win=OuterRef("pk")))


def shared_among(person: Any, win_ids: list[UUID]) -> set[UUID]:
    """Which of these wins of the person are shared with a group."""
    return set(SharedWin.objects.filter(membership__person=person, win__in=win_ids).values_list("win", flat=True))


def period_key(slot_id: UUID, day: Any) -> str:
    """A meeting's name in the outbox: its slot and its day on the group's clock."""
    return f"{slot_id.hex}.{day}"


def _waiting_reminders(slot_id: UUID) -> Any:
    waiting = OutboxMail.objects.filter(kind=REMINDER, state=OutboxMail.State.WAITING)
    return waiting.filter(period_key__startswith=f"{slot_id.hex}.")


def _reschedule(slot: MeetingSlot) -> None:
    """Drops what waits of the old time and turns to the next meeting of the new one."""
    people = slot.group.memberships.values("person")
    _waiting_reminders(slot.pk).filter(person__in=people).delete()
    slot.wait_for_meeting_after(timezone.now())
    slot.save()
