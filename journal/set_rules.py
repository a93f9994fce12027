"""What a set may hold: the same rules for sessions and templates, the API, the pages and imports (SPEC 9)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.exercise_aliases import meant_by
from journal.fields import Choice, Errors, Field, Number, Text, Whole, read_all, refusal
from journal.models import OwnExercise, SetKind

SETS_LIMIT = 300
SET_FIELDS: dict[str, Field] = {
    "exercise": Text(max_length=60, is_required=True, help="A slug of the exercises"),
    "kind": Choice(choices=tuple(SetKind.values), empty=SetKind.WORKING.value),
    "reps": Whole(low=0, high=100),
    "load_kg": Number(low=0, high=500),
    "seconds": Whole(low=1, high=32_400),
    "distance_m": Whole(low=0, high=200_000),
    "rpe": Number(low=5, high=10, places=1, step=Decimal("0.5")),
    "pose_level": Whole(low=1, high=5),
    "superset": Whole(low=1, high=50, help="Exercises of a session with the same number alternate"),
    "note": Text(max_length=500, help="What to remember of the exercise; on its first set"),
}
WELLBEING_SET_FIELDS = ("note",)
TEMPLATE_SET_FIELDS = {name: field for name, field in SET_FIELDS.items() if name not in {"rpe", *WELLBEING_SET_FIELDS}}


def clean_sets(
    person: User,
    raw: Any,
    errors: Errors,
    own: Sequence[OwnExercise] | None = None,
    *,
    fields: Mapping[str, Field] = SET_FIELDS,
) -> list[dict[str, Any]]:
    """The sets, each with the movement `pattern` of its exercise; one that was merged is stored as what it became."""
    if not isinstance(raw, list | tuple) or len(raw) > SETS_LIMIT:
        errors["sets"] = [refusal(_("Use a list of at most %(limit)s sets."), "invalid", limit=SETS_LIMIT)]
        return []
    sets: list[dict[str, Any]] = []
    for position, one in enumerate(raw):
        if not isinstance(one, Mapping):
            errors[f"sets.{position}"] = [refusal(_("Each set is an object."), "invalid")]
            continue
        values, wrong = read_all(fields, one, person.zone)
        errors |= {f"sets.{position}.{name}": reasons for name, reasons in wrong.items()}
        sets.append(values | {"position": position})
    known = meant_by(person, [one["exercise"] for one in sets if one["exercise"]], own)
    for one in sets:
        was = one["exercise"]
        one["exercise"], one["pattern"] = known.get(was, (was, None))
        if was and one["pattern"] is None:
            unknown = refusal(_("This exercise is not in the catalogue, nor among your own."), "unknown")
            errors[f"sets.{one['position']}.exercise"] = [unknown]
    return sets
