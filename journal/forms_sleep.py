"""The morning's sleep diary: clock times only, the dates follow from the day of waking."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, RatingField, TimeInput
from journal import sleep
from journal.forms_daily import PickOrType, picked, split_pick
from journal.models import SleepDiaryEntry
from journal.night_times import CLOCKS, clocks_of, instants

SOL_CHIPS = (5, 15, 30, 45, 60)
AWAKENING_CHIPS = (0, 1, 2, 3, 4)
WARNINGS = {
    "total_sleep_under_2_h": _("That is less than 2 hours asleep."),
    "total_sleep_over_13_h": _("That is more than 13 hours asleep."),
}
ERRORS = {
    "out_of_order": _("This time lies before the one above it. Please check both."),
    "in_bed_over_16_h": _("That is more than 16 hours in bed. Please check the times."),
    "awake_exceeds_sleep_period": _("Falling asleep and time awake are longer than the night itself."),
}


ELSEWHERE = _(
    "This night was noted on another device meanwhile. Yours is shown, filled up with what is there; save to keep it."
)


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=TimeInput(attrs={"class": "num"}))


class NightForm(forms.Form):
    """One night. Any single answer is enough; what is missing stays empty."""

    tried_to_sleep = clock(_("Lights out"))
    final_wake = clock(_("Woke for the day"))
    quality = RatingField(label=_("How was it?"), low=_("very poor"), high=_("very good"))
    into_bed = clock(_("In bed"))
    out_of_bed = clock(_("Up at"))
    sol_min_chip = forms.ChoiceField(
        label=_("Asleep after"),
        required=False,
        widget=Chips,
        choices=[(str(n), f"{n}+" if n == SOL_CHIPS[-1] else str(n)) for n in SOL_CHIPS],
    )
    sol_min = PickOrType(top=720, label=_("or exactly"))
    awakenings_chip = forms.ChoiceField(
        label=_("Woke up"),
        required=False,
        widget=Chips,
        choices=[(str(n), f"{n}+" if n == AWAKENING_CHIPS[-1] else str(n)) for n in AWAKENING_CHIPS],
    )
    awakenings = PickOrType(top=200, label=_("or exactly"))
    waso_min = PickOrType(top=720, label=_("Awake in between, all together"))
    note = forms.CharField(
        label=_("One line, only for you"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirmed = forms.BooleanField(label=_("Yes, it was so"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, day: date, zone: ZoneInfo, night: SleepDiaryEntry | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.day, self.zone = day, zone
        self.doubts: list[Any] = []
        self.unseen = night if night and self.is_bound and self.data.get("seen") != version_of(night) else None
        if self.unseen:
            self.data = with_stored(self.data, self.unseen)
        self.initial["seen"] = version_of(night)
        for name in CLOCKS:
            self.fields[name].widget.attrs["data-clock"] = name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("sol_min", "awakenings"):
            data[name] = picked(data, name)
        if data["awakenings"] == 0 and data.get("waso_min") is None:
            data["waso_min"] = 0
        if not self.errors:
            self._check_night(data)
        return data

    def _check_night(self, data: dict[str, Any]) -> None:
        night = self.night(data)
        if all(value in (None, "") for value in night.values()):
            raise forms.ValidationError(_("Nothing to save yet. One answer is enough."), code="empty")
        figures = sleep.derive(SleepDiaryEntry(**night))
        for name, code in figures.errors.items():
            self.add_error(name, ERRORS[code])
        if not data.get("confirmed"):
            self.doubts = [WARNINGS[code] for code in figures.warnings]
        if self.unseen and any(getattr(self.unseen, name) != value for name, value in night.items()):
            raise forms.ValidationError(ELSEWHERE, code="elsewhere")
        if self.doubts and not self.errors:
            raise forms.ValidationError(_("Is this right? Please check, or confirm below."), code="doubt")

    def night(self, data: dict[str, Any]) -> dict[str, Any]:
        """The answers as the diary keeps them, the clock times as instants."""
        clocks: dict[str, time | None] = {name: data.get(name) for name in CLOCKS}
        rest = {name: data.get(name) for name in ("sol_min", "awakenings", "waso_min", "quality", "note")}
        return instants(self.day, clocks, self.zone) | rest

    def data_to_save(self) -> dict[str, Any]:
        return {"day": self.day, **self.night(self.cleaned_data)}


def version_of(night: SleepDiaryEntry | None) -> str:
    """What a page has seen of a night, so that it does not write over what another device noted."""
    return night.updated_at.isoformat() if night else ""


def with_stored(post: Any, night: SleepDiaryEntry) -> Any:
    """The answers of this page; where it has none, those that are stored. Now it has seen them."""
    whole = post.copy()
    whole["seen"] = version_of(night)
    for name, value in initial_of(night).items():
        pair = {name, f"{name.removesuffix('_chip')}_chip", name.removesuffix("_chip")}
        if value not in (None, "") and not any(whole.get(each) for each in pair):
            whole[name] = value.strftime("%H:%M") if isinstance(value, time) else str(value)
    return whole


def initial_of(night: SleepDiaryEntry) -> dict[str, Any]:
    """A stored night as the form's first values, each time on the clock it was read from."""
    values: dict[str, Any] = {"quality": night.quality, "waso_min": night.waso_min, "note": night.note}
    for name, clock_time in clocks_of(night).items():
        values[name] = clock_time
    values |= split_pick(night.sol_min, SOL_CHIPS[:-1], "sol_min")
    return values | split_pick(night.awakenings, AWAKENING_CHIPS[:-1], "awakenings")
