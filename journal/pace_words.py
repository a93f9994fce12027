"""The pace of a session in words, from what stands in its form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext

from journal.load_units import Units
from journal.pace import WAYS, pace
from journal.set_cells import decimal, parse_distance
from journal.units import KM_PER_MI


def pace_of(activity: str, minutes: Any, distance: Any, units: Units) -> dict[str, Any]:
    """`words` and what the script works with: `way`, metres of a `unit_m`, the sentence with its hole."""
    way = WAYS.get(activity)
    if way is None:
        return {}
    unit_m = float(KM_PER_MI * 1000) if units.distance == "mi" else 1000.0
    sentence = _sentence(way, is_miles=units.distance == "mi")
    try:
        told = pace(float(decimal(str(minutes))), parse_distance(decimal(str(distance)), units), way, unit_m)
    except ValidationError:
        told = ""
    words = sentence.format(pace=told) if told else ""
    return {"way": way, "unit_m": f"{unit_m:.10g}", "sentence": sentence, "words": words}


def pace_words(activity: str, seconds_per_km: float, units: Units) -> tuple[str, str]:
    """A pace as it is told of the activity: the number alone, and with its unit."""
    way, is_miles = WAYS.get(activity, "pace"), units.distance == "mi"
    number = pace(seconds_per_km / 60, 1000, way, float(KM_PER_MI * 1000) if is_miles else 1000.0)
    return number, _sentence(way, is_miles=is_miles).format(pace=number)


def _sentence(way: str, *, is_miles: bool) -> str:
    if way == "swim":
        return pgettext("pace", "{pace} min for 100 m")
    if way == "speed":
        return pgettext("pace", "{pace} mi an hour") if is_miles else pgettext("pace", "{pace} km an hour")
    return pgettext("pace", "{pace} min a mile") if is_miles else pgettext("pace", "{pace} min a km")
