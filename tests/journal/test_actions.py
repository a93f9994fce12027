"""What the pages and the API write through, where it differs from what the API tests show."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from journal.actions import (
    EntryConflict,
    amend_entry,
    mark_rest_day,
    save_measurement,
    save_mood,
    save_night,
    save_psqi,
    save_session,
    unmark_rest_day,
)
from journal.models import MoodRating, TrainingSession
from journal.validation import ConsentMissing
from tests.factories import make_person
from tests.owned_resources import mood, night, session, sheet, squat, weight

pytestmark = pytest.mark.django_db


def test_sets_of_none_keep_the_stored_ones_and_what_follows_from_them(ana: Any) -> None:
    sets = [squat(), squat(), squat(exercise="bench_press"), squat(exercise="bench_press")]
    row = save_session(person=ana, object_id=uuid4(), data=session(0, minutes=10, sets=sets))
    assert row.is_resistance
    row = save_session(person=ana, object_id=row.pk, data=session(0, minutes=12, sets=None), existing=row)
    assert (row.minutes, row.is_resistance, row.sets.count()) == (12, True, 4)
    assert [one.exercise for one in row.sets.all()] == ["back_squat", "back_squat", "bench_press", "bench_press"]


@pytest.mark.parametrize(
    ("activity", "minutes", "sets", "is_resistance"),
    [
        ("strength", 20, [], True),
        ("strength", 19, [], False),
        ("strength", 40, [squat()] * 4, False),
        ("strength", 40, [squat(), squat(), squat(exercise="bench_press"), squat(exercise="bench_press")], True),
        ("running", 40, [squat(), squat(), squat(exercise="bench_press"), squat(exercise="bench_press")], False),
    ],
)
def test_resistance_stands_on_the_row(
    activity: str, minutes: int, sets: list[Any], is_resistance: bool, ana: Any
) -> None:
    data = session(0, activity=activity, minutes=minutes, sets=sets)
    row = save_session(person=ana, object_id=uuid4(), data=data)
    assert TrainingSession.objects.get(pk=row.pk).is_resistance is is_resistance


@pytest.mark.parametrize(
    ("instant", "day", "offset"),
    [
        (datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("America/New_York")), date(2026, 3, 2), -300),
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), date(2026, 3, 3), 60),
        (datetime(2026, 7, 2, 23, 30, tzinfo=ZoneInfo("Europe/Oslo")), date(2026, 7, 2), 120),
    ],
)
def test_instants_of_a_form_say_their_day(instant: datetime, day: date, offset: int, ana: Any) -> None:
    row = save_mood(person=ana, object_id=uuid4(), data={"rated_at": instant, "score": 5})
    row.refresh_from_db()
    assert (row.day, row.utc_offset, row.rated_at) == (day, offset, instant)


def test_naive_instant_of_a_form_is_refused(ana: Any) -> None:
    with pytest.raises(ValidationError) as error:
        save_mood(person=ana, object_id=uuid4(), data={"rated_at": datetime(2026, 3, 2, 12), "score": 5})
    assert list(error.value.message_dict) == ["rated_at"]


def test_reasons_are_told_in_the_active_language(ana: Any) -> None:
    with override("en"), pytest.raises(ValidationError) as error:
        save_mood(person=ana, object_id=uuid4(), data=mood(0, score=11))
    assert error.value.message_dict == {"score": ["Use a whole number from 0 to 10."]}
    assert error.value.error_dict["score"][0].code == "out_of_range"


@pytest.mark.parametrize(
    ("save", "data", "category"),
    [
        (save_session, session(0), "training"),
        (save_session, session(0, note="x"), "training"),
        (save_mood, mood(0), "wellbeing"),
        (save_night, night(0), "sleep"),
        (save_psqi, sheet(0), "sleep"),
        (save_measurement, weight(0), "body"),
    ],
)
def test_nothing_is_stored_before_its_consent(save: Any, data: dict[str, Any], category: str) -> None:
    dana = make_person("dana@example.org", consents=["social"])
    with pytest.raises(ConsentMissing) as error:
        save(person=dana, object_id=uuid4(), data=data)
    assert error.value.category == category


def test_rest_day_twice_is_once_and_can_be_taken_back(ana: Any) -> None:
    day = date(2026, 3, 2)
    assert mark_rest_day(person=ana, day=day) == mark_rest_day(person=ana, day=day)
    assert ana.rest_days.count() == 1
    assert unmark_rest_day(person=ana, day=day)
    assert not unmark_rest_day(person=ana, day=day)


def test_conflicts_say_why(ana: Any) -> None:
    save_night(person=ana, object_id=uuid4(), data=night(0))
    with pytest.raises(EntryConflict, match="another night"):
        save_night(person=ana, object_id=uuid4(), data=night(0))
    save_psqi(person=ana, object_id=uuid4(), data=sheet(0))
    with pytest.raises(EntryConflict, match="28 days"):
        save_psqi(person=ana, object_id=uuid4(), data=sheet(0))


def test_amending_changes_only_what_is_named(ana: Any) -> None:
    row = save_mood(person=ana, object_id=uuid4(), data=mood(0, note="mine", tags=["sun"], energy=4))
    amend_entry(person=ana, row=row, data={"score": 9})
    kept = MoodRating.objects.get(pk=row.pk)
    assert (kept.score, kept.note, kept.tags, kept.energy) == (9, "mine", ["sun"], 4)
