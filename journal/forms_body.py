"""What a person says once about measurements: height, and whose ranges of blood pressure are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PersonForm
from accounts.models import User
from core.forms import Options
from core.help_contacts import country_of_zone
from journal.pressure import scheme_by_region
from journal.units import CM_PER_IN, rounded

HEIGHT_CM = (100, 250)
INCHES_A_FOOT = 12


class HeightForm(forms.Form):
    """In centimetres, or in feet and inches; empty takes it away."""

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        names = ("feet", "inches") if person.units == User.Units.IMPERIAL else ("height_cm",)
        labels = {"height_cm": _("Height, cm"), "feet": _("Height, feet"), "inches": _("and inches")}
        for name in names:
            widget = forms.NumberInput(attrs={"inputmode": "numeric"})
            self.fields[name] = forms.IntegerField(label=labels[name], required=False, min_value=0, widget=widget)
        if person.height_cm:
            inches = int(rounded(person.height_cm / CM_PER_IN, 0))
            feet, rest = divmod(inches, INCHES_A_FOOT)
            self.initial = {"height_cm": person.height_cm, "feet": feet, "inches": rest}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if inches := (data.get("feet") or 0) * INCHES_A_FOOT + (data.get("inches") or 0):
            data["height_cm"] = int(rounded(inches * CM_PER_IN, 0))
        height = data.get("height_cm")
        if height is not None and not HEIGHT_CM[0] <= height <= HEIGHT_CM[1]:
            message = _("Use a height from %(low)s to %(high)s cm.") % {"low": HEIGHT_CM[0], "high": HEIGHT_CM[1]}
            raise forms.ValidationError(message, code="out_of_range")
        return data

    def changes(self) -> dict[str, Any]:
        """What to store on the person."""
        return {"height_cm": self.cleaned_data.get("height_cm")}


class PressureSchemeForm(PersonForm):
    """The scheme of the region says which one that is."""

    class Meta:
        model = User
        fields = ["pressure_scheme"]
        widgets = {"pressure_scheme": Options}
        labels = {"pressure_scheme": _("Ranges")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(User.PressureScheme.choices)
        here = names[scheme_by_region(self.instance.language, country_of_zone(self.instance.time_zone))]
        of_region = ("", _("By region, here: %(scheme)s") % {"scheme": here})
        field: Any = self.fields["pressure_scheme"]
        field.choices = [of_region, *((name, label) for name, label in names.items() if name)]
