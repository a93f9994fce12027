"""Days in words, each language its own, and addresses that are put together."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from core.day_names import long_day, month_name, short_day, short_days, short_month
from core.links import link
from core.uuid7 import uuid7

DAY = date(2026, 10, 7)


def test_days_follow_the_language_of_the_page() -> None:
    told = []
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            told.append((long_day(DAY), short_day(DAY), month_name(DAY), short_month(DAY)))
    english = ("Wednesday 7 October", "7 Oct", "October 2026", "Oct")
    assert told == [english, ("10月7日 周三", "10月7日", "2026年10月", "10月"), english]
    assert short_days([DAY, DAY]) == ["7 Oct", "7 Oct"]


@pytest.mark.parametrize(
    ("name", "value"), [("journal:day", DAY), ("journal:rest-day", DAY), ("journal:mood-edit", uuid7())]
)
def test_a_link_is_what_reverse_gives(name, value) -> None:
    assert [link(name, value) for _ in range(2)] == [reverse(name, args=[value])] * 2
