"""A member switches a stream on or off for one coach, and what closes it without their tap."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core.clocks import instant
from core.dates import Week, local_day
from core.uuid7 import uuid7
from groups.grant_terms import ASKED_BEFORE, usual_end
from groups.grant_texts import current_version
from groups.meeting_times import meeting_after
from groups.models import AccessLogEntry, Grant, Membership, ProgrammeOffer, Stream
from groups.models.sharing import CATEGORY_OF
from plans.models import PlanProposal
from plans.offered import still_there
from plans.proposal_rows import COACH

ASKED_AT = time(17)
DIGEST_AT = (0, time(7, 30))
"""Weekday and hour of the coach's weekly mail, on the coach's own clock."""


@transaction.atomic
def give(*, person: Any, coach: Membership, stream: str, language: str, grant_id: UUID | None = None) -> Grant:
    """Shows the stream to the coach from now on; one that is open is renewed by a new receipt."""
    mine = Membership.objects.select_for_update().get(person=person, group=coach.group_id)
    now = timezone.now()
    today = local_day(now, person.zone)
    _close(Grant.objects.filter(membership=mine, coach=coach, stream=stream))
    ends_on = usual_end(today, shared_programme_ends(person, mine, today))
    return Grant.objects.create(
        pk=grant_id or uuid7(),
        person=person,
        membership=mine,
        coach=coach,
        coach_name=coach.person.name,
        stream=Stream(stream),
        text_version=current_version(stream),
        language=language,
        given_at=now,
        given_on=today,
        ends_on=ends_on,
        ask_at=asks_at(person, ends_on),
    )


@transaction.atomic
def take_back(*, person: Any, coach: Membership, stream: str) -> None:
    """The coach's next request shows it no more."""
    _close(Grant.objects.filter(person=person, coach=coach, stream=stream))
    if stream == Stream.PLAN:
        forget_proposals(person)


def asks_at(person: Any, ends_on: date) -> datetime:
    """When the member is asked whether to go on: a week before the end, late in the afternoon on their clock."""
    return instant(ends_on - ASKED_BEFORE, ASKED_AT, person.zone)


def shared_programme_ends(person: Any, membership: Membership, today: date) -> date | None:
    """The last Sunday of the programme that a coach of the group offered and the person follows; None without one."""
    offered = ProgrammeOffer.objects.filter(membership=membership).values("programme")
    plans = list(person.plans.running().filter(programme__in=offered))
    programmes = still_there({plan.programme for plan in plans}, person) if plans else {}
    ends = [
        Week.of(max(today, plan.starts_on)).plus(len(programmes[plan.programme].weeks) - plan.programme_week).sunday
        for plan in plans
        if plan.programme in programmes
    ]
    return max(ends, default=None)


def close_with(membership: Membership) -> None:
    """Somebody leaves: what they gave or held ends."""
    _close(Grant.objects.filter(Q(membership=membership) | Q(coach=membership)))
    forget_proposals(membership.person)


def close_held(membership: Membership) -> None:
    """Another role: what was granted to the coach ends, and does not come back with the role."""
    _close(Grant.objects.filter(coach=membership))


def close_between(one: Any, other: Any) -> None:
    """One of the two blocks the other: what either showed the other ends."""
    shown = Q(person=one, coach__person=other) | Q(person=other, coach__person=one)
    _close(Grant.objects.filter(shown))


def close_withdrawn(person: Any, category: str) -> None:
    """After a consent was withdrawn: giving it again does not open what was granted before."""
    streams = [stream for stream, of in CATEGORY_OF.items() if of == category]
    _close(Grant.objects.filter(person=person, stream__in=streams))
    if category == "social":
        _close(Grant.objects.filter(Q(person=person) | Q(coach__person=person)))
        forget_proposals(person)


def forget_coach(person: Any, category: str | None) -> None:
    """Before an account goes: the log and the receipts of others say no longer who it was."""
    if category is None:
        AccessLogEntry.objects.forget_name_of(person)
        Grant.objects.filter(coach__person=person).update(coach_name="")


def forget_proposals(person: Any) -> None:
    """What a coach proposed and nobody answered."""
    PlanProposal.objects.filter(person=person, rule=COACH, state=PlanProposal.State.OPEN).delete()


def note_coaching(people: list[Any]) -> None:
    """Keeps the person's own mark in line: whether they coach a group."""
    coaches = Membership.objects.filter(person=OuterRef("pk"), role=Membership.Role.COACH)
    people_now = User.objects.filter(pk__in=people).annotate(coaches=Exists(coaches))
    for person in people_now:
        if person.is_coach != person.coaches:  # type: ignore[attr-defined]
            person.is_coach = person.coaches  # type: ignore[attr-defined]
            person.next_digest_at = next_digest(person, timezone.now()) if person.is_coach else None
            person.save(update_fields=["is_coach", "next_digest_at"])


def next_digest(person: User, now: datetime) -> datetime:
    """The next Monday 07:30 on the coach's own clock."""
    return meeting_after(now, person.zone, *DIGEST_AT)


def _close(rows: "QuerySet[Grant]") -> None:
    rows.filter(revoked_at=None).update(revoked_at=timezone.now(), ask_at=None)
