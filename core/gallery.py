"""Every component on one page, in development only: for looking at, and for the browser's checks."""

from datetime import time
from typing import NamedTuple

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from core import forms as ui

EFFORT_WORDS = {2: "easy", 3: "comfortable", 4: "a bit hard", 5: "hard", 7: "very hard"}
FRAME = '<svg viewBox="0 0 330 44" aria-hidden="true"><g class="{}">{}</g></svg>'
BAR = '<rect class="bar" x="{}" y="{}" width="26" height="{}" rx="4"/>'
GAP = '<rect class="gap" x="{}" y="38" width="26" height="5"/>'
DOT = '<circle class="dot" cx="{}" cy="{}" r="5"/>'
BARS = "".join([BAR.format(4, 12, 32), GAP.format(51), BAR.format(98, 6, 38), GAP.format(145), BAR.format(239, 16, 28)])
DOTS = "".join(DOT.format(x, y) for x, y in [(17, 26), (64, 30), (111, 16), (205, 20), (252, 12)])
LINE = '<path class="line" d="M17 26 64 30 111 16"/><path class="line" d="M205 20 252 12"/>'


class Day(NamedTuple):
    """One sample day of the week strip."""

    letter: str
    label: str
    value: int | None = None
    trained: bool = False
    slept: bool = False
    href: str = ""
    future: bool = False
    today: bool = False


class Chart(NamedTuple):
    """What `core/components/chart.html` shows."""

    title: str
    value: str
    svg: SafeString
    sentence: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Sample(forms.Form):
    """One field of each kind."""

    mark_optional = True
    name = forms.CharField(label="Name", help_text="Only you see it.")
    day = forms.DateField(label="Day", widget=ui.DateInput)
    bed = forms.TimeField(label="In bed", widget=ui.TimeInput, required=False)
    load = forms.FloatField(label="Load", widget=ui.Stepper(attrs={"step": 2.5, "min": 0}), initial=62.5)
    moved = forms.ChoiceField(
        label="This week",
        choices=[("moved", "I moved"), ("quiet", "Quiet week"), ("nudge", "Could use a nudge")],
        widget=ui.Chips,
    )
    tags = forms.MultipleChoiceField(
        label="What was around it?", required=False, widget=ui.ChipsMultiple,
        choices=[("slept", "slept well"), ("trained", "trained"), ("people", "people"), ("work", "work")],
    )  # fmt: skip
    often = forms.ChoiceField(
        label="How often?", widget=ui.Options, initial="1",
        choices=[("0", "Not during the past month"), ("1", "Less than once a week"), ("2", "Once or twice a week")],
    )  # fmt: skip
    effort = ui.RatingField(label="Effort (RPE)", low="rest", high="as hard as it gets", words=EFFORT_WORDS, initial=4)
    units = forms.ChoiceField(label="Units", choices=[("metric", "Kilograms"), ("imperial", "Pounds")])
    note = forms.CharField(label="One line, only if you want", widget=forms.Textarea, required=False)
    adult = forms.BooleanField(label="I am 16 or older")
    shared = forms.BooleanField(label="Share wins with the group", widget=ui.Switch, required=False, initial=True)
    mail = forms.EmailField(label="E-mail")


WEEK = [
    Day("M", "Monday, mood 6, trained 35 minutes, sleep noted", 6, trained=True, slept=True, href="#"),
    Day("T", "Tuesday, mood 0, sleep noted", 0, slept=True, href="#"),
    Day("W", "Wednesday, mood 8, trained 40 minutes", 8, trained=True, href="#"),
    Day("T", "Thursday, no mood, trained, sleep noted", trained=True, slept=True),
    Day("F", "Friday, mood 10, sleep noted", 10, slept=True, href="#", today=True),
    Day("S", "Saturday, still to come", future=True),
    Day("S", "Sunday, still to come", future=True),
]
MINUTES = (("Mon", "35"), ("Wed", "40"), ("Sat", "20"))
CHARTS = [
    Chart("Training, minutes", "95", SafeString(FRAME.format("c-train", BARS)), "", ("Day", "Minutes"), MINUTES),
    Chart(
        "Mood, 0–10", "6.2 · 5 entries", SafeString(FRAME.format("c-mood", LINE + DOTS)), "Mostly 5 to 8 (5 entries)."
    ),
]
SETS = [
    {"name": "W", "load": 40, "reps": 8, "done": True},
    {"name": "1", "load": 62.5, "reps": 5, "done": True},
    {"name": "2", "load": 62.5, "reps": 5, "done": False},
]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components; `?errors=1` shows the form with its errors."""
    form = Sample({"moved": "moved", "mail": "x"}) if "errors" in request.GET else Sample()
    dots = [day % 3 == 0 for day in range(28)]
    context = {"form": form, "week": WEEK, "charts": CHARTS, "sets": SETS, "dots": dots, "now": time(21, 4)}
    return render(request, "core/gallery.html", context)
