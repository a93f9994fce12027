"""Templates: sessions to start from. Their sets are those of a session without effort and notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from journal.exercise_library import Library
from journal.fields import Choice, Errors, Field, Text, Whole, raise_if, read_all
from journal.models import Activity, OwnExercise, SessionTemplate, TrainingSession, TrainingSet
from journal.set_rules import TEMPLATE_SET_FIELDS, clean_sets

TEMPLATE_FIELDS: dict[str, Field] = {
    "name": Text(max_length=80, is_required=True),
    "activity": Choice(choices=tuple(Activity.values), is_required=True),
    "minutes": Whole(low=1, high=900),
}


def clean_template(
    person: User, data: Mapping[str, Any], *, own: Sequence[OwnExercise] | None = None
) -> dict[str, Any]:
    """Columns of a template; its sets as JSON holds them. Raises ValidationError with a message per field."""
    errors: Errors
    values, errors = read_all(TEMPLATE_FIELDS, data, person.zone)
    raw = data.get("sets")
    sets = clean_sets(person, [] if raw is None else raw, errors, own, fields=TEMPLATE_SET_FIELDS)
    raise_if(errors)
    return values | {"sets": [_plain(one) for one in sets]}


def body_of_session(session: TrainingSession, name: str) -> dict[str, Any]:
    """The body of a template that is laid out like a session."""
    sets = [{field: getattr(row, field) for field in TEMPLATE_SET_FIELDS} for row in session.sets.all()]
    return {"name": name, "activity": session.activity, "minutes": session.minutes, "sets": sets}


def body_of_template(template: SessionTemplate) -> dict[str, Any]:
    """What writing it again would say."""
    return {name: getattr(template, name) for name in (*TEMPLATE_FIELDS, "sets")}


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A template as a person sees it: the names of its exercises in order, and how many sets."""

    template: SessionTemplate
    exercises: list[str]
    set_count: int


def laid_out(person: User, library: Library) -> list[LaidOut]:
    """All of a person's templates by name; one query."""
    return [
        LaidOut(one, [library.get(slug).name for slug in exercises_of(one.sets)], len(one.sets))
        for one in person.session_templates.order_by("name", "id")
    ]


def sets_of(template: SessionTemplate) -> list[TrainingSet]:
    """Its sets as rows that are not stored."""
    return [TrainingSet(**{name: one.get(name) for name in TEMPLATE_SET_FIELDS} | _load(one)) for one in template.sets]


def exercises_of(sets: Iterable[Mapping[str, Any]]) -> list[str]:
    """The slugs in order, each once."""
    return list(dict.fromkeys(one["exercise"] for one in sets))


def _plain(one: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers that JSON keeps as they are."""
    load = one["load_kg"]
    kept = {name: one[name] for name in TEMPLATE_SET_FIELDS}
    return kept | {"load_kg": None if load is None else int(load) if load == int(load) else float(load)}


def _load(one: Mapping[str, Any]) -> dict[str, Decimal | None]:
    return {"load_kg": None if one.get("load_kg") is None else Decimal(str(one["load_kg"]))}
