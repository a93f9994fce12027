"""The morning after a meeting: a word to those who could do something for somebody who asked for a nudge.

It goes out only where somebody of the group said so themselves, and names nobody; whoever was absent is not looked at.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.batches import until_none_is_due
from core.clocks import after_quiet
from core.dates import local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.models import OutboxMail
from groups.actions import MORNING, period_key
from groups.breaks import is_resting, rests
from groups.group_mails import Standing
from groups.mail_frame import framed
from groups.models import Distance, MeetingSlot, Membership
from groups.nudges import asking_in

BATCH = 500
TOO_LATE = timedelta(hours=10)
TEMPLATE = "groups/mail/morning_after"


def write_due_mornings(now: datetime | None = None) -> int:
    """Every due morning, batch by batch; returns how many meetings were handled."""
    return until_none_is_due(lambda: write_batch(now or timezone.now()))


@transaction.atomic
def write_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch of due slots: one indexed query finds them, and the number of queries does not grow with them."""
    due = MeetingSlot.objects.with_morning_due(now).select_for_update(skip_locked=True, of=("self",))
    slots = list(due.select_related("group")[:limit])
    if not slots:
        return 0
    enqueue_all(rows_for([slot for slot in slots if now - slot.next_morning_at < TOO_LATE]))
    for slot in slots:
        slot.wait_for_morning_after(max(now, slot.next_morning_at))
    MeetingSlot.objects.bulk_update(slots, ["next_morning_at"])
    return len(slots)


def rows_for(slots: Sequence[MeetingSlot]) -> Iterable[OutboxMail]:
    """A row for every member of a group in which another one asks for a nudge."""
    if not slots:
        return
    days = {slot.pk: slot.group.today(slot.next_morning_at) for slot in slots}
    groups = {slot.group_id for slot in slots}
    asking = asking_in(groups, days.values())
    members = Membership.objects.taking_part().filter(group__in=asking, person__is_active=True)
    members = members.filter(person__has_checkin_reminders=True).select_related("person")
    found = rests(groups, [day - timedelta(days=1) for day in days.values()] + list(days.values()))
    by_group: dict[UUID, list[Membership]] = {}
    for member in members:
        by_group.setdefault(member.group_id, []).append(member)
    for slot in slots:
        day = days[slot.pk]
        if is_resting(found, slot.group_id, day - timedelta(days=1)):
            continue
        for member in by_group.get(slot.group_id, ()):
            rests_now = is_resting(found, slot.group_id, day, member.person_id)
            if asking[slot.group_id] - {member.person_id} and not rests_now:
                yield morning_row(slot, day, member.person)


def morning_row(slot: MeetingSlot, day: date, person: Any) -> OutboxMail:
    """One person's row: nine o'clock of the group, or the end of their own quiet hours."""
    due_at = after_quiet(slot.next_morning_at, person.zone, person.quiet_from, person.quiet_until)
    return new_row(
        kind=MORNING,
        person_id=person.pk,
        period_key=period_key(slot.pk, day),
        payload={"slot": str(slot.pk), "day": day.isoformat()},
        due_at=due_at,
    )


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch; whoever left, rests or switched off meanwhile gets none, nor where nobody asks any more."""
    now = timezone.now()
    mornings = {row.pk: (UUID(row.payload["slot"]), date.fromisoformat(row.payload["day"])) for row in rows}
    slots = MeetingSlot.objects.select_related("group").in_bulk({slot for slot, _day in mornings.values()})
    groups, days = {slot.group_id for slot in slots.values()}, [day for _slot, day in mornings.values()]
    people = {row.person_id for row in rows}
    members = Membership.objects.taking_part().filter(person__in=people, group__in=groups)
    in_groups, asking = set(members.values_list("group", "person")), asking_in(groups, days)
    apart, found, standing = apart_from(people), rests(groups, days), Standing(rows, now)
    mails: dict[Any, RenderedMail | Skip] = {}
    for row in rows:
        slot, day = slots.get(mornings[row.pk][0]), mornings[row.pk][1]
        if slot is None or (slot.group_id, row.person_id) not in in_groups:
            mails[row.pk] = Skip("not in the group any more")
        elif not asking.get(slot.group_id, set()) - {row.person_id} - apart.get(row.person_id, set()):
            mails[row.pk] = Skip("nobody asks")
        elif local_day(now, slot.group.zone) != day or is_resting(found, slot.group_id, day, row.person_id):
            mails[row.pk] = Skip("too late or a break")
        elif reason := standing.why_not(row):
            mails[row.pk] = Skip(reason)
        else:
            standing.count(row)
            mails[row.pk] = mail_of(row.person, slot, slot.meeting_on(day - timedelta(days=1)), now)
    return mails


def apart_from(people: set[UUID]) -> dict[UUID, set[UUID]]:
    """Of whom each of these people reads nothing; one query."""
    rows = Distance.objects.filter(person__in=people) | Distance.objects.filter(other__in=people)
    apart: dict[UUID, set[UUID]] = {}
    for person, other, kind in rows.values_list("person", "other", "kind"):
        apart.setdefault(person, set()).add(other)
        if kind == Distance.Kind.BLOCK:
            apart.setdefault(other, set()).add(person)
    return apart


def mail_of(person: Any, slot: MeetingSlot, met_at: datetime, now: datetime) -> RenderedMail:
    """The mail in the person's language, on the person's clock; it leads to the group, where those who asked stand."""
    day = local_day(met_at, person.zone)
    with override(person.language):
        if local_day(now, person.zone) - day == timedelta(days=1):
            subject = _("Your group met yesterday")
            sentence = _("%(group)s met yesterday. Somebody in it asked for a nudge.")
        else:  # the group's yesterday is another day where this member lives
            subject = _("Your group met")
            sentence = _("%(group)s met on %(day)s. Somebody in it asked for a nudge.")
        values = {
            "subject": subject,
            "sentence": sentence % {"group": slot.group.name, "day": date_format(day, "l")},
            "page_url": absolute(reverse("groups:detail", args=[slot.group_id])),
        }
    return framed(TEMPLATE, MORNING, person, values)


def register() -> None:
    """Makes the mail known to the outbox: at most once, and the only nudge of its day."""
    register_kind(
        MailKind(
            MORNING,
            render,
            is_at_most_once=True,
            title=gettext_lazy("Mails of your groups"),
            switch_off={"has_checkin_reminders": False},
            keep_for=timedelta(hours=12),
            options={"is_nudge": True},
        )
    )
