"""The Trends tab: patterns of the last weeks, a month as a calendar, the load of one week."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.dates import Week
from insights.load_page import load_of
from insights.month import month_of
from insights.overview import SPANS, trends_of


@require_safe
def trends(request: HttpRequest) -> HttpResponse:
    """The calendar of 28 days and small multiples over 4, 12 or 52 weeks."""
    wanted = request.GET.get("weeks", "")
    weeks = int(wanted) if wanted in map(str, SPANS) else SPANS[0]
    context = {"weeks": weeks, "spans": SPANS, "language": get_language(), **trends_of(request.user, weeks)}
    return render(request, "insights/trends.html", context)


@require_safe
def load(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """The load of the week that holds `day`: this week's without one, never of a week to come."""
    today = request.user.today()
    if day and day > today:
        raise Http404
    return render(request, "insights/load.html", load_of(request.user, Week.of(day or today), today))


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """On to the current month."""
    today = request.user.today()
    return redirect("insights:month", today.year, today.month)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month as a calendar; months to come are not found."""
    today = request.user.today()
    if not (year >= 1900 and 1 <= month <= 12) or (year, month) > (today.year, today.month):
        raise Http404
    return render(request, "insights/month.html", month_of(request.user, date(year, month, 1), today))
