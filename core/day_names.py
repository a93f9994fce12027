"""Days in the words of the active language. A page of a year names hundreds, most of them again and again."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def long_day(day: date) -> str:
    """Wednesday 7 October."""
    return _long(day, get_language())


def short_day(day: date) -> str:
    """7 Oct."""
    return _short(day, get_language())


def short_days(days: Iterable[date]) -> list[str]:
    """The same for many."""
    language = get_language()
    return [_short(day, language) for day in days]


def month_name(day: date) -> str:
    """October 2026."""
    return _month(day.replace(day=1), get_language())


def short_month(day: date) -> str:
    """Oct."""
    return _short_month(day.month, get_language())


@lru_cache(maxsize=4096)
def _long(day: date, language: str | None) -> str:
    return date_format(day, _("l j F"))


@lru_cache(maxsize=4096)
def _short(day: date, language: str | None) -> str:
    return date_format(day, _("j M"))


@lru_cache(maxsize=512)
def _month(first: date, language: str | None) -> str:
    return date_format(first, pgettext("month and year, as Django's date filter writes it", "F Y"))


@lru_cache(maxsize=64)
def _short_month(month: int, language: str | None) -> str:
    return date_format(date(2000, month, 1), pgettext("short month, as Django's date filter writes it", "M"))
