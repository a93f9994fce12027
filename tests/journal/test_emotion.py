"""Feelings around a session: kinds, changes in words, the median of the last ones, and when a rating is late."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from accounts.models import User
from journal import emotion
from journal.actions import amend_entry, save_session
from journal.emotion import Change
from journal.models import EmotionWord, TrainingSession
from tests.owned_resources import session

START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # that of session(0), which takes 40 minutes
END = START + timedelta(minutes=40)


def test_every_word_is_of_one_kind() -> None:
    assert set(EmotionWord.values) == emotion.UNPLEASANT | emotion.PLEASANT
    assert set() == emotion.UNPLEASANT & emotion.PLEASANT
    assert [word for word in EmotionWord.values if word in emotion.UNPLEASANT] == EmotionWord.values[:8]


@pytest.mark.parametrize(
    ("word", "before", "after", "delta", "direction"),
    [
        ("tense", 7, 4, -3, "eased"),
        ("tense", 4, 7, 3, ""),
        ("tense", 4, 4, 0, ""),
        ("proud", 4, 7, 3, "grew"),
        ("proud", 7, 4, -3, ""),
        ("calm", 5, 5, 0, ""),
    ],
)
def test_a_change_is_told_by_its_kind(word: str, before: int, after: int, delta: int, direction: str) -> None:
    change = Change(word, before, after)
    assert (change.delta, change.direction) == (delta, direction)


@pytest.mark.parametrize(
    ("rated", "median"),
    [
        ([], None),
        ([(7, 4), (6, 5)], None),
        ([(7, 4), (6, 5), (5, 5)], -1),
        ([(7, 4), (6, 4), (6, 5), (5, 5)], -1.5),
    ],
)
def test_the_median_needs_three_sessions(rated: list[tuple[int, int]], median: float | None) -> None:
    assert emotion.median_change(rated) == median


@pytest.mark.parametrize(("minutes", "is_late"), [(-10, False), (0, False), (30, False), (31, True), (600, True)])
def test_a_rating_is_late_from_half_an_hour_after_the_end(minutes: int, is_late: bool) -> None:
    assert emotion.is_late(END + timedelta(minutes=minutes), START, 40) is is_late


@pytest.mark.django_db
class TestWhenItWasRated:
    """`emotion_after_at` is set when the rating appears or changes, and by nobody else."""

    def write(self, person: User, at: datetime, existing: TrainingSession | None = None, **more: Any) -> Any:
        with time_machine.travel(at, tick=False):
            if existing:
                return amend_entry(person=person, row=existing, data=more)
            return save_session(person=person, object_id=uuid4(), data=session(0, emotion_word="tense", **more))

    def test_it_follows_the_rating(self, ana: User) -> None:
        row = self.write(ana, END, emotion_before=7)
        assert (row.emotion_after_at, row.is_emotion_late, row.emotion_change) == (None, False, None)
        row = self.write(ana, END + timedelta(minutes=10), row, emotion_after=4)
        assert (row.emotion_after_at, row.is_emotion_late) == (END + timedelta(minutes=10), False)
        assert row.emotion_change == Change("tense", 7, 4)
        row = self.write(ana, END + timedelta(minutes=50), row, rpe=6, emotion_after=4)
        assert row.emotion_after_at == END + timedelta(minutes=10)
        row = self.write(ana, END + timedelta(minutes=50), row, emotion_after=3)
        row.refresh_from_db()
        assert (row.emotion_after_at, row.is_emotion_late) == (END + timedelta(minutes=50), True)
        assert self.write(ana, END + timedelta(days=1), row, emotion_after=None).emotion_after_at is None

    def test_a_rating_of_the_first_write_has_a_time(self, ana: User) -> None:
        row = self.write(ana, END + timedelta(minutes=5), emotion_before=7, emotion_after=4)
        assert row.emotion_after_at == END + timedelta(minutes=5)

    def test_it_is_read_only(self, ana: User, api: Any) -> None:
        said = {"emotion_word": "tense", "emotion_before": 7, "emotion_after": 4}
        body = session(0, **said, emotion_after_at="2020-01-01T00:00:00Z")
        client, path = api(ana), f"training-sessions/{uuid4()}/"
        with time_machine.travel(END, tick=False):
            assert client.put(path, body).data["emotion_after_at"] == "2026-03-02T19:10:00+01:00"
        with time_machine.travel(END + timedelta(hours=3), tick=False):
            patched = client.patch(path, {"emotion_after_at": "2020-01-01T00:00:00Z"}).data
        assert patched["emotion_after_at"] == "2026-03-02T19:10:00+01:00"
