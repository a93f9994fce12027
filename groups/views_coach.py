"""The coach's pages: whom to look at, one person, a suggestion (S10, S11). None answers without a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.factors import second_factor_needed
from groups import access_coach, coaching, granting, looks
from groups.coach_figures import figures_of, seen_by
from groups.coach_member import body_of
from groups.coach_page import counts_in_words, sections_of
from groups.coach_review import card_of, review_of
from groups.models import AccessLogEntry
from groups.triage import reasons
from plans.offered import offered
from plans.words import shown


def coach_only(view: Callable[..., HttpResponse]) -> Any:
    """For whoever coaches a group, agrees to take part in groups and has a second factor; others find no page."""

    with_factor: Any = consent_needed("social")(second_factor_needed(view))  # type: ignore[arg-type]

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_coach:
            raise Http404
        return with_factor(request, *args, **kwargs)

    return ask_first


@require_safe
@coach_only
def review(request: HttpRequest) -> HttpResponse:
    """Everybody whom the person coaches, the longest unanswered first."""
    now = timezone.now()
    groups = access_coach.coachings(request.user).select_related("group").order_by("group__name", "pk")
    context = {"review": review_of(request.user, now, request.GET.get("show", "")), "groups": groups}
    return render(request, "groups/coach_review.html", context)


@require_safe
@coach_only
def person(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One of them: the default view, and what they granted."""
    now = timezone.now()
    one = access_coach.sight(request.user, member_id, now)
    figures = figures_of([one])
    mine = figures[one.member.pk]
    body = body_of(one, mine)
    looks.note_looks([(one, one.streams)], place=AccessLogEntry.Place.PERSON, now=now)
    context = {
        "one": one,
        "body": body,
        "card": card_of(one, mine, reasons(seen_by([one], figures)[one.member.pk])),
        "sections": sections_of(one, body, mine.plans),
        "counts": counts_in_words(body["done"], body["planned"]),
        "figures": mine,
        "choices": coaching.choices_of(one, mine.plans),
        "starters": coaching.STARTERS,
        "waiting": coaching.waiting(one, one.today),
    }
    return render(request, "groups/coach_person.html", context)


@require_POST
@coach_only
def propose(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Suggests a change; nothing changes before the member accepts it."""
    one = access_coach.sight(request.user, member_id, timezone.now())
    try:
        coaching.propose_change(one=one, choice=request.POST.get("choice", ""), plan_id=request.POST.get("plan", ""))
        messages.success(request, _("Suggested. Nothing changes unless they accept."))
    except coaching.NotPossible:
        messages.info(request, _("This cannot be suggested now."))
    return redirect("groups:coach-person", member_id)


@require_POST
@coach_only
def give_up(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A coach gives back what they need no more; only the member can show it again."""
    one = access_coach.sight(request.user, member_id, timezone.now())
    stream = request.POST.get("stream", "")
    if stream not in one.streams:
        raise Http404
    granting.take_back(person=one.member.person, coach=one.coach, stream=stream)
    messages.success(request, _("Given back. You do not see it any more."))
    return redirect("groups:coach-person", member_id)


@coach_only
def offer(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Asks a group whether its members want to follow a programme."""
    mine = get_object_or_404(access_coach.coachings(request.user).select_related("group"), group=group_id)
    if request.method == "POST":
        try:
            coaching.offer_programme(coach=mine, programme=request.POST.get("programme", ""))
        except coaching.NotPossible as error:
            raise Http404 from error
        messages.success(request, _("Asked. Each member starts it or says no, and you see who follows it."))
        return redirect("groups:coach-review")
    language = get_language()
    rows = [
        {"id": name, "title": shown(one.title, language), "weeks": len(one.weeks)}
        for name, one in offered(request.user)
    ]
    return render(request, "groups/coach_offer.html", {"group": mine.group, "programmes": rows})
