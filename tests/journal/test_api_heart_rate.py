"""Heart rate over the API: minutes by zone, samples that are dropped, and what decides the minutes that count."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from journal.models import TrainingSession
from tests.owned_resources import at

pytestmark = pytest.mark.django_db
STEADY = [[second, 120] for second in range(0, 2401, 30)]
HARD = [[second, 150] for second in range(0, 2401, 30)]
FIGURES = ("intensity", "moderate_equivalent_minutes", "hr_zone_minutes")


def run(**more: Any) -> dict[str, Any]:
    return {"started_at": at(0), "minutes": 40, "activity": "running", "talk_test": "light"} | more


def minutes(light: int | None = 0, moderate: int | None = 0, vigorous: int | None = 0) -> dict[str, int | None]:
    return {"light": light, "moderate": moderate, "vigorous": vigorous}


@pytest.fixture
def ana(ana: User) -> User:
    """Forty years old, with a resting rate of 60: moderate from 108, vigorous from 132."""
    ana.birth_year = 1986
    ana.save()
    ana.measurements.create(day="2026-03-01", measured_at=at(-1), kind="resting_hr", value=60, unit="bpm")
    return ana


@pytest.fixture
def put(ana: User, api: Any) -> Any:
    """Writes a session, always the same one; the answer."""
    client, session_id = api(ana), uuid4()
    return lambda **more: client.put(f"training-sessions/{session_id}/", run(**more))


def read(answer: Any) -> tuple[Any, ...]:
    assert answer.status_code in {200, 201}, answer.data
    return tuple(answer.data[name] for name in FIGURES)


@pytest.mark.parametrize(
    ("sent", "figures"),
    [
        ({}, ("light", 0, None)),
        ({"hr_zone_minutes": None}, ("light", 0, None)),
        ({"hr_zone_minutes": minutes(10, 20, 10)}, ("moderate", 40, minutes(10, 20, 10))),
        ({"hr_zone_minutes": {"moderate": 24}}, ("moderate", 24, minutes(None, 24, None))),
        ({"hr_zone_minutes": {"moderate": 23}}, ("light", 0, minutes(None, 23, None))),
        ({"hr_zone_minutes": minutes(14, 14, 14)}, ("moderate", 42, minutes(14, 14, 14))),
        ({"hr_samples": STEADY}, ("moderate", 40, minutes(moderate=40))),
        ({"hr_samples": HARD}, ("vigorous", 80, minutes(vigorous=40))),
        ({"hr_samples": STEADY[:20]}, ("light", 0, minutes(moderate=10))),
        ({"hr_samples": []}, ("light", 0, None)),
        ({"hr_samples": HARD, "hr_zone_minutes": minutes(40)}, ("vigorous", 80, minutes(vigorous=40))),
        ({"hr_samples": STEADY, "activity": "strength"}, ("light", 0, minutes(moderate=40))),
    ],
)
def test_heart_rate_decides_what_counts(put: Any, sent: dict[str, Any], figures: tuple[Any, ...]) -> None:
    assert read(put(**sent)) == figures


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({"uses_heart_rate": False}, ("light", 0, None)),
        ({"birth_year": None}, ("light", 0, None)),
        ({"max_heart_rate": 150}, ("vigorous", 80, minutes(vigorous=40))),  # not above the estimate of 180
        ({"max_heart_rate": 210}, ("vigorous", 80, minutes(vigorous=40))),  # vigorous from 150 on
        ({"max_heart_rate": 211}, ("moderate", 40, minutes(moderate=40))),  # from 151 on
    ],
)
def test_zones_are_the_persons_own(put: Any, ana: User, changes: dict[str, Any], figures: tuple[Any, ...]) -> None:
    User.objects.filter(pk=ana.pk).update(**changes)
    assert read(put(hr_samples=HARD)) == figures


def test_without_the_consent_for_the_body_its_values_are_left_aside(put: Any, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(max_heart_rate=220)
    ana.consents.filter(category="body").delete()
    samples = [[second, 138] for second in range(0, 2401, 30)]  # moderate by 64-76 % of 180, not by reserve
    assert read(put(hr_samples=samples)) == ("moderate", 40, minutes(moderate=40))


def test_minutes_by_zone_count_for_nobody_who_switched_zones_off(put: Any, ana: User) -> None:
    sent = {"hr_zone_minutes": minutes(vigorous=40)}
    assert read(put(**sent)) == ("vigorous", 80, minutes(vigorous=40))
    User.objects.filter(pk=ana.pk).update(uses_heart_rate=False)
    assert read(put(**sent)) == ("light", 0, minutes(vigorous=40))


def test_a_patch_keeps_what_it_does_not_name(ana: User, put: Any, api: Any) -> None:
    before = put(hr_samples=HARD).data
    path = f"training-sessions/{before['id']}/"
    assert api(ana).patch(path, {"title": "Hill"}).data == before | {"title": "Hill"}
    assert read(api(ana).patch(path, {"hr_samples": STEADY})) == ("moderate", 40, minutes(moderate=40))
    assert read(api(ana).patch(path, {"hr_zone_minutes": None})) == ("light", 0, None)


def test_samples_are_stored_nowhere(put: Any, ana: User) -> None:
    canary = [[second, 141 + second // 1200] for second in range(0, 2401, 30)]
    answer = put(hr_samples=canary)
    assert "hr_samples" not in answer.data
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names()
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "[1230, 142]" not in json.dumps(cursor.fetchall(), default=str), table
    assert TrainingSession.objects.get().hr_vigorous_min == 40


@pytest.mark.parametrize(
    "sent",
    [
        {"hr_zone_minutes": minutes(20, 20, 3)},  # 43 of 40
        {"hr_zone_minutes": minutes(-1)},
        {"hr_zone_minutes": minutes(901)},
        {"hr_zone_minutes": {"light": 1.5}},
        {"hr_zone_minutes": {"light": True}},
        {"hr_zone_minutes": {"light": [1]}},
        {"hr_zone_minutes": {"hard": 1}},
        {"hr_zone_minutes": [10, 20, 10]},
        {"hr_zone_minutes": 40},
        {"hr_samples": {"0": 120}},
        {"hr_samples": "0,120"},
        {"hr_samples": [120, 121]},
        {"hr_samples": [[0]]},
        {"hr_samples": [[0, 120, 1]]},
        {"hr_samples": [[0, 29]]},
        {"hr_samples": [[0, 241]]},
        {"hr_samples": [[0, None]]},
        {"hr_samples": [[0, True]]},
        {"hr_samples": [[0.5, 120]]},
        {"hr_samples": [[-1, 120]]},
        {"hr_samples": [[54_001, 120]]},
        {"hr_samples": [[0, 120], [0, 121]]},
        {"hr_samples": [[10, 120], [0, 121]]},
        {"hr_samples": [[0, 120]] * 54_001},
    ],
)
def test_bad_heart_rates_are_refused(put: Any, sent: dict[str, Any]) -> None:
    answer = put(**sent)
    assert answer.status_code == 400
    assert list(answer.data) == list(sent)
    assert not TrainingSession.objects.exists()


def test_a_shorter_session_cannot_keep_more_minutes_than_it_has(ana: User, put: Any, api: Any) -> None:
    before = put(hr_zone_minutes=minutes(10, 20, 10)).data
    answer = api(ana).patch(f"training-sessions/{before['id']}/", {"minutes": 30})
    assert answer.data == {"hr_zone_minutes": ["The minutes by heart-rate zone are more than the session has."]}
