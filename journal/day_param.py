"""The day that a page fills in, named by `?day=` (an address holds days, never values)."""

from datetime import date, datetime, time

from django.http import HttpRequest


def instant_for(request: HttpRequest) -> datetime:
    """Now on the person's clock, without a zone, or noon of an earlier day that the address names."""
    now: datetime = request.user.local_now().replace(tzinfo=None, second=0, microsecond=0)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return now
    return now if day >= now.date() else datetime.combine(day, time(12))
