"""What a person's own words and time zone must be like."""

import unicodedata
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

YOUNGEST = 16
REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
JOINERS = frozenset("\u200c\u200d\ufe0f")  # inside words of some scripts, and inside emoji


@cache
def time_zones() -> frozenset[str]:
    """Every IANA name that may be stored, old aliases included since browsers still report them."""
    names = available_timezones() - {"localtime", "Factory", "posixrules"}
    return frozenset(name for name in names if not name.startswith(("posix/", "right/")))


@cache
def offered_time_zones() -> tuple[str, ...]:
    """The names that a list offers: regions with a city, and UTC."""
    return ("UTC", *sorted(name for name in time_zones() if name.partition("/")[0] in REGIONS))


def validate_time_zone(name: str) -> None:
    """Refuses a name that is no IANA time zone."""
    if name not in time_zones():
        raise ValidationError(_("This is no time zone that is known here. Use a name such as Europe/Oslo."))


def validate_line(text: str) -> None:
    """Refuses line breaks, control and direction characters: they could forge a mail header or another's name."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and letter not in JOINERS for letter in text):
        raise ValidationError(_("Use one line of ordinary letters."))


def birth_years(today: date) -> range:
    """The years of birth that a person who is old enough may have."""
    return range(1900, today.year - YOUNGEST + 1)
