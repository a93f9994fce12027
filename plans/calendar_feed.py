"""The calendar of a person's plan at a secret address: made, changed, switched off, and written out."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.models import User
from core.dates import Week
from core.mail import absolute
from journal.actions import PSQI_APART_DAYS
from journal.models import PsqiSheet
from plans.ics import Event, calendar
from plans.models import CalendarFeed, PlannedSession

SECRET_BYTES = 16
BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=8)
SHOWN = (PlannedSession.State.PLANNED, PlannedSession.State.DONE)
NOTE_EVERY = timedelta(days=PSQI_APART_DAYS)
COLUMNS = ("plan_id", "day", "key", "state", "planned_minutes", "updated_at")

more_events: list[Callable[[User, date, date], Iterable[Event]]] = []
"""Filled by the layers above when they start: what of theirs lies between two days, with neutral titles."""


def renew_feed(person: User) -> str:
    """Gives the address, whose secret cannot be read again; an older address ends at once."""
    secret = secrets.token_hex(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret_hash": secret_hash(secret), "created_at": timezone.now()}
    )
    return absolute(reverse("plans:calendar-feed", args=[secret]))


def end_feed(person: User) -> None:
    """From now on no address shows the calendar."""
    CalendarFeed.objects.filter(person=person).delete()


def secret_hash(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_of(secret: str) -> User | None:
    """Whose calendar a secret opens; nobody's once training may not be stored any more."""
    people = User.objects.filter(calendar_feed__secret_hash=secret_hash(secret), is_active=True)
    return people.filter(consents__category="training", consents__withdrawn_at=None).first()


def feed_of(person: User) -> str:
    """Tasks, meetings and the next note, four weeks back and eight ahead, in the person's language; three queries.

    Titles are neutral, since calendars are shown to others: no programme, no exercise, nothing of health.
    """
    today = person.today()
    first, last = today - BACK, today + AHEAD
    with override(person.language):
        events = [*_tasks(person, first, last), *_notes(person, first, last)]
        for told in more_events:
            events += told(person, first, last)
        return calendar(events, name=pgettext("name of the calendar", "Training plan"), product=settings.SITE_HOST)


def _tasks(person: User, first: date, last: date) -> Iterator[Event]:
    rows = person.planned_sessions.filter(day__range=(first, last), state__in=SHOWN).order_by("day", "key", "id")
    url = absolute(reverse("plans:week"))
    for plan_id, day, key, state, minutes, changed_at in rows.values_list(*COLUMNS):
        title = _title(minutes, is_done=state == PlannedSession.State.DONE)
        yield Event(uid(plan_id, Week.of(day), key), day, title, url, changed_at)


def _notes(person: User, first: date, last: date) -> Iterator[Event]:
    """The day from which the next PSQI can be taken, of whoever takes it; it is called a note."""
    agreed = {"person__consents__category": "sleep", "person__consents__withdrawn_at": None}
    sheets = PsqiSheet.objects.filter(person=person, **agreed).order_by("-taken_on")
    for pk, taken_on, changed_at in sheets.values_list("pk", "taken_on", "updated_at")[:1]:
        if first <= (day := taken_on + NOTE_EVERY) <= last:
            uid_of_note = f"{pk.hex}@{settings.SITE_HOST}"
            yield Event(uid_of_note, day, _("Time for your note"), absolute(reverse("reviews:home")), changed_at)


def uid(plan_id: UUID, week: Week, key: str) -> str:
    """The same for a task that moves within its week or is laid out again."""
    return f"{plan_id.hex}-{week.monday:%Y%m%d}-{key.lower()}@{settings.SITE_HOST}"


def _title(minutes: int, *, is_done: bool) -> str:
    if is_done:
        return pgettext("title in the calendar", "Training, done")
    return _("Training, %(minutes)d min") % {"minutes": minutes}
