"""Reminders before a meeting: written into the outbox a good day ahead, looked at once more when they are sent.

Nobody is ever named in them, neither who comes nor who has not answered.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.batches import until_none_is_due
from core.dates import local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.models import OutboxMail
from groups import meeting_times
from groups.actions import REMINDER, period_key
from groups.breaks import is_resting, rests
from groups.group_mails import Standing
from groups.mail_frame import framed
from groups.models import CheckIn, MeetingSlot, Membership

BATCH = 500
TEMPLATE = "groups/mail/checkin_reminder"


def write_due_reminders(now: datetime | None = None) -> int:
    """Puts the reminders of every due meeting into the outbox; returns how many meetings were handled."""
    return until_none_is_due(lambda: write_batch(now or timezone.now()))


@transaction.atomic
def write_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch of due slots: one indexed query finds them, and the number of queries does not grow with them."""
    due = MeetingSlot.objects.with_reminder_due(now).select_for_update(skip_locked=True, of=("self",))
    slots = list(due.select_related("group")[:limit])
    if not slots:
        return 0
    coming = [slot for slot in slots if slot.next_meeting_at > now]  # after a long sleep a meeting may be over
    enqueue_all(rows_for(coming))
    for slot in slots:
        slot.wait_for_meeting_after(max(now, slot.next_meeting_at))
    MeetingSlot.objects.bulk_update(slots, ["next_meeting_at", "next_reminder_at"])
    return len(slots)


def rows_for(slots: Sequence[MeetingSlot]) -> Iterable[OutboxMail]:
    """A row for every member who has not answered and wants to be reminded."""
    if not slots:
        return
    members = Membership.objects.taking_part().filter(group__in={slot.group_id for slot in slots})
    members = members.filter(person__has_checkin_reminders=True, person__is_active=True).select_related("person")
    by_group: dict[UUID, list[Membership]] = {}
    for member in members:
        by_group.setdefault(member.group_id, []).append(member)
    days = {slot.pk: slot.group.today(slot.next_meeting_at) for slot in slots}
    answered, found = answers_to(days.items()), rests({slot.group_id for slot in slots}, days.values())
    for slot in slots:
        day = days[slot.pk]
        for member in by_group.get(slot.group_id, ()):
            is_answered = (slot.pk, day, member.person_id) in answered
            if not is_answered and not is_resting(found, slot.group_id, day, member.person_id):
                yield reminder_row(slot, day, member.person)


def reminder_row(slot: MeetingSlot, day: date, person: Any) -> OutboxMail:
    """One person's reminder of one meeting; the payload holds ids and the day."""
    due_at = meeting_times.reminder_at(slot.next_meeting_at, person.zone, person.quiet_from, person.quiet_until)
    return new_row(
        kind=REMINDER,
        person_id=person.pk,
        period_key=period_key(slot.pk, day),
        payload={"slot": str(slot.pk), "day": day.isoformat()},
        due_at=due_at,
    )


def answers_to(meetings: Iterable[tuple[UUID, date]]) -> set[tuple[UUID, date, UUID]]:
    """Slot, day and person of every answer to these meetings; one query."""
    pairs = set(meetings)
    rows = CheckIn.objects.filter(slot__in={slot for slot, _day in pairs}, day__in={day for _slot, day in pairs})
    return set(rows.values_list("slot", "day", "membership__person"))


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch in seven queries; whoever answered, left, rests or switched off meanwhile gets none."""
    now = timezone.now()
    meetings = {row.pk: (UUID(row.payload["slot"]), date.fromisoformat(row.payload["day"])) for row in rows}
    slots = MeetingSlot.objects.select_related("group").in_bulk({slot for slot, _day in meetings.values()})
    people = {row.person_id for row in rows}
    groups = {slot.group_id for slot in slots.values()}
    members = Membership.objects.taking_part().filter(person__in=people, group__in=groups)
    in_groups = set(members.values_list("group", "person"))
    answered = answers_to(meetings.values())
    found, standing = rests(groups, [day for _slot, day in meetings.values()]), Standing(rows, now)
    mails: dict[Any, RenderedMail | Skip] = {}
    for row in rows:
        slot_id, day = meetings[row.pk]
        slot = slots.get(slot_id)
        if slot is None or (slot.group_id, row.person_id) not in in_groups:
            mails[row.pk] = Skip("not in the group any more")
        elif (slot_id, day, row.person_id) in answered:
            mails[row.pk] = Skip("answered")
        elif slot.weekday != day.weekday() or slot.meeting_on(day) <= now:
            mails[row.pk] = Skip("the meeting is over or moved")
        elif is_resting(found, slot.group_id, day, row.person_id):
            mails[row.pk] = Skip("a break")
        elif reason := standing.why_not(row):
            mails[row.pk] = Skip(reason)
        else:
            standing.count(row)
            mails[row.pk] = mail_of(row.person, slot, slot.meeting_on(day), now)
    return mails


def mail_of(person: Any, slot: MeetingSlot, meeting_at: datetime, now: datetime) -> RenderedMail:
    """The mail in the person's language, on the person's clock. Its buttons change nothing: they open the page."""
    page = absolute(reverse("groups:detail", args=[slot.group_id])) + f"?meeting={slot.pk}&answer="
    with override(person.language):
        at = time_format(meeting_at.astimezone(person.zone).time(), "H:i")
        if local_day(meeting_at, person.zone) == local_day(now, person.zone):
            subject, sentence = _("Your group meets today"), _("%(group)s meets today at %(time)s.")
        else:
            subject, sentence = _("Your group meets tomorrow"), _("%(group)s meets tomorrow at %(time)s.")
        values = {
            "subject": subject,
            "sentence": sentence % {"group": slot.group.name, "time": at},
            "coming_url": f"{page}{CheckIn.Answer.COMING}",
            "short_url": f"{page}{CheckIn.Answer.SHORT_VERSION}",
            "not_url": f"{page}{CheckIn.Answer.NOT_TODAY}",
        }
    return framed(TEMPLATE, REMINDER, person, values)


def register() -> None:
    """Makes the reminder known to the outbox: at most once, and the only nudge of its day."""
    register_kind(
        MailKind(
            REMINDER,
            render,
            is_at_most_once=True,
            title=gettext_lazy("Mails of your groups"),
            switch_off={"has_checkin_reminders": False},
            opens="/groups/",
            keep_for=timedelta(days=1),
            options={"is_nudge": True},
        )
    )
