"""The sleep diary: one night, named by the day of waking."""

from datetime import date, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.actions import save_profile
from core.uuid7 import uuid7
from journal.actions import save_night
from journal.durations import night_words
from journal.forms_daily import saved_or_refused
from journal.forms_sleep import NightForm, initial_of
from journal.models import SleepDiaryEntry
from journal.night_times import CLOCKS, clock_shift, clocks_of, usual_clock

USUAL_NIGHTS = 14
DETAILS = ("into_bed", "out_of_bed", "sol_min", "awakenings", "waso_min")
QUICK = ("tried_to_sleep", "final_wake")

type Clocks = dict[str, time | None]


@consent_needed("sleep")
def form(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """The diary of the night that ended on `day`, today's when none is named."""
    person = request.user
    day = day or person.today()
    if day > person.today():
        raise Http404
    night = person.sleep_diary.filter(day=day).first()
    last = list(person.sleep_diary.filter(day__lt=day).order_by("-day")[:USUAL_NIGHTS])
    if request.method == "POST":
        posted = _with_usual(request.POST, _usual(person, last))
        diary = NightForm(posted, day=day, zone=person.zone, night=night)
        if diary.is_valid() and (saved := _saved(person, diary, night)):
            if "as_usual" in request.POST and _asks_usual(person, last):
                _keep_usual(person, saved)
            messages.success(request, _("Night saved."))
            return redirect("journal:day", day)
        return _page(request, diary, night, last, status=422)
    initial = initial_of(night) if night else {}
    return _page(request, NightForm(initial=initial, day=day, zone=person.zone, night=night), night, last)


def _saved(person: Any, diary: NightForm, night: SleepDiaryEntry | None) -> SleepDiaryEntry | None:
    object_id = night.pk if night else uuid7()
    return saved_or_refused(
        diary,
        lambda: save_night(person=person, object_id=object_id, data=diary.data_to_save(), existing=night),
    )


def _page(
    request: HttpRequest,
    diary: NightForm,
    night: SleepDiaryEntry | None,
    last: list[SleepDiaryEntry],
    status: int = 200,
) -> HttpResponse:
    person, day = request.user, diary.day
    usual = _usual(person, last)
    wants_details = any(getattr(each, name) is not None for each in (night, *last[:1]) if each for name in DETAILS)
    context = {
        "form": diary,
        "night": night,
        "day": day,
        "evening": day - timedelta(days=1),
        "shift": clock_shift(day, person.zone),
        "is_today": day == person.today(),
        "usual": usual,
        "asks_usual": not night and _asks_usual(person, last),
        "offers_usual": all(usual[name] for name in QUICK) and not all(diary[name].value() for name in QUICK),
        "is_open": wants_details or diary.is_bound,
        "words": night_words(night) if night else "",
    }
    return render(request, "journal/sleep_form.html", context, status=status)


def _with_usual(post: QueryDict, usual: Clocks) -> QueryDict:
    """What was posted; with the button for the usual times these fill what was left empty of the two quick ones."""
    if "usual" not in post:
        return post
    filled = post.copy()
    for name in QUICK:
        clock = usual[name]
        if clock and not filled.get(name):
            filled[name] = clock.strftime("%H:%M")
    return filled


def _usual(person: Any, last: list[SleepDiaryEntry]) -> Clocks:
    """The middle of the last nights' times; those of the profile stand in until there are nights."""
    clocks = [clocks_of(each) for each in last]
    read = {name: [clock for row in clocks if (clock := row[name])] for name in CLOCKS}
    return {name: usual_clock(read[name]) or _profile(person, name) for name in CLOCKS}


def _asks_usual(person: Any, last: list[SleepDiaryEntry]) -> bool:
    """Once: with the first night of somebody who has named no usual times."""
    return not last and not (person.usual_bed_time or person.usual_rise_time)


def _keep_usual(person: Any, night: SleepDiaryEntry) -> None:
    """The times of this night as the usual ones of the profile."""
    clocks = clocks_of(night)
    found = {"usual_bed_time": clocks["tried_to_sleep"], "usual_rise_time": clocks["final_wake"]}
    save_profile(person=person, changes={name: clock for name, clock in found.items() if clock})


def _profile(person: Any, name: str) -> time | None:
    return person.usual_bed_time if name in ("into_bed", "tried_to_sleep") else person.usual_rise_time
