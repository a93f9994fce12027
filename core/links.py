"""Addresses that differ in one value only, for pages that link to dozens of days or entries."""

from datetime import date
from functools import cache
from uuid import UUID

from django.urls import reverse

SAMPLE_DAY, SAMPLE_ID = date(2000, 2, 29), UUID("aaaaaaaa-0000-4000-8000-bbbbbbbbbbbb")


def link(name: str, value: date | UUID) -> str:
    """What `reverse(name, args=[value])` gives; the address is looked up once a name, since that takes longer."""
    return _form(name, isinstance(value, date)).format(value)


@cache
def _form(name: str, is_day: bool) -> str:
    sample = SAMPLE_DAY if is_day else SAMPLE_ID
    return reverse(name, args=[sample]).replace(str(sample), "{}")
