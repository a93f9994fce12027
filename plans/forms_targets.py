"""The form of weekly targets: a switch for each kind, and its number."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Stepper, Switch
from plans.models import WeeklyTarget
from plans.target_kinds import KINDS, TargetKind

STEPS = WeeklyTarget.Kind.STEPS
type Suggested = Mapping[str, tuple[int, str]]
"""Kind -> number, and the title of the programme that names it."""


class TargetsForm(forms.Form):
    """Everything is off until the person switches it on; a programme's suggestion is a number in the field, no more."""

    def __init__(
        self, *args: Any, in_force: Mapping[str, int], suggestions: Suggested, has_steps: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in KINDS if has_steps or kind != STEPS]
        for kind in self.kinds:
            known, (number, programme) = KINDS[kind], suggestions.get(kind, (KINDS[kind].usual, ""))
            now = in_force.get(kind, 0)
            said = [str(known.help)]
            if programme:
                said.append(str(_("%(programme)s suggests %(number)s.") % {"programme": programme, "number": number}))
            self.fields[f"{kind}_on"] = forms.BooleanField(
                label=str(known.label), help_text=" ".join(said), required=False, widget=Switch, initial=bool(now)
            )
            self.fields[kind] = _number(known, now or number)

    def clean(self) -> dict[str, Any]:
        """A number is needed only where the switch is on."""
        for kind in self.kinds:
            if self.cleaned_data.get(f"{kind}_on") and self.cleaned_data.get(kind) is None and kind not in self.errors:
                self.add_error(kind, _("Enter a number."))
            elif not self.cleaned_data.get(f"{kind}_on"):
                self.errors.pop(kind, None)
        return self.cleaned_data

    def chosen(self) -> dict[str, int]:
        """Kind -> number, 0 where it is switched off."""
        data = self.cleaned_data
        return {kind: data[kind] if data[f"{kind}_on"] else 0 for kind in self.kinds}

    def groups(self) -> list[list[forms.BoundField]]:
        """Switch and number of each kind, for one card each."""
        return [[self[f"{kind}_on"], self[kind]] for kind in self.kinds]


def _number(known: TargetKind, initial: int) -> forms.IntegerField:
    attrs = {"min": 1, "max": known.most, "step": known.step, "inputmode": "numeric"}
    return forms.IntegerField(
        label=_("A week") if known.step < 500 else _("A day"),
        required=False,
        min_value=1,
        max_value=known.most,
        initial=initial,
        widget=Stepper(attrs=attrs),
    )
