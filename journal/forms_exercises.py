"""The form of an exercise of one's own."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, Switch
from journal.exercise_library import Library
from journal.exercise_words import PATTERNS, UNITS
from journal.load_units import UNIT_WORDS, Units, show_load, stored_load
from journal.models import Activity, OwnExercise
from journal.set_cells import decimal

INCREMENT_KG_MAX = 50


class OwnExerciseDetailForm(forms.Form):
    """Everything of an exercise of one's own; a step is typed in the person's unit of weights."""

    mark_optional = True
    name = forms.CharField(label=_("Its name"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    unit = forms.ChoiceField(label=_("What a set of it counts"), choices=UNITS.items, initial="load", widget=Chips)
    increment = forms.CharField(
        label=_("By how much the weight grows"),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"}),
    )
    pattern = forms.ChoiceField(label=_("Movement"), choices=PATTERNS.items, initial="other", widget=Chips)
    activity = forms.ChoiceField(
        label=_("Kind of session"), choices=Activity, initial=Activity.STRENGTH, widget=forms.Select
    )
    low_impact = forms.BooleanField(label=_("Low impact: no jumps, no landings"), required=False, widget=Switch)
    hidden = forms.BooleanField(
        label=_("Hide it"),
        required=False,
        widget=Switch,
        help_text=_("It is not offered any more. What you logged stays."),
    )

    def __init__(self, *args: Any, library: Library, row: OwnExercise | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.library, self.row, self.units = library, row, Units.of(library.person)
        self.load_unit = UNIT_WORDS[self.units.load]
        if row is None:
            del self.fields["hidden"]

    def clean_name(self) -> str:
        """Two exercises of one name would be hard to tell apart."""
        name: str = self.cleaned_data["name"]
        same = self.library.named(name)
        if same and (self.row is None or same.slug != self.row.slug):
            raise forms.ValidationError(_("There is an exercise of that name already."))
        return name

    def clean_increment(self) -> Decimal | None:
        """Kilograms of what was typed."""
        text: str = self.cleaned_data["increment"]
        kg = stored_load(decimal(text), self.units.load) if text.strip() else None
        if kg is not None and not 0 < kg <= INCREMENT_KG_MAX:
            raise forms.ValidationError(_("Enter a step above 0."))
        return kg

    def body(self) -> dict[str, Any]:
        """As the action takes it; only a weight grows by steps."""
        values = dict(self.cleaned_data)
        step = values.pop("increment")
        return values | {"increment_kg": step if values["unit"] == "load" else None}


def initial_of(row: OwnExercise, units: Units) -> dict[str, Any]:
    """An exercise of one's own as the form's first values."""
    step = "" if row.increment_kg is None else show_load(row.increment_kg, units.load)
    names = ("name", "unit", "pattern", "activity")
    flags = {"low_impact": row.is_low_impact, "hidden": row.is_hidden, "increment": step}
    return {name: getattr(row, name) for name in names} | flags
