"""What a set may hold: the same rules for sessions and templates, the API, the pages and imports (SPEC 9)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal import catalogue
from journal.fields import Choice, Errors, Field, Number, Text, Whole, read_all, refusal
from journal.models import SetKind

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
}


def patterns_of(person: User, slugs: list[str]) -> dict[str, str]:
    """Slug -> movement pattern, of the catalogue and of the person's own exercises; unknown slugs are left out."""
    known = {slug: found.pattern for slug in slugs if (found := catalogue.get(slug))}
    if missing := set(slugs) - known.keys():
        known |= dict(person.own_exercises.filter(slug__in=missing).values_list("slug", "pattern"))
    return known


def clean_sets(person: User, raw: Any, errors: Errors, own_patterns: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """The sets, each with the movement `pattern` of its exercise."""
    if not isinstance(raw, list | tuple) or len(raw) > SETS_LIMIT:
        errors["sets"] = [refusal(_("Use a list of at most %(limit)s sets."), "invalid", limit=SETS_LIMIT)]
        return []
    sets: list[dict[str, Any]] = []
    for position, one in enumerate(raw):
        if not isinstance(one, Mapping):
            errors[f"sets.{position}"] = [refusal(_("Each set is an object."), "invalid")]
            continue
        values, wrong = read_all(SET_FIELDS, one, person.zone)
        errors |= {f"sets.{position}.{name}": reasons for name, reasons in wrong.items()}
        sets.append(values | {"position": position})
    slugs = [one["exercise"] for one in sets if one["exercise"]]
    known = patterns_of(person, slugs) if own_patterns is None else _patterns(slugs, own_patterns)
    for one in sets:
        one["pattern"] = known.get(one["exercise"])
        if one["exercise"] and one["pattern"] is None:
            unknown = refusal(_("This exercise is not in the catalogue, nor among your own."), "unknown")
            errors[f"sets.{one['position']}.exercise"] = [unknown]
    return sets


def _patterns(slugs: list[str], own: Mapping[str, str]) -> dict[str, str]:
    known = {slug: found.pattern for slug in slugs if (found := catalogue.get(slug))}
    return {slug: own[slug] for slug in slugs if slug in own} | known
