"""Heart rate in the body of a session: minutes by zone, and samples that become such minutes and are then dropped."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.fields import Errors, Field, Whole, refusal
from journal.heart_rate import HeartRateZones, ZoneMinutes, heart_rate_zones, minutes_by_zone
from journal.models import MeasurementKind

ZONES = ("light", "moderate", "vigorous")
COLUMNS = {zone: f"hr_{zone}_min" for zone in ZONES}
MINUTES = Whole(low=0, high=900)
SECONDS = Whole(low=0, high=54_000)
RATE = Whole(low=30, high=240)
SAMPLES_LIMIT = 54_000  # one a second for the longest session
ROUNDING = 2  # minutes by which three rounded figures may exceed a fourth


@dataclass(frozen=True, kw_only=True)
class MinutesByZone(Field):
    """{light, moderate, vigorous}; one that is left out is not known."""

    def read(self, raw: Any, zone: ZoneInfo) -> dict[str, int | None]:
        if not isinstance(raw, Mapping) or set(raw) - set(ZONES):
            raise refusal(_("Use an object with light, moderate and vigorous minutes."), "invalid")
        return {name: None if raw.get(name) is None else MINUTES.read(raw[name], zone) for name in ZONES}


@dataclass(frozen=True, kw_only=True)
class Samples(Field):
    """Pairs of seconds since the start and beats a minute, in the order of time."""

    def read(self, raw: Any, zone: ZoneInfo) -> list[tuple[int, int]]:
        if not isinstance(raw, list | tuple) or len(raw) > SAMPLES_LIMIT:
            message = _("Use a list of at most %(limit)s pairs of seconds since the start and beats a minute.")
            raise refusal(message, "invalid", limit=SAMPLES_LIMIT)
        samples: list[tuple[int, int]] = []
        for one in raw:
            if not isinstance(one, list | tuple) or len(one) != 2:
                raise refusal(_("Each sample is a pair of seconds since the start and beats a minute."), "invalid")
            samples.append((SECONDS.read(one[0], zone), RATE.read(one[1], zone)))
            if len(samples) > 1 and samples[-1][0] <= samples[-2][0]:
                raise refusal(_("Each sample is later than the one before it."), "order")
        return samples


HEART_RATE_FIELDS: dict[str, Field] = {
    "hr_zone_minutes": MinutesByZone(help="Minutes by heart-rate zone, as a watch adds them up"),
    "hr_samples": Samples(
        help="Pairs of seconds since the start and beats a minute. They become minutes by the person's own zones and "
        "are not kept; without a birth year, or with zones switched off, they are ignored."
    ),
}


def zone_columns(person: User, values: dict[str, Any], errors: Errors) -> dict[str, int | None]:
    """The columns of minutes by zone; takes the fields of heart rate out of `values`. Samples win over minutes."""
    sent, samples = values.pop("hr_zone_minutes") or {}, values.pop("hr_samples")
    minutes, started_at = values["minutes"], values["started_at"]
    if samples and minutes and started_at and (zones := zones_of(person, started_at)):
        sent = asdict(minutes_by_zone(samples, zones, minutes))
    if minutes and sum(known for known in sent.values() if known) > minutes + ROUNDING:
        message = _("The minutes by heart-rate zone are more than the session has.")
        errors["hr_zone_minutes"] = [refusal(message, "too_many")]
    return {column: sent.get(zone) for zone, column in COLUMNS.items()}


def zone_minutes(person: User, values: Mapping[str, Any]) -> ZoneMinutes | None:
    """Minutes by zone for counting; None where there are none, or for a person who does not go by heart rate."""
    known = {zone: values[column] or 0 for zone, column in COLUMNS.items() if values[column] is not None}
    return ZoneMinutes(**known) if known and person.uses_heart_rate else None


def minutes_body(row: Any) -> dict[str, int | None] | None:
    """The columns of a session as the API reads them; None where nothing is known."""
    known = {zone: getattr(row, column) for zone, column in COLUMNS.items()}
    return known if any(value is not None for value in known.values()) else None


def zones_of(person: User, at: date | datetime) -> HeartRateZones | None:
    """The person's zones in that year; None without a birth year, or where they are switched off.

    Resting rate and highest measured rate are of the body, and are left aside without its consent.
    """
    if not person.uses_heart_rate or person.birth_year is None:
        return None
    resting = measured = None
    if person.has_consent("body"):
        measured = person.max_heart_rate
        newest = person.measurements.filter(kind=MeasurementKind.RESTING_HR).order_by("-measured_at", "-id")
        resting = newest.values_list("value", flat=True).first()
    return heart_rate_zones(max(0, at.year - person.birth_year), None if resting is None else int(resting), measured)
