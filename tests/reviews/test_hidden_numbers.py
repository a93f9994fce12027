"""Whoever hides numbers reads no mood digit on any page that shows moods; whoever does not, reads them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import save_profile
from accounts.models import User
from core.dates import Week
from journal.actions import amend_entry
from reviews.actions import write_due_reviews
from tests.factories import make_mood

pytestmark = pytest.mark.django_db
DIGIT = re.compile(
    r'(?i)\bmoods?:? \d|心情：? ?\d|cell[^>]*\bm\d+\b[^>]*>\d|class="m\d+">\d|0–10'
    r"|\b0 (?:very low|非常糟)|\b\d saved|已记下 \d|心情 \d/10"
    r'|name="score"[^>]*aria-label="[^"]*\d'
)
OF_TEN = re.compile(r"\b[67] of 10|10 分制 [67] 分")
WORD = {"en": "good", "zh-hans": "不错"}
PAGES = ("today", "mood", "entry", "history", "trends", "month", "day", "timeline", "review", "offline")


@pytest.fixture
def addresses(ana: User) -> dict[str, str]:
    """Six weeks of moods of 6 and 7, a review of the last of them, one mood changed."""
    now = timezone.now().replace(hour=12)
    for back in range(42):
        make_mood(ana, 6 + back % 2, now - timedelta(days=back))
    save_profile(person=ana, changes={"review_weekday": 0})
    User.objects.filter(pk=ana.pk).update(next_review_at=timezone.now())
    write_due_reviews()
    entry = ana.mood_ratings.latest("rated_at")
    amend_entry(person=ana, row=entry, data={"score": 7})
    day, last = ana.today(), Week.of(ana.today()).previous().monday
    return {
        "today": "/",
        "mood": reverse("journal:mood-rate"),
        "entry": reverse("journal:mood-edit", args=[entry.pk]),
        "history": reverse("journal:entry-history", args=["mood-ratings", entry.pk]),
        "trends": reverse("insights:trends"),
        "month": reverse("insights:month", args=[day.year, day.month]),
        "day": reverse("journal:day", args=[day]),
        "timeline": reverse("journal:timeline"),
        "review": reverse("reviews:detail", args=[last]),
        "offline": reverse("reviews:offline"),
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", PAGES)
def test_no_digit_of_a_mood_stands_on_a_page(page: str, language: str, addresses: dict, browse: Any, ana: User) -> None:
    save_profile(person=ana, changes={"language": language})
    shown = browse(ana).get(addresses[page]).content.decode()
    save_profile(person=ana, changes={"hides_numbers": True})
    hidden = browse(ana).get(addresses[page]).content.decode()
    digit = OF_TEN if page == "history" else DIGIT
    assert digit.search(shown)
    assert not digit.search(hidden)
    assert WORD[language] in hidden


def test_the_strip_says_words_and_a_nudge_goes_to_the_next_word(browse: Any, ana: User) -> None:
    save_profile(person=ana, changes={"hides_numbers": True})
    client = browse(ana)
    answer = client.post(reverse("journal:mood-rate"), {"score": 6}, headers={"HX-Request": "true"}).content.decode()
    entry = ana.mood_ratings.get()
    assert "good saved" in answer
    assert 'name="score" value="5" aria-label="One less"' in answer
    assert 'name="score" value="8" aria-label="One more"' in answer
    assert answer.count('aria-label="very good"') == 3
    client.post(reverse("journal:mood-nudge", args=[entry.pk]), {"score": 8})
    entry.refresh_from_db()
    assert entry.score == 8


def test_one_person_hides_numbers_for_nobody_else(browse: Any, ana: User, chen: User) -> None:
    save_profile(person=ana, changes={"hides_numbers": True})
    browse(ana).get("/")
    assert DIGIT.search(browse(chen).get("/").content.decode())


def test_the_settings_keep_both_wishes_and_say_so(browse: Any, ana: User) -> None:
    client = browse(ana)
    client.post(
        reverse("accounts:appearance"),
        {"theme": "auto", "text_size": "normal", "motion": "less", "hides_numbers": "on"},
    )
    ana.refresh_from_db()
    assert (ana.motion, ana.hides_numbers) == ("less", True)
    page = client.get(reverse("accounts:settings")).content.decode()
    assert 'data-motion="less"' in page
    assert "moods in words" in page
