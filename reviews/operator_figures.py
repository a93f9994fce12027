"""Figures for the operator about how the product is used: worked out when asked for, kept nowhere, nobody in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteCount, User
from accounts.site_counts import counted
from core import charts
from core.models import OutboxMail
from core.nudges import nudge_kinds
from groups.models import Membership
from journal.entry_days import entry_days, first_writes
from journal.models import PsqiSheet
from reviews.keeping_on import FEWEST, POINTS, Share, half_life, returns, still_logging

MOST = 2000
COHORT = timedelta(days=540)
NEWLY = timedelta(days=90)
BY_INVITE = timedelta(days=1)
"""Whoever is in a group within a day of signing up came by its link."""
SHEETS_WEEKS, STOPS_WEEKS = 52, 12


@dataclass(frozen=True, slots=True)
class LoggingFigures:
    """What the page shows."""

    people: int
    still: list[tuple[int, Share]]
    half_life: int | None
    back: Share
    first_entry_seconds: int | None
    invited_seconds: int | None
    sheets: Share
    stops: int
    reminders: int

    @property
    def stops_per_1000(self) -> float | None:
        """None where too few went out for a figure."""
        return round(1000 * self.stops / self.reminders, 1) if self.reminders >= 100 else None

    @property
    def month(self) -> Share:
        """Who still logs after thirty days."""
        return dict(self.still)[30]


def logging_figures() -> LoggingFigures:
    """Eight queries, whatever the site's size: at most the 2,000 people who joined last are looked at."""
    now = timezone.now()
    people = User.objects.filter(is_demo=False, date_joined__gte=now - COHORT).order_by("-date_joined", "pk")
    joined = dict(people.values_list("pk", "date_joined")[:MOST])
    days, today = list(entry_days(joined).values()), now.date()
    everybody, invited = _until_first_entry({pk: at for pk, at in joined.items() if at >= now - NEWLY})
    return LoggingFigures(
        people=len(days),
        still=[(after, still_logging(days, today, after)) for after in POINTS],
        half_life=half_life(days, today),
        back=returns(days, today),
        first_entry_seconds=everybody,
        invited_seconds=invited,
        sheets=_sheets(now),
        stops=counted(SiteCount.Name.REMINDER_STOPPED, STOPS_WEEKS),
        reminders=_reminders(now),
    )


def _until_first_entry(joined: dict[Any, datetime]) -> tuple[int | None, int | None]:
    """Median seconds from signing up to the first entry: of all, and of those who came by a group's link."""
    first = first_writes(joined)
    members = Membership.objects.filter(person__in=joined).order_by().values("person").annotate(at=Min("joined_at"))
    entered = dict(members.values_list("person", "at"))
    seconds = {pk: (first[pk] - at).total_seconds() for pk, at in joined.items() if pk in first}
    invited = [of for pk, of in seconds.items() if pk in entered and entered[pk] - joined[pk] <= BY_INVITE]
    return _median(list(seconds.values())), _median(invited)


def _median(seconds: list[float]) -> int | None:
    return round(median(seconds)) if len(seconds) >= FEWEST else None


def _sheets(now: datetime) -> Share:
    """Of the questionnaires that were begun: how many were finished."""
    since = now - timedelta(weeks=SHEETS_WEEKS)
    answered = PsqiSheet.objects.filter(source="", person__is_demo=False, created_at__gte=since)
    finished = answered.exclude(provenance=PsqiSheet.Provenance.DIRECT_SCORE).count()
    return Share(finished, finished + counted(SiteCount.Name.SHEET_LEFT, SHEETS_WEEKS))


def _reminders(now: datetime) -> int:
    sent = OutboxMail.objects.filter(kind__in=nudge_kinds(), state=OutboxMail.State.SENT, person__is_demo=False)
    return sent.filter(sent_at__gte=now - timedelta(weeks=STOPS_WEEKS)).count()


def curve(still: list[tuple[int, Share]]) -> charts.Chart:
    """Who still logs after so many days; a point that rests on too few is a gap."""
    month = dict(still)[30].percent
    caption = charts.Caption(
        ident="still",
        title=_("Still logging"),
        description=_("The share of people who logged on that day or later, counted from their first entry."),
        headers=(_("Days after the first entry"), _("Share")),
        value=_("%(percent)s %% after 30 days") % {"percent": month} if month is not None else "",
        sentence=_("The share of people who logged on that day or later, counted from their first entry."),
        gap=_("too few people"),
    )
    labels = [str(after) for after, _share in still]
    values = [None if share.percent is None else float(share.percent) for _after, share in still]
    return charts.bars(
        values, labels, caption, show=lambda percent: f"{percent:.0f} %", top=100.0, ticks=labels, height=96
    )
