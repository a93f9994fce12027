"""The forms that start a plan and change its days."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import Week
from core.forms import Chips, ChipsMultiple, Switch, TimeInput
from plans.forms import WEEKDAYS
from plans.models import Plan
from plans.programmes.expansion import Programme
from plans.starting import USUAL_HOUR, begins_on, if_then, usual_days

NOW, MONDAY = "now", "monday"
DAY_FIELDS = ("weekdays", "at_time", "if_then", "auto_accepts", "has_mirror")


class DaysForm(forms.Form):
    """On which days, at what hour, the sentence, and whether proposals are accepted by themselves."""

    weekdays = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=WEEKDAYS,
        widget=ChipsMultiple,
        help_text=_("One day for each session. With fewer days the last sessions of a week fall away."),
    )
    at_time = forms.TimeField(label=_("At what time"), required=False, widget=TimeInput)
    if_then = forms.CharField(
        label=_("If-then sentence"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    auto_accepts = forms.BooleanField(
        label=_("Accept the proposals for next week by themselves"),
        required=False,
        widget=Switch,
        help_text=_("Off: every step waits for your tap. You can take either back at any time."),
    )
    has_mirror = forms.BooleanField(
        label=_("Also ask the question before the mirror"),
        required=False,
        widget=Switch,
        help_text=_("Now and then after a session: one thing that your body has carried you through. Never looks."),
    )

    def clean_weekdays(self) -> list[int]:
        """Weekdays as numbers, 0 Monday to 6 Sunday."""
        return sorted(int(day) for day in self.cleaned_data["weekdays"])

    @classmethod
    def of_plan(cls, plan: Plan) -> "DaysForm":
        """Filled with what holds now."""
        return cls(
            initial={
                "weekdays": [str(day) for day in plan.weekdays],
                "at_time": plan.at_time,
                "if_then": plan.if_then,
                "auto_accepts": plan.auto_accepts,
                "has_mirror": plan.has_mirror,
            }
        )

    def values(self) -> dict[str, Any]:
        """What `change_days` takes."""
        return {name: self.cleaned_data[name] for name in DAY_FIELDS}


class StartForm(DaysForm):
    """The same, with what the person wants and when it begins; `seen` is the first week that was shown last."""

    begins = forms.ChoiceField(
        label=_("Begin"), choices=[(NOW, _("This week")), (MONDAY, _("Next Monday"))], widget=Chips
    )
    wish = forms.ChoiceField(label=_("What do you want most?"), choices=Plan.Wish, required=False, widget=Chips)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("weekdays", "at_time", "begins", "if_then", "wish", "auto_accepts", "has_mirror", "seen")

    @classmethod
    def suggested(cls, programme: Programme, today: date, wish: str) -> "StartForm":
        """Days that fit the programme, from today on where the whole first week still fits."""
        days = usual_days(programme)
        begins = NOW if begins_on(programme, days, today) == today else MONDAY
        values = {"weekdays": list(days), "at_time": USUAL_HOUR, "begins": begins, "wish": wish}
        return cls.showing(values | {"if_then": if_then(programme, days, USUAL_HOUR)})

    @classmethod
    def showing(cls, values: Mapping[str, Any]) -> "StartForm":
        """Filled with these values, whose first week the page shows."""
        shown = {"weekdays": [str(day) for day in values["weekdays"]], "seen": _digest(values)}
        return cls(initial=dict(values) | shown)

    @property
    def shows_what_was_seen(self) -> bool:
        """Whether the first week on the person's page is the one that these values give."""
        return bool(self.cleaned_data["seen"] == _digest(self.cleaned_data))

    def day(self, today: date) -> date:
        """The first day on which a session may lie."""
        return begins(self.cleaned_data, today)

    def with_new_sentence(self, programme: Programme) -> dict[str, Any]:
        """The values; a sentence that nobody changed speaks of the new days."""
        values = dict(self.cleaned_data)
        if seen := _undigested(values["seen"]):
            values["if_then"] = (
                if_then(programme, values["weekdays"], values["at_time"])
                if values["if_then"] == if_then(programme, *seen)
                else values["if_then"]
            )
        return values

    def values(self) -> dict[str, Any]:
        """What `start_plan` takes, the day aside."""
        return super().values() | {"wish": self.cleaned_data["wish"]}


def begins(values: Mapping[str, Any], today: date) -> date:
    """Today, or next Monday."""
    return Week.of(today).next().monday if values["begins"] == MONDAY else today


def _digest(values: Mapping[str, Any]) -> str:
    """Days, hour and beginning, as the hidden field keeps them: `0,2,4 18:00 now`."""
    clock = f"{values['at_time']:%H:%M}" if values["at_time"] else "-"
    return f"{','.join(map(str, values['weekdays']))} {clock} {values['begins']}"


def _undigested(text: str) -> tuple[Sequence[int], time | None] | None:
    """Days and hour of a digest; None for what is none."""
    try:
        days, clock, _begins = text.split(" ")
        weekdays = [int(day) for day in days.split(",")]
        at_time = None if clock == "-" else time.fromisoformat(clock)
    except ValueError:
        return None
    return (weekdays, at_time) if all(0 <= day <= 6 for day in weekdays) else None
