"""The pages of weekly reviews: one week, and the list of them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.dates import Week
from journal.sleep_report import week_rating
from plans.next_week import NextWeek, next_week_of
from plans.progress import WeekTotals, week_sessions
from plans.target_lines import TargetLine
from plans.targets_now import targets_now
from reviews import actions, sentences
from reviews.forms import AnswerForm
from reviews.models import WeeklyReview
from reviews.sharing import share_choices, share_wins
from reviews.week_charts import week_charts

PAGE = 26  # half a year


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """The weeks that were written, newest first."""
    rows = request.user.weekly_reviews.newest_first().only("id", "week_start", "facts", "answered_at")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    reviews = [(review, sentences.opening(review.facts)) for review in page]
    return render(request, "reviews/review_list.html", {"page": page, "reviews": reviews})


def review_detail(request: HttpRequest, monday: date) -> HttpResponse:
    """One week: a sentence, the small multiples, the facts, one thing for next week. A GET changes nothing."""
    if monday.weekday() != 0:
        raise Http404
    review = request.user.weekly_reviews.for_week(Week(monday)).first()
    if review is None:
        return _not_written(request, Week(monday))
    plans = next_week_of(request.user, review.week)
    form = _form(request, review, plans)
    if request.method == "POST" and form.is_valid():
        return _answered(request, review, form)
    context = page_context(request.user, review, form) | {"plans": plans}
    return render(request, "reviews/review_detail.html", context)


def _form(request: HttpRequest, review: WeeklyReview, plans: NextWeek | None) -> AnswerForm:
    initial = AnswerForm.initial_of(review, request.GET.get("next_week", ""))
    options: dict[str, Any] = {
        "initial": initial,
        "target": review.facts["tasks_planned"],
        "may_rate": request.user.has_consent("wellbeing"),
        "plans": plans,
    }
    return AnswerForm(request.POST, **options) if request.method == "POST" else AnswerForm(**options)


def _answered(request: HttpRequest, review: WeeklyReview, form: AnswerForm) -> HttpResponse:
    """Keeps the answer and the ticked shares; moving a day goes on to the plan."""
    actions.answer_review(person=request.user, review=review, answers=form.cleaned_data)
    share_wins(person=request.user, review=review, ticked=request.POST.getlist("share"))
    messages.success(request, _("Done for this week."))
    if review.next_week == WeeklyReview.NextWeek.MOVE:
        return redirect("plans:week")
    return redirect("reviews:detail", review.week_start)


def _not_written(request: HttpRequest, week: Week) -> HttpResponse:
    """Says when the review of the week comes; a week for which none will come is not found."""
    ready_at = actions.expected_at(request.user, week)
    if ready_at is None:
        raise Http404
    context = {"week": week, "ready_at": ready_at.astimezone(request.user.zone)}
    return render(request, "reviews/review_waiting.html", context)


def page_context(person: Any, review: WeeklyReview, form: AnswerForm) -> dict[str, Any]:
    """What the page of one review shows."""
    facts, sessions = review.facts, week_sessions(person, review.week)
    lines = target_lines(person, review, sessions)
    return {
        "review": review,
        "facts": facts,
        "opening": sentences.opening(facts),
        "second": sentences.second(facts),
        "charts": week_charts(person, review.week, facts, sessions),
        "lines": lines,
        "kinds_with_target": {line.kind for line in lines},
        "form": form,
        "shares": share_choices(person, review),
        "may_rate": person.has_consent("wellbeing"),
        **sleep_of(person, review),
    }


def target_lines(person: Any, review: WeeklyReview, sessions: list[Any]) -> list[TargetLine]:
    """How far the targets of that week came; what the review has as a figure of its own is told as it was sent."""
    told = {name: review.facts[name] for name in ("moderate_equivalent_minutes", "resistance_days")}
    totals = replace(WeekTotals.of(sessions), **told)
    return targets_now(person, review.week, review.week.sunday).lines(totals)


def sleep_of(person: Any, review: WeeklyReview) -> dict[str, Any]:
    """The week's own word for its sleep, asked for while it is due, and the last PSQI total with its day."""
    if not person.has_consent("sleep"):
        return {}
    sheets = person.psqi_sheets.filter(taken_on__lte=review.week.sunday, global_score__isnull=False)
    return {
        "sleep_week": week_rating(person, review.week),
        "last_psqi": sheets.order_by("-taken_on").only("taken_on", "global_score", "person").first(),
    }
