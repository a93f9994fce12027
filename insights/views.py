"""The Trends tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.dates import Week
from core.templatetags.ui import weekday_letter
from insights.panels import trends_of

SPANS = (4, 12, 52)


def trends(request: HttpRequest) -> HttpResponse:
    """The calendar of 28 days and small multiples over 4, 12 or 52 weeks."""
    wanted = request.GET.get("weeks", "")
    weeks = int(wanted) if wanted in map(str, SPANS) else SPANS[0]
    context = {
        "weeks": weeks,
        "spans": SPANS,
        "weekdays": [weekday_letter(day) for day in Week.of(request.user.today()).days],
        **trends_of(request.user, weeks),
    }
    return render(request, "insights/trends.html", context)
