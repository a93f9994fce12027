"""Agreeing to be part of the group's number, and working it out once for each week."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper
from django.utils import timezone

from core.batches import until_none_is_due
from core.dates import Week
from groups import figures
from groups.models import Group, Membership, is_consented
from journal.models import TrainingSession

BATCH = 200


@transaction.atomic
def start_counting(*, membership: Membership) -> None:
    """From the next Monday on; in another group the person counts no more. Agreeing twice changes nothing."""
    if membership.counts_from:
        return
    group = Group.objects.select_for_update().get(pk=membership.group_id)
    Membership.objects.filter(person=membership.person_id).update(counts_from=None, counts_text="")
    membership.counts_from = figures.counts_from(group.today(timezone.now()))
    membership.counts_text = figures.TEXT_VERSION
    membership.save(update_fields=["counts_from", "counts_text"])
    if group.figure_due_at is None:
        group.figure_due_at = figures.due_after(Week(membership.counts_from), group.zone)
        group.save(update_fields=["figure_due_at"])


@transaction.atomic
def stop_counting(*, membership: Membership) -> None:
    """At once: also the week that runs, and one that has ended but is not summed up yet."""
    membership.counts_from, membership.counts_text = None, ""
    membership.save(update_fields=["counts_from", "counts_text"])


def sum_up_due_weeks(now: datetime | None = None) -> int:
    """Works out the number of every group whose time has come; returns how many groups were looked at."""
    return until_none_is_due(lambda: sum_up_batch(now or timezone.now()))


@transaction.atomic
def sum_up_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch in four queries. A week that was looked at stays as it is, however members come and go."""
    due = Group.objects.select_for_update(skip_locked=True).filter(figure_due_at__lte=now).order_by("figure_due_at")
    groups = list(due[:limit])
    if not groups:
        return 0
    weeks = {group.pk: figures.week_due(now, group.zone) for group in groups}
    agreed = members_who_agreed(groups)
    done = sessions_of([row.person_id for rows in agreed.values() for row in rows], list(weeks.values()))
    for group in groups:
        week, rows = weeks[group.pk], agreed.get(group.pk, [])
        if group.figure_week is None or group.figure_week < week.monday:
            counted = [row for row in rows if row.is_counted and row.counts_from <= week.monday]
            group.figure_week = week.monday
            group.figure_sessions = figures.figure([done[row.person_id, week.monday] for row in counted])
        group.figure_due_at = figures.due_after(week.plus(1), group.zone) if rows else None
    Group.objects.bulk_update(groups, ["figure_week", "figure_sessions", "figure_due_at"])
    return len(groups)


def members_who_agreed(groups: Sequence[Group]) -> dict[UUID, list[Any]]:
    """Who of each group agreed; `is_counted` where groups and training may be used now; one query."""
    may_be_used = ExpressionWrapper(is_consented() & is_consented(category="training"), BooleanField())
    rows = Membership.objects.filter(group__in=groups, counts_from__isnull=False, person__is_active=True)
    found: dict[UUID, list[Any]] = {}
    for row in rows.annotate(is_counted=may_be_used):
        found.setdefault(row.group_id, []).append(row)
    return found


def sessions_of(people: Sequence[UUID], weeks: Sequence[Week]) -> Counter[tuple[Any, date]]:
    """How many sessions each did in each week, by person and Monday; one query."""
    rows = TrainingSession.objects.filter(person__in=people, day__gte=min(weeks).monday, day__lte=max(weeks).sunday)
    return Counter((person, Week.of(day).monday) for person, day in rows.values_list("person", "day"))
