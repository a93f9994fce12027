"""What a pause may hold; the same rules for the API, the pages and imports."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.fields import Choice, Choices, Day, Field, raise_if, read_all, refusal
from journal.models import Pause

PAUSE_FIELDS: dict[str, Field] = {
    "day": Day(is_required=True, help="The first day of it"),
    "ended_on": Day(help="The last day of it; empty while it lasts"),
    "reason": Choice(choices=tuple(Pause.Reason.values), is_required=True),
    "symptoms": Choices(choices=tuple(Pause.Symptom.values), empty=(), help="With illness only"),
}


def clean_pause(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a pause."""
    values, errors = read_all(PAUSE_FIELDS, data, person.zone)
    if values["day"] and values["ended_on"] and values["ended_on"] < values["day"]:
        errors["ended_on"] = [refusal(_("The last day lies before the first one."), "out_of_order")]
    if values["symptoms"] and values["reason"] not in ("", Pause.Reason.ILLNESS):
        errors["symptoms"] = [refusal(_("Symptoms belong to an illness."), "not_ill")]
    raise_if(errors)
    return values


def pause_categories(values: Mapping[str, Any], existing: Pause | None = None) -> list[str]:
    """The consents a pause needs: well-being only for symptoms that it newly holds."""
    is_new = existing is None or set(values["symptoms"]) - set(existing.symptoms)
    return ["training", "wellbeing"] if values["symptoms"] and is_new else ["training"]
