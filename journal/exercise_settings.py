"""How one person does single exercises: the rest between sets, the empty bar. Kept whenever a session form says so."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from accounts.models import User
from core.uuid7 import uuid7
from journal.fields import Field, Number, Text, Whole, raise_if, read_all
from journal.models import ExerciseSetting

REST_MAX = 1800
BAR_KG_MAX = 100


SETTING_FIELDS: dict[str, Field] = {
    "exercise": Text(max_length=60, is_required=True),
    "rest_seconds": Whole(low=0, high=REST_MAX),
    "bar_kg": Number(low=0, high=BAR_KG_MAX),
}


def clean_setting(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a setting; raises ValidationError with a message per field."""
    values, errors = read_all(SETTING_FIELDS, data, person.zone)
    raise_if(errors)
    return values


def settings_of(person: User, exercises: Iterable[str]) -> dict[str, ExerciseSetting]:
    """By exercise, one query; those that nobody changed have none."""
    rows = person.exercise_settings.filter(exercise__in=set(exercises))
    return {row.exercise: row for row in rows}


def keep_setting(
    *, person: User, exercise: str, stored: ExerciseSetting | None, rest: int | None, bar_kg: Decimal | None
) -> None:
    """Stores the rest and the bar of an exercise where they differ from what is stored; None is the usual one."""
    was = (stored.rest_seconds, stored.bar_kg) if stored else (None, None)
    if (rest, bar_kg) != was:
        ExerciseSetting.objects.update_or_create(
            person=person,
            exercise=exercise,
            defaults={"rest_seconds": rest, "bar_kg": bar_kg},
            create_defaults={"id": uuid7(), "rest_seconds": rest, "bar_kg": bar_kg},
        )
