"""Three short questions after the first entry, each of which may be skipped: language, what for, when.

What for is stored nowhere: it only orders the programmes that are shown at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import save_profile
from accounts.models import User
from accounts.reminders import Channel, Choice, Kind, save_reminders
from plans.models import Plan

OFFERED_FOR = timedelta(days=7)
DONE = "first_steps_done"
HOURS = (time(7, 30), time(12, 30), time(17), time(19, 30))


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its answers, each a button of its own."""

    name: str
    question: Any
    help: Any
    options: Callable[[User], Sequence[tuple[str, Any]]]
    answer: Callable[[User, str], object]


def is_offered(request: HttpRequest) -> bool:
    """In the first week, until they were gone through or put away on this device."""
    is_new = timezone.now() - request.user.date_joined < OFFERED_FOR  # type: ignore[union-attr]
    return is_new and not request.session.get(DONE)


def first_step(request: HttpRequest, name: str) -> HttpResponse:
    """One question; an answer is stored and leads to the next, and so does "Skip"."""
    place = next((n for n, step in enumerate(STEPS) if step.name == name), None)
    if place is None:
        raise Http404
    step, options = STEPS[place], STEPS[place].options(request.user)
    why = request.GET.get("why", "")
    if request.method == "POST":
        chosen = request.POST.get("choice", "")
        if chosen in dict(options):
            step.answer(request.user, chosen)
            why = chosen if step.name == "why" else why
        return go_on(request, place + 1, why if why in Plan.Wish.values else "")
    context = {"step": step, "options": options, "place": place + 1, "steps": STEPS}
    return render(request, "reviews/first_step.html", context)


def go_on(request: HttpRequest, place: int, why: str) -> HttpResponse:
    """To the next question; after the last one to the programmes that fit, or to Today."""
    query = f"?{urlencode({'why': why})}" if why else ""
    if place < len(STEPS):
        return redirect(reverse("reviews:first-step", args=[STEPS[place].name]) + query)
    request.session[DONE] = True
    return redirect(f"{reverse('plans:programme-list')}?{urlencode({'wish': why})}" if why else "reviews:home")


def put_away(request: HttpRequest) -> HttpResponse:
    """Not now: Today does not offer them any more."""
    if request.method == "POST":
        request.session[DONE] = True
    return redirect("reviews:home")


def hours(person: User) -> list[tuple[str, Any]]:
    """The hours of day that are offered."""
    return [(f"{at:%H:%M}", time_format(at, "H:i")) for at in HOURS] + [("off", _("No reminder"))]


def remind_at(person: User, chosen: str) -> None:
    """On days with a task of a plan, at that hour."""
    channel, at = (Channel.OFF, HOURS[2]) if chosen == "off" else (Channel.MAIL, time.fromisoformat(chosen))
    save_reminders(person=person, chosen={Kind.PLAN_SESSION: Choice(channel, at)})


STEPS = (
    Step(
        "language",
        gettext_lazy("Which language?"),
        gettext_lazy("Pages, mails and programmes come in it."),
        lambda person: settings.LANGUAGES,
        lambda person, chosen: save_profile(person=person, changes={"language": chosen}),
    ),
    Step(
        "why",
        gettext_lazy("What do you want most?"),
        gettext_lazy("At the end you see programmes that fit it. Nothing of it is stored."),
        lambda person: Plan.Wish.choices,
        lambda person, chosen: None,
    ),
    Step(
        "when",
        gettext_lazy("When may we remind you?"),
        gettext_lazy("By mail, on days with an open task, at most one a day. You can change it in the settings."),
        hours,
        remind_at,
    ),
)
