"""How one value of a body is read: what it may be, and what it becomes. The API, the pages and imports share these."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_OFFSET = timedelta(hours=14)
OFFSET_ZERO = timezone(timedelta(0), "+00:00")  # sent as +00:00, unlike `Z`, which is read in the profile's zone

_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,30})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes them

type Errors = dict[str, list[ValidationError]]


def refusal(message: Any, code: str, **params: Any) -> ValidationError:
    """One reason, with a stable code."""
    return ValidationError(message, code=code, params=params or None)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value; empty becomes `empty`, unless it is required."""

    is_required: bool = False
    empty: Any = None
    help: str = ""

    def read(self, raw: Any, zone: ZoneInfo) -> Any:
        """The value that is stored, or ValidationError."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number; 30, 30.0 and "30" are the same."""

    low: int
    high: int

    def read(self, raw: Any, zone: ZoneInfo) -> int:
        value: int | None = None
        if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
            value = int(raw)
        elif isinstance(raw, int) and not isinstance(raw, bool):
            value = raw
        elif isinstance(raw, float | Decimal) and math.isfinite(raw) and raw == int(raw):
            value = int(raw)
        if value is None or not self.low <= value <= self.high:
            message = _("Use a whole number from %(low)s to %(high)s.")
            raise refusal(message, "out_of_range", low=self.low, high=self.high)
        return value


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A decimal, rounded to `places`; with `step`, only multiples of it."""

    low: int
    high: int
    places: int = 2
    step: Decimal | None = None

    def read(self, raw: Any, zone: ZoneInfo) -> Decimal:
        value = decimal_of(raw)
        if value is not None:
            value = value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        if value is None or not self.low <= value <= self.high:
            raise refusal(_("Use a number from %(low)s to %(high)s."), "out_of_range", low=self.low, high=self.high)
        if self.step is not None and decimal_of(raw) % self.step:  # type: ignore[operator]
            raise refusal(_("Use steps of %(step)s."), "step", step=self.step)
        return value


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Words of the person."""

    max_length: int
    empty: str = ""

    def read(self, raw: Any, zone: ZoneInfo) -> str:
        if not isinstance(raw, str):
            raise refusal(_("Use text."), "invalid")
        text = raw.replace("\r\n", "\n").strip()
        if len(text) > self.max_length:
            raise refusal(_("Use at most %(limit)s characters."), "max_length", limit=self.max_length)
        if _UNSTORABLE.search(text):
            raise refusal(_("This text holds characters that cannot be stored."), "invalid")
        return text


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few words."""

    choices: tuple[str, ...]
    empty: str = ""

    def read(self, raw: Any, zone: ZoneInfo) -> str:
        if not isinstance(raw, str) or str(raw) not in self.choices:
            raise refusal(_("Use one of: %(choices)s."), "invalid_choice", choices=", ".join(self.choices))
        return str(raw)


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    empty: bool = False

    def read(self, raw: Any, zone: ZoneInfo) -> bool:
        words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.strip().lower() in words:
            return words[raw.strip().lower()]
        raise refusal(_("Use true or false."), "invalid")


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A local date, YYYY-MM-DD."""

    def read(self, raw: Any, zone: ZoneInfo) -> date:
        value: date | None = None
        if isinstance(raw, date) and not isinstance(raw, datetime):
            value = raw
        elif isinstance(raw, str) and _DAY.fullmatch(raw.strip()):
            value = _parsed(date.fromisoformat, raw.strip())
        if value is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise refusal(_("Use a date such as 2026-03-02."), "invalid")
        return value


