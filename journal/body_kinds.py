"""Which kinds of measurement a person has switched on. All are off at first (SPEC 2.6)."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.actions import save_profile
from journal.models import MeasurementKind as Kind
from journal.validation_measurement import measurement_category

GROUPS: dict[str, tuple[Kind, ...]] = {
    "movement": (Kind.STEPS, Kind.SIX_MINUTE_WALK, Kind.RESTING_HR),
    "body": (Kind.BLOOD_PRESSURE, Kind.WEIGHT, Kind.WAIST, Kind.BODY_FAT),
    "laboratory": (Kind.HS_CRP, Kind.IL6, Kind.TNF_ALPHA, Kind.IL1_BETA, Kind.GLUCOSE),
}
QUIET = (Kind.WEIGHT, Kind.WAIST, Kind.BODY_FAT)
"""Their values stand on their own page alone (SPEC 2.6, safety of body image)."""

FLUCTUATES: dict[str, str | Promise] = {
    "weight": gettext_lazy("Weight moves by a kilogram and more within days; only weeks say something."),
    "waist": gettext_lazy("A tape is off by 1 to 2 cm from one time to the next; only months say something."),
    "body_fat": gettext_lazy("Body fat moves with water, and the device is off by points; only months say something."),
}
"""Said when one of the quiet kinds is switched on (SPEC 2.6)."""


def kinds_on(person: Any) -> list[Kind]:
    """Those that are switched on and agreed to, in the order of the groups."""
    return [
        kind
        for kinds in GROUPS.values()
        for kind in kinds
        if kind in person.body_kinds and person.has_consent(measurement_category(kind))
    ]


def switch_kind(*, person: Any, kind: Kind, is_on: bool) -> None:
    """Offers the kind, or hides it with all its values; nothing is deleted."""
    others = [name for name in person.body_kinds if name != kind]
    save_profile(person=person, changes={"body_kinds": [*others, kind.value] if is_on else others})
