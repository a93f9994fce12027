"""The Trends tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR

from insights.panels import trends_of

SPANS = (4, 12, 52)


def trends(request: HttpRequest) -> HttpResponse:
    """The calendar of 28 days and small multiples over 4, 12 or 52 weeks."""
    wanted = request.GET.get("weeks", "")
    weeks = int(wanted) if wanted in map(str, SPANS) else SPANS[0]
    context = {"weeks": weeks, "spans": SPANS, "weekdays": _weekdays(), **trends_of(request.user, weeks)}
    return render(request, "insights/trends.html", context)


def _weekdays() -> list[str]:
    """The weekdays in one letter or sign, Monday first; Chinese names end in the one that differs."""
    return [str(name)[-1] if str(name)[0] in "周星" else str(name)[0] for name in WEEKDAYS_ABBR.values()]
