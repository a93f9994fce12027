"""The meetings of a person's groups for their own calendar: a day and an hour, no name of a group or a member."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.clocks import instant
from core.dates import local_day
from core.mail import absolute
from groups.meeting_times import meeting_after
from groups.models import MeetingSlot
from plans.ics import Event

COLUMNS = ("pk", "weekday", "time", "group__time_zone", "created_at")


def meetings_of(person: User, first: date, last: date) -> Iterator[Event]:
    """Those from today to `last` on the person's clock, of groups in which they take part; one query."""
    mine = {"group__memberships__person": person, "group__memberships__person__consents__category": "social"}
    mine |= {"group__memberships__person__consents__withdrawn_at": None}
    url, begin = absolute(reverse("groups:list")), instant(max(first, person.today()), time(0), person.zone)
    for pk, weekday, at, zone, created_at in MeetingSlot.objects.filter(**mine).order_by("pk").values_list(*COLUMNS):
        meets = meeting_after(begin - timedelta(seconds=1), ZoneInfo(zone), weekday, at)
        while local_day(meets, person.zone) <= last:
            local = meets.astimezone(person.zone)
            title = _("Meeting, %(time)s") % {"time": f"{local:%H:%M}"}
            yield Event(f"{pk.hex}-{meets:%Y%m%d}@{settings.SITE_HOST}", local.date(), title, url, created_at)
            meets = meeting_after(meets, ZoneInfo(zone), weekday, at)
