"""Minutes by heart-rate zone, as a person copies them from a watch."""

from typing import Any

from django import forms

from accounts.models import User
from journal.heart_rate_rules import COLUMNS
from journal.models import Intensity, TrainingSession
from journal.training_load import AEROBIC


def _minutes(zone: str) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "class": "num", "autocomplete": "off"})
    return forms.IntegerField(label=Intensity(zone).label, min_value=0, max_value=900, required=False, widget=widget)


class ZoneFields(forms.Form):
    """Three numbers, which go into one field of the body."""

    hr_light_min = _minutes("light")
    hr_moderate_min = _minutes("moderate")
    hr_vigorous_min = _minutes("vigorous")

    @property
    def zone_fields(self) -> list[forms.BoundField]:
        """The three side by side."""
        return [self[column] for column in COLUMNS.values()]

    @property
    def has_zone_errors(self) -> bool:
        return bool(self.errors.keys() & set(COLUMNS.values()))

    def clean(self) -> dict[str, Any]:
        """`hr_zone_minutes` of the body; left out where the fields are."""
        cleaned: dict[str, Any] = super().clean() or {}
        if set(COLUMNS.values()) <= cleaned.keys():
            cleaned["hr_zone_minutes"] = {zone: cleaned[column] for zone, column in COLUMNS.items()}
        return cleaned


def zone_fields_left_out(person: User, activity: str, session: TrainingSession | None) -> set[str]:
    """The fields that are not asked: zones count for aerobic kinds only, and not for everybody."""
    is_asked = person.uses_heart_rate and activity in AEROBIC
    return set() if is_asked or (session and initial_minutes(session)) else set(COLUMNS.values())


def initial_minutes(session: TrainingSession) -> dict[str, int]:
    """What is known of a stored session."""
    values = {column: getattr(session, column) for column in COLUMNS.values()}
    return {column: value for column, value in values.items() if value is not None}
