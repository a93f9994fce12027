"""Settings that change what stored entries say: the unit of weights, and whether heart rate counts."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.actions import save_profile
from journal.actions import save_session
from journal.models import TrainingSession
from tests.journal.test_wins_log import replayed, stored

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)


def train(person: Any, day: int, **body: Any) -> TrainingSession:
    at = datetime.fromisoformat(f"{FIRST + timedelta(days=day)}T18:00:00+01:00").isoformat()
    data = {"started_at": at, "minutes": 40, "activity": "running", "rpe": 3} | body
    return save_session(person=person, object_id=uuid4(), data=data)


def figures(person: Any) -> list[tuple[Any, ...]]:
    return list(
        person.training_sessions.order_by("day").values_list("intensity", "moderate_minutes", "vigorous_minutes")
    )


def test_another_unit_of_weights_tells_the_wins_anew(ana: Any, bo: Any) -> None:
    for person in (ana, bo):
        for day, kg in enumerate((61.23, 61.23, 61.23, 63.5)):  # 135 and 140 lb
            sets = [{"exercise": "back_squat", "reps": 5, "load_kg": kg}]
            train(person, day, activity="strength", sets=sets)
    assert not ana.small_wins.filter(rule="SW01").exists()
    save_profile(person=ana, changes={"load_unit": "lb"})
    assert ana.small_wins.filter(rule="SW01").count() == 1
    assert stored(ana) == replayed(ana)
    assert not bo.small_wins.filter(rule="SW01").exists()
    save_profile(person=ana, changes={"load_unit": "kg"})
    assert stored(ana) == replayed(ana)
    assert not ana.small_wins.filter(rule="SW01").exists()
    save_profile(person=ana, changes={"load_unit": "", "units": "imperial"})
    assert ana.small_wins.filter(rule="SW01").count() == 1


def test_zones_switched_off_count_no_minute_and_switched_on_count_as_before(ana: Any, bo: Any) -> None:
    for person in (ana, bo):
        for day, minutes in enumerate(({"vigorous": 40}, {"light": 40}, None)):
            train(person, day, hr_zone_minutes=minutes)
        train(person, 3, activity="strength", hr_zone_minutes={"vigorous": 40})
    by_heart = figures(ana)
    assert by_heart[:3] == [("vigorous", 0, 40), ("light", 0, 0), ("moderate", 40, 0)]
    save_profile(person=ana, changes={"uses_heart_rate": False})
    assert figures(ana) == [*[("moderate", 40, 0)] * 3, by_heart[3]]
    assert ana.training_sessions.order_by("day").first().hr_vigorous_min == 40
    assert stored(ana) == replayed(ana)
    assert figures(bo) == by_heart
    save_profile(person=ana, changes={"uses_heart_rate": True})
    assert figures(ana) == by_heart
    assert stored(ana) == replayed(ana)


def test_plans_hear_of_the_days_whose_sessions_count_otherwise(ana: Any, monkeypatch: Any) -> None:
    train(ana, 0, hr_zone_minutes={"vigorous": 40})
    train(ana, 1, hr_zone_minutes={"moderate": 40})
    heard: list[Any] = []
    monkeypatch.setattr("journal.actions.on_sessions_changed", [lambda person, days: heard.append((person, days))])
    save_profile(person=ana, changes={"uses_heart_rate": False})
    assert heard == [(ana, {FIRST})]


@pytest.mark.parametrize("count", [1, 3, 30, 90])
def test_as_many_queries_for_many_sessions(ana: Any, count: int, django_assert_max_num_queries: Any) -> None:
    for day in range(count):
        train(ana, day, hr_zone_minutes={"vigorous": 40})
    with django_assert_max_num_queries(17):
        save_profile(person=ana, changes={"uses_heart_rate": False})
    assert {row[0] for row in figures(ana)} == {"moderate"}