@dataclass(frozen=True, kw_only=True)
class Instant(Field):
    """An instant with its offset. It keeps the offset it came with; `Z` is read in the profile's zone."""

    def read(self, raw: Any, zone: ZoneInfo) -> datetime:
        value: datetime | None = None
        if isinstance(raw, datetime):
            value = raw
        elif isinstance(raw, str) and _INSTANT.fullmatch(raw.strip()):
            value = _parsed(_instant, raw.strip())
        if value is None or not FIRST_YEAR < value.year < LAST_YEAR:
            raise refusal(_("Use an instant with its offset, such as 2026-03-02T18:30:00+01:00."), "invalid")
        offset = value.utcoffset()
        if offset is None:
            message = _("The time zone is missing: use an offset, such as 2026-03-02T18:30:00+01:00.")
            raise refusal(message, "naive")
        if abs(offset) > LARGEST_OFFSET:
            raise refusal(_("No place on Earth has this offset."), "invalid")
        local = value.astimezone(zone) if value.tzinfo is UTC else value
        # A fixed offset: two instants of one ZoneInfo are subtracted by the clock, an hour off in a night of a change.
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


@dataclass(frozen=True, kw_only=True)
class Words(Field):
    """A list of short words without repetition."""

    limit: int
    max_length: int

    def read(self, raw: Any, zone: ZoneInfo) -> list[str]:
        word = Text(max_length=self.max_length)
        if not isinstance(raw, list | tuple) or len(raw) > self.limit:
            raise refusal(_("Use a list of at most %(limit)s words."), "invalid", limit=self.limit)
        return list(dict.fromkeys(text for one in raw if (text := word.read(one, zone))))


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """Any of a few words, each once, in the order in which they are offered."""

    choices: tuple[str, ...]

    def read(self, raw: Any, zone: ZoneInfo) -> list[str]:
        if not isinstance(raw, list | tuple) or not all(isinstance(one, str) and one in self.choices for one in raw):
            raise refusal(_("Use a list of: %(choices)s."), "invalid_choice", choices=", ".join(self.choices))
        return [one for one in self.choices if one in raw]


@dataclass(frozen=True, kw_only=True)
class Identifier(Field):
    """The id of something of the person's; whether it is there is asked where the body is cleaned."""

    def read(self, raw: Any, zone: ZoneInfo) -> UUID:
        try:
            return raw if isinstance(raw, UUID) else UUID(raw)
        except (AttributeError, TypeError, ValueError) as error:
            raise unknown_id() from error


def unknown_id() -> ValidationError:
    """What is said of an id that names nothing of the person's."""
    return refusal(_("There is nothing with this id."), "unknown")


def read_all(fields: Mapping[str, Field], body: Mapping[str, Any], zone: ZoneInfo) -> tuple[dict[str, Any], Errors]:
    """Every field of a body, missing and refused ones as empty; unknown fields are ignored."""
    values: dict[str, Any] = {}
    errors: Errors = {}
    for name, field in fields.items():
        raw = body.get(name)
        values[name] = list(field.empty) if isinstance(field.empty, tuple) else field.empty
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if field.is_required:
                errors[name] = [refusal(_("This field is required."), "required")]
            continue
        try:
            values[name] = field.read(raw, zone)
        except ValidationError as error:
            errors[name] = [error]
    return values, errors


def raise_if(errors: Mapping[str, Iterable[ValidationError]]) -> None:
    """Ends the reading when anything was refused."""
    if errors:
        raise ValidationError({name: list(reasons) for name, reasons in errors.items()})


def decimal_of(raw: Any) -> Decimal | None:
    """A finite decimal of a number or its text, else None."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        raw = repr(raw) if not isinstance(raw, float) else format(Decimal(repr(raw)), "f") if math.isfinite(raw) else ""
    if isinstance(raw, Decimal):
        return raw if raw.is_finite() and raw.adjusted() < 15 else None
    return Decimal(raw.strip()) if isinstance(raw, str) and _NUMBER.fullmatch(raw.strip()) else None


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text.upper().replace(",", "."))
    if value.tzinfo is UTC and text[-1] not in "Zz":
        return value.replace(tzinfo=OFFSET_ZERO)
    return value


def _parsed[T](parse: Callable[[str], T], text: str) -> T | None:
    try:
        return parse(text)
    except ValueError:
        return None
