"""Whom a person can reach in a rough moment: the operator's dated file, sorted for one country."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

SHIPPED = Path(__file__).with_name("help_contacts.yaml")
STALE_AFTER = timedelta(days=180)
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """One number, or one page, that answers."""

    name: str
    number: str = ""
    link: str = ""
    detail: str = ""
    is_emergency: bool = False
    topic: str = ""
    """`eating` for a line about food, weight and compulsive training: some support cards name those first."""

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return re.sub(r"[^\d+*#]", "", self.number)


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    codes: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def emergency(self) -> list[Line]:
        """Numbers for danger to life."""
        return [line for line in self.lines if line.is_emergency]

    @property
    def talk(self) -> list[Line]:
        """Numbers for a talk."""
        return [line for line in self.lines if not line.is_emergency]


@dataclass(frozen=True, slots=True)
class Contacts:
    """What the help page shows: the reader's own country first, if it is known, then the others."""

    own: Country | None
    others: tuple[Country, ...]
    international: Line
    checked_on: date | None
    """When an operator confirmed the numbers."""

    def is_stale(self, today: date) -> bool:
        """Whether nobody has looked at the numbers for half a year."""
        return self.checked_on is not None and today - self.checked_on > STALE_AFTER


def contacts_for(country: str, language: str) -> Contacts:
    """The contacts for a country code ("" when it is not known) in a language of the site."""
    data = _load(settings.HELP_CONTACTS or str(SHIPPED))
    countries = [_country(entry, language) for entry in data["countries"]]
    own = next((entry for entry in countries if country in entry.codes), None)
    others = tuple(entry for entry in countries if entry is not own)
    return Contacts(own, others, _line(data["international"], language), data["checked_on"])


def age_state(today: date) -> str:
    """`ok`, or what an operator should do about the numbers: they are shown all the same."""
    try:
        contacts = contacts_for("", FALLBACK)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        return f"cannot be read: {type(error).__name__}"
    if contacts.checked_on is None:
        return "nobody has checked the numbers yet"
    if contacts.is_stale(today):
        return f"last checked {(today - contacts.checked_on).days} days ago"
    return "ok"


def own_line(text: str) -> Line | None:
    """The contact that a person stored: a name, a line break, a number."""
    name, _, number = text.partition("\n")
    return Line(name=name, number=number) if number else None


def country_of_zone(zone: str) -> str:
    """The country code of an IANA zone such as Europe/Oslo; "" for UTC and for retired names."""
    return _zones().get(zone, "")


def country_of_browser(accept_language: str) -> str:
    """The region of the first language that a browser asks for: "en-GB,en;q=0.9" is GB."""
    first = accept_language.partition(",")[0].partition(";")[0].strip()
    region = first.rpartition("-")[2]
    return region.upper() if len(region) == 2 and "-" in first else ""


@cache
def _load(path: str) -> Any:
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


@cache
def _zones() -> Mapping[str, str]:
    """Zone -> country, from the table that comes with the time zones."""
    rows = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    fields = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {zone: code for code, _place, zone, *_ in fields}


def _country(entry: Mapping[str, Any], language: str) -> Country:
    lines = tuple(_line(line, language) for line in entry["lines"])
    return Country(_text(entry["name"], language), tuple(entry["codes"]), lines)


def _line(entry: Mapping[str, Any], language: str) -> Line:
    return Line(
        name=_text(entry["name"], language),
        number=str(entry.get("number", "")),
        link=entry.get("link", ""),
        detail=_text(entry.get("detail", ""), language),
        is_emergency=entry.get("emergency", False),
        topic=entry.get("topic", ""),
    )


def _text(value: Any, language: str) -> str:
    """The text in the language; a plain string serves every language."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get(FALLBACK, ""))
    return str(value)
