"""What an import reads of the own export for plans: weekly targets."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from accounts.models import User
from journal.importers.store import Reader, register_kind
from journal.importing import NAMES
from plans.api import WeeklyTargetSerializer
from plans.models import WeeklyTarget


def target_reader(person: User) -> Reader:
    """Reads targets by the rules of the API; what the person aims at here in the same week stays."""
    known = set(person.weekly_targets.values_list("kind", "starts_on"))

    def read(body: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
        values = clean_target(body)
        key = (values["kind"], values["starts_on"])
        is_known = key in known
        known.add(key)
        return (None if is_known else values), ["training"]

    return read


def clean_target(body: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a target, or ValidationError; in a file each names its Monday."""
    form = WeeklyTargetSerializer(data={"starts_on": "", **body})
    if not form.is_valid():
        raise ValidationError({name: _texts(said) for name, said in form.errors.items()})
    values = dict(form.validated_data)
    return values | {"weekdays": sorted(set(values["weekdays"]))}


def _texts(said: Any) -> list[str]:
    """The reasons of one field; of a list those of its places."""
    parts = said.values() if isinstance(said, dict) else [said]
    return [str(text) for part in parts for text in part]


def register() -> None:
    """Adds the kinds to the import."""
    register_kind("weekly-targets", WeeklyTarget, target_reader)
    NAMES["weekly-targets"] = gettext_lazy("Weekly targets")
