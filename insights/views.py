"""The Trends tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR

from insights.panels import trends_of

SPANS = (4, 12)


def trends(request: HttpRequest) -> HttpResponse:
    """The calendar of 28 days and small multiples over 4 or 12 weeks."""
    weeks = 12 if request.GET.get("weeks") == "12" else 4
    context = {"weeks": weeks, "spans": SPANS, "weekdays": _weekdays(), **trends_of(request.user, weeks)}
    return render(request, "insights/trends.html", context)


def _weekdays() -> list[str]:
    """The weekdays in one letter or sign, Monday first; Chinese names end in the one that differs."""
    return [str(name)[-1] if str(name)[0] in "周星" else str(name)[0] for name in WEEKDAYS_ABBR.values()]
