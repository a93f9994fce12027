"""Session forms that were not saved yet: kept as they stand, for a reload, a killed tab or another device."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from journal.forms_training import WELLBEING, SessionForm
from journal.models import Activity, TrainingSession, UnfinishedSession
from journal.session_clock import instant

KEPT = timedelta(days=7)
AT_ONCE = 10  # of one person; an older one gives way
NAMES = frozenset(
    {
        "exercise_form", "exercise", "id", "opened_at", "touched_at", "revision", "rest", "short", "go_on", "swapping",
        "planned_session",
    }
)  # fmt: skip
OF_EXERCISES = re.compile(r"\d{1,2}(-\d{1,2})?-[a-z]{2,8}(-typed)?", re.ASCII)
VALUE_MAX = 4000
BODY_MAX = 200_000  # characters of all names and values


class NotKept(Exception):
    """The form is not kept: it is over, older than what is kept, or too large."""


@transaction.atomic
def keep(*, person: User, session_id: UUID, data: QueryDict) -> UnfinishedSession:
    """Stores a form as it stands; the same one twice is once. NotKept for a saved session or an older revision.

    Another person's id is NotKept as well: nothing is said of what is there.
    """
    if TrainingSession.objects.filter(pk=session_id).exists():
        raise NotKept
    stored = UnfinishedSession.objects.select_for_update().filter(pk=session_id).first()
    if stored and (stored.person_id != person.pk or revision_of(stored.data) > revision_of(dict(data.lists()))):
        raise NotKept
    fields = kept_fields(person, data)
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > BODY_MAX:
        raise NotKept
    row, is_new = UnfinishedSession.objects.update_or_create(pk=session_id, defaults={"person": person, "data": fields})
    if is_new:
        oldest = person.unfinished_sessions.order_by("-updated_at").values_list("pk", flat=True)[AT_ONCE:]
        discard(person=person, session_ids=list(oldest))
    return row


def kept_fields(person: User, data: QueryDict) -> dict[str, list[str]]:
    """The fields of a session form, no others; what belongs to well-being only with its consent."""
    hidden = set() if person.has_consent("wellbeing") else set(WELLBEING)
    names = NAMES | {*SessionForm.base_fields} - hidden
    may_note = not hidden
    return {
        name: [value[:VALUE_MAX].replace("\0", "") for value in values]
        for name, values in data.lists()
        if name in names or (OF_EXERCISES.fullmatch(name) and (may_note or not name.endswith("-note")))
    }


def revision_of(fields: dict[str, Any]) -> int:
    """How often the form had been kept."""
    text = str((fields.get("revision") or ["0"])[0])
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def form_of(row: UnfinishedSession) -> QueryDict:
    """What the form would send."""
    data = QueryDict(mutable=True)
    for name, values in row.data.items():
        data.setlist(name, values)
    data["id"] = str(row.pk)
    return data


def newest_unfinished(person: Any) -> QuerySet[UnfinishedSession]:
    """Forms that can go on, newest first: those whose session was not saved."""
    saved = TrainingSession.objects.filter(pk=OuterRef("pk"))
    return UnfinishedSession.objects.filter(~Exists(saved), person=person).order_by("-updated_at", "pk")


def unfinished_of(person: User) -> list[dict[str, Any]]:
    """What is told of each; one query."""
    rows = newest_unfinished(person).values_list("pk", "data")
    return [told for row in rows for told in told_unfinished(*row)]


def told_unfinished(session_id: UUID, data: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Id, name, how many sets are ticked and when something was noted last; nothing of a form without an activity."""
    activity = (data.get("activity") or [""])[0]
    if activity not in Activity.values:
        return []
    title = (data.get("title") or [""])[0]
    ticked = sum(1 for name in data if name.endswith("-done"))
    touched = instant((data.get("touched_at") or [""])[0], timezone.now())
    name = title or str(Activity(activity).label)
    return [{"id": session_id, "title": name, "sets": ticked, "touched_at": touched}]


def discard(*, person: User, session_ids: Iterable[UUID]) -> int:
    """Forgets forms, since they were saved or thrown away; how many."""
    return person.unfinished_sessions.filter(pk__in=list(session_ids)).delete()[0]


def forget_old(now: datetime) -> int:
    """Those that nobody touched for a week."""
    return UnfinishedSession.objects.filter(updated_at__lt=now - KEPT).delete()[0]
