"""The PSQI answer sheet, and a score entered directly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, DateInput, Options, TimeInput
from journal import psqi
from journal.models import PsqiSheet
from journal.psqi_items import COMPONENT_NAMES, KNOWS_REASON, LAST_FOUR, NAMES, asked, codes, number, ordered
from journal.psqi_pack import Pack
from journal.psqi_state import INTERVAL

ASK_BACK = {
    "time_in_bed_unusual": _(
        "Less than 3 or more than 14 hours in bed. Was one of the times meant for the other half of the day?"
    ),
    "efficiency_over_100": _("More sleep than time in bed. Please check the hours of sleep and both times."),
}
ERRORS = {"equal_times": _("Bed time and getting up are the same. Please check both.")}
HALF = "\N{VULGAR FRACTION ONE HALF}"
SLEEP_CHIPS = (240, 300, 330, 360, 390, 420, 450, 480, 540)
USUAL_TIMES = {"bed_time": "usual_bed_time", "rise_time": "usual_rise_time"}
RATED = tuple(item for item in ordered("quality_first") if item not in ("bed_time", "latency", "rise_time", "sleep"))


class TakenOnForm(forms.Form):
    """A day on which no other sheet lies within 28 days."""

    taken_on = forms.DateField(label=_("Day"), widget=DateInput)

    def __init__(self, *args: Any, person: Any, existing: PsqiSheet | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person, self.existing = person, existing
        self.fields["taken_on"].widget.attrs["max"] = person.today().isoformat()

    def clean_taken_on(self) -> date:
        day: date = self.cleaned_data["taken_on"]
        if day > self.person.today():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        others = self.person.psqi_sheets.exclude(pk=self.existing.pk if self.existing else None)
        near = others.filter(taken_on__gt=day - INTERVAL, taken_on__lt=day + INTERVAL).order_by("-taken_on").first()
        if near:
            said = gettext(
                "A sheet asks about the past month, and there is one of %(taken)s. The next is possible from %(day)s."
            )
            words = {
                "taken": date_format(near.taken_on, gettext("j F Y")),
                "day": date_format(near.taken_on + INTERVAL, gettext("j F Y")),
            }
            raise forms.ValidationError(said % words, code="too_soon")
        return day


class SheetForm(TakenOnForm):
    """18 items under their short names, or under the operator's licensed wording. Blanks are allowed."""

    provenance = forms.ChoiceField(
        label=_("I answer by"),
        widget=Chips,
        choices=[
            (PsqiSheet.Provenance.SHORT_NAMES, _("these short names")),
            (PsqiSheet.Provenance.OFFICIAL_FORM, _("the official form in my hand")),
        ],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Item 6 on that form is about"),
        widget=Chips,
        choices=[("quality_first", NAMES["quality"]), ("medication_first", NAMES["medication"])],
        required=False,
    )
    bed_time = forms.TimeField(required=False, widget=TimeInput(attrs={"class": "num wide"}))
    latency = forms.CharField(
        required=False, max_length=9, widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric"})
    )
    rise_time = forms.TimeField(required=False, widget=TimeInput(attrs={"class": "num wide"}))
    sleep_h = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=24,
        widget=forms.NumberInput(attrs={"class": "num", "inputmode": "numeric"}),
    )
    sleep_m = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=59,
        widget=forms.NumberInput(attrs={"class": "num", "inputmode": "numeric"}),
    )
    d_j_reason = forms.ChoiceField(label=NAMES["d_j_reason"], required=False, widget=Options, choices=KNOWS_REASON)
    confirmed = forms.BooleanField(label=_("Yes, it is right as it stands"), required=False)

    latency_chips = (5, 10, 15, 20, 30, 45, 60)

    def __init__(self, *args: Any, pack: Pack | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pack = pack
        self.doubts: list[Any] = []
        self.blanks: list[str] = []
        for item in RATED:
            pairs = list(enumerate(pack.codes[item])) if pack else codes(item)
            self.fields[item] = forms.TypedChoiceField(
                choices=pairs, coerce=int, empty_value=None, required=False, widget=Options
            )
        wanted = pack.order if pack else self["order"].value()
        self.item_order: str = wanted if wanted in LAST_FOUR else "quality_first"
        for item in ordered(self.item_order):
            shown: Any = self.fields["sleep_h" if item == "sleep" else item]
            shown.label = pack.texts[item] if pack else NAMES[item]

    @property
    def sleep_chips(self) -> list[tuple[int, int, str]]:
        """Hours, minutes, and both in a few signs: 6½ h."""
        pairs = [divmod(minutes, 60) for minutes in SLEEP_CHIPS]
        return [
            (hours, rest, gettext("%(hours)s h") % {"hours": f"{hours}{HALF if rest else ''}"}) for hours, rest in pairs
        ]

    @property
    def sheet(self) -> list[dict[str, Any]]:
        """The items in the order of the form, as the template prints them."""
        return [
            {
                "item": item,
                "number": "" if self.pack else number(item, self.item_order),
                "name": self.fields["sleep_h" if item == "sleep" else item].label,
                "field": self["sleep_h" if item == "sleep" else item],
                "is_rated": item in RATED or item == "d_j_reason",
                "is_blank": item in self.blanks,
                "usual": getattr(self.person, USUAL_TIMES[item], None) if item in USUAL_TIMES else None,
            }
            for item in asked(self.item_order)
        ]

    def clean_latency(self) -> float | list[float] | None:
        """Minutes, or a range such as 30-60."""
        text = self.cleaned_data["latency"].replace("–", "-").replace(",", ".").strip()
        if not text:
            return None
        try:
            ends = [float(end) for end in text.split("-")]
        except ValueError:
            ends = []
        if len(ends) not in (1, 2) or not all(0 <= end <= psqi.DAY_MIN for end in ends) or ends != sorted(ends):
            raise forms.ValidationError(_("Write minutes such as 20, or a range such as 30-60."), code="invalid")
        whole = [int(end) if end == int(end) else end for end in ends]
        return whole[0] if len(whole) == 1 else whole

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        scored = psqi.score(self.answers())
        for error in scored.errors:
            self.add_error(error.field if error.field in self.fields else None, ERRORS.get(error.code, error.message))
        if not data["confirmed"]:
            self.doubts = [ASK_BACK[flag] for flag in scored.flags if flag in ASK_BACK]
        self.blanks = [item for item, answer in self._answered().items() if answer is None and item != "d_j"]
        return data

    def answers(self) -> dict[str, Any]:
        """The answers under the names that are scored and stored."""
        given = self._answered()
        clocks = {name: given[name].strftime("%H:%M") if given[name] else None for name in ("bed_time", "rise_time")}
        rated = {item: given[item] for item in RATED}
        reason = bool(given["d_j"]) and self.cleaned_data["d_j_reason"] == "yes"
        return clocks | rated | {"latency_min": given["latency"], "sleep_min": given["sleep"], "d_j_reason": reason}

    def data_to_save(self) -> dict[str, Any]:
        kinds = PsqiSheet.Provenance
        chosen = kinds.LICENSED_PACK if self.pack else self.cleaned_data["provenance"] or kinds.SHORT_NAMES
        return {"taken_on": self.cleaned_data["taken_on"], "answers": self.answers(), "provenance": str(chosen)}

    def _answered(self) -> dict[str, Any]:
        data = self.cleaned_data
        hours, minutes = data.get("sleep_h"), data.get("sleep_m")
        sleep = None if hours is None and minutes is None else (hours or 0) * 60 + (minutes or 0)
        return {item: sleep if item == "sleep" else data.get(item) for item in ordered(self.item_order)}


DRAFT_FIELDS = (
    "taken_on", "provenance", "order", "bed_time", "latency", "rise_time", "sleep_h", "sleep_m", "d_j_reason", *RATED,
)  # fmt: skip


def draft_of(post: Mapping[str, Any]) -> dict[str, str]:
    """What a draft keeps of a posted sheet: known fields with something in them, as they were typed."""
    return {name: str(post[name])[:20] for name in DRAFT_FIELDS if post.get(name)}


def initial_of(sheet: PsqiSheet) -> dict[str, Any]:
    """A stored sheet as the form's first values."""
    low, high = (None if end is None else f"{end:g}" for end in (sheet.latency_low_min, sheet.latency_high_min))
    hours, minutes = divmod(sheet.sleep_min, 60) if sheet.sleep_min is not None else (None, None)
    names = ("taken_on", "provenance", "bed_time", "rise_time", *RATED)
    values = {name: getattr(sheet, name) for name in names}
    values["d_j_reason"] = "yes" if sheet.d_j_reason else "no" if sheet.d_j else ""
    latency = "" if low is None else (str(low) if low == high else f"{low}-{high}")
    return values | {"latency": latency, "sleep_h": hours, "sleep_m": minutes}


class ScoreForm(TakenOnForm):
    """A score worked out elsewhere: seven components, or only the total."""

    global_score = forms.IntegerField(
        label=_("Total, 0-21"),
        required=False,
        min_value=0,
        max_value=21,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Leave it empty when you give all seven parts: it is their sum."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in COMPONENT_NAMES.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[(n, str(n)) for n in range(4)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=Chips,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        for error in psqi.direct(self.components(), data.get("global_score")).errors:
            self.add_error("global_score", DIRECT_ERRORS[error.code])
        return data

    def components(self) -> dict[str, int | None]:
        return {name: self.cleaned_data.get(name) for name in COMPONENT_NAMES}

    def data_to_save(self) -> dict[str, Any]:
        parts = self.components()
        given = {"components": parts} if any(value is not None for value in parts.values()) else {}
        return {
            "taken_on": self.cleaned_data["taken_on"],
            "global_score": self.cleaned_data["global_score"],
            "provenance": str(PsqiSheet.Provenance.DIRECT_SCORE),
            **given,
        }


DIRECT_ERRORS = {
    "mismatch": _("The seven parts add up to another total. Please check them."),
    "required": _("Give the total, or all seven parts."),
}
