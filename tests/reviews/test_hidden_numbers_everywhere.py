"""With numbers hidden, no page tells two moods of one band apart: not in its text, not to those who listen."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actions import save_profile
from accounts.models import User
from core.dates import Week
from journal.actions import amend_entry
from reviews.actions import write_due_reviews
from tests.factories import make_mood, make_person

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2027, 3, 17, 18, tzinfo=UTC)
BAND = (6, 7)
SAID = re.compile(r'aria-label="([^"]*)"|data-say="([^"]*)"|title="([^"]*)"|placeholder="([^"]*)"')
UNREAD = re.compile(r"(?s)<(script|style|svg:defs)\b.*?</\1>")
UNTOLD = ("entry", "offline")
"""Pages with the strip alone: which of its places was tapped is no text."""
PAGES = (
    "today", "mood", "entry", "history", "trends", "trends-12", "month", "day", "timeline", "review", "offline",
)  # fmt: skip


def read(page: str) -> list[str]:
    """What is shown and what is read out: texts and labels; no class, no value of a field."""
    body = UNREAD.sub(" ", page.partition("<body")[2].partition(">")[2])
    labels = [label for found in SAID.findall(body) for label in found if label]
    texts = [text.strip() for text in re.sub(r"<[^>]*>", "\n", body).split("\n")]
    return [unescape(text) for text in (*labels, *texts) if text.strip()]


def keeper(score: int, language: str, **wishes: Any) -> User:
    """Six weeks of this mood each day, the newest one amended to it, and a review of last week."""
    person = make_person(f"keeper{score}@example.org", language=language, display_name="Kim", **wishes)
    for back in range(42):
        make_mood(person, score, WEDNESDAY - timedelta(days=back, hours=1))
    newest = person.mood_ratings.latest("rated_at")
    amend_entry(person=person, row=newest, data={"score": BAND[0] + BAND[1] - score})
    with time_machine.travel(WEDNESDAY + timedelta(minutes=1), tick=False):
        amend_entry(person=person, row=newest, data={"score": score})
    User.objects.filter(pk=person.pk).update(next_review_at=WEDNESDAY)
    write_due_reviews()
    return person


def address_of(name: str, person: User) -> str:
    entry = person.mood_ratings.latest("rated_at").pk
    today = WEDNESDAY.date()
    return {
        "today": "/",
        "mood": reverse("journal:mood-rate"),
        "entry": reverse("journal:mood-edit", args=[entry]),
        "history": reverse("journal:entry-history", args=["mood-ratings", entry]),
        "trends": reverse("insights:trends"),
        "trends-12": reverse("insights:trends") + "?weeks=12",
        "month": reverse("insights:month", args=[today.year, today.month]),
        "day": reverse("journal:day", args=[today]),
        "timeline": reverse("journal:timeline"),
        "review": reverse("reviews:detail", args=[Week.of(today).previous().monday]),
        "offline": reverse("reviews:offline"),
    }[name]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", PAGES)
def test_moods_of_one_band_read_alike(name: str, language: str, browse: Any) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        people = [keeper(score, language) for score in BAND]
        shown, hidden = [], []
        for person in people:
            client = browse(person)
            shown.append(read(client.get(address_of(name, person)).content.decode()))
            save_profile(person=person, changes={"hides_numbers": True})
            hidden.append(read(client.get(address_of(name, person)).content.decode()))
    assert len(hidden[0]) > 10
    assert hidden[0] == hidden[1]
    assert (shown[0] == shown[1]) == (name in UNTOLD)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_strip_after_a_tap_reads_alike(language: str, browse: Any) -> None:
    """With what is said aloud, the nudges and the buttons."""
    with time_machine.travel(WEDNESDAY, tick=False):
        answers = []
        for score in BAND:
            person = make_person(f"tapper{score}@example.org", language=language, hides_numbers=True)
            answers.append(tapped(browse(person), score))
    assert read(answers[0]) == read(answers[1])
    assert not re.search(r"\d", re.sub(r"\d\d:\d\d", "", " ".join(read(answers[0]))))


def tapped(client: Client, score: int) -> str:
    answer = client.post(reverse("journal:mood-rate"), {"score": score}, headers={"HX-Request": "true"})
    return f"<body>{answer.content.decode()}"


@pytest.mark.parametrize(("language", "words"), [("en", "One tap. That is all."), ("zh-hans", "点一下就好。")])
def test_the_first_mood_asks_for_no_number(language: str, words: str, browse: Any) -> None:
    person = make_person("first@example.org", language=language, hides_numbers=True)
    assert words in browse(person).get("/").content.decode()
