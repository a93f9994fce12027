"""The calendar of a person's plan at a secret address: made, changed, switched off, and written out."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.models import User
from core.dates import Week
from core.mail import absolute
from plans.ics import Event, calendar
from plans.models import CalendarFeed, PlannedSession

SECRET_BYTES = 16
BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=8)
SHOWN = (PlannedSession.State.PLANNED, PlannedSession.State.DONE)
COLUMNS = ("plan_id", "day", "key", "state", "planned_minutes", "updated_at")


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
    """Tasks that are planned or done, four weeks back and eight ahead, in the person's language; one query.

    Titles are neutral, since calendars are shown to others: no programme, no exercise, nothing of health.
    """
    today = person.today()
    rows = person.planned_sessions.filter(day__range=(today - BACK, today + AHEAD), state__in=SHOWN)
    url = absolute(reverse("plans:week"))
    with override(person.language):
        events = [
            Event(
                uid=uid(plan_id, Week.of(day), key),
                day=day,
                title=_title(minutes, is_done=state == PlannedSession.State.DONE),
                url=url,
                changed_at=changed_at,
            )
            for plan_id, day, key, state, minutes, changed_at in rows.order_by("day", "key", "id").values_list(*COLUMNS)
        ]
        return calendar(events, name=pgettext("name of the calendar", "Training plan"), product=settings.SITE_HOST)


def uid(plan_id: UUID, week: Week, key: str) -> str:
    """The same for a task that moves within its week or is laid out again."""
    return f"{plan_id.hex}-{week.monday:%Y%m%d}-{key.lower()}@{settings.SITE_HOST}"


def _title(minutes: int, *, is_done: bool) -> str:
    if is_done:
        return pgettext("title in the calendar", "Training, done")
    return _("Training, %(minutes)d min") % {"minutes": minutes}
