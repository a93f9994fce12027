"""Forms that a browser kept: read as their pages read them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.actions import withdraw_consent
from accounts.models import User
from accounts.tokens import create_token
from journal.unfinished import keep
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


def strength(opened: datetime, **more: str | list[str]) -> dict[str, list[str]]:
    """Two sets of squats, the second one as it stood in grey."""
    form = {
        "exercise_form": "1", "activity": "strength", "opened_at": str(int(opened.timestamp())),
        "exercise": "back_squat", "0-rows": "2", "0-0-load": "62,5", "0-0-reps": "5", "0-0-done": "on",
        "0-1-plan": "load=60&reps=5", "0-1-done": "on",
    }  # fmt: skip
    return {name: value if isinstance(value, list) else [value] for name, value in (form | more).items()}


def test_a_session_is_saved_as_it_was_when_it_was_sent(ana: User, api: Any) -> None:
    opened = timezone.now().replace(microsecond=0) - timedelta(days=2)
    sent_at = int((opened + timedelta(minutes=47)).timestamp())
    one, client = uuid4(), api(ana)
    for code in (201, 200):
        answer = client.put(f"session-forms/{one}/", {"form": strength(opened), "sent_at": sent_at})
        assert answer.status_code == code, answer.data
    assert answer.data == client.get(f"training-sessions/{one}/").data
    session = ana.training_sessions.get()
    assert (session.minutes, abs(session.started_at - opened) < timedelta(minutes=1)) == (47, True)
    assert list(session.sets.values_list("load_kg", "reps")) == [(62.5, 5), (60, 5)]


def test_a_saved_form_is_no_longer_unfinished(ana: User, api: Any) -> None:
    one, other = uuid4(), uuid4()
    for object_id in (one, other):
        keep(person=ana, session_id=object_id, data=QueryDict("activity=strength&revision=1"))
    body = {"form": strength(timezone.now()), "sent_at": int(timezone.now().timestamp())}
    assert api(ana).put(f"session-forms/{one}/", body).status_code == 201
    assert list(ana.unfinished_sessions.values_list("pk", flat=True)) == [other]


def test_what_cannot_be_stored_is_told_in_the_words_of_the_form(ana: User, api: Any) -> None:
    form = strength(timezone.now(), **{"0-0-reps": "many", "rpe": "12"})
    answer = api(ana).put(f"session-forms/{uuid4()}/", {"form": form, "sent_at": 1})
    assert (answer.status_code, answer.data["sets"]) == (400, ["Back squat · 1: Enter a number."])
    assert not ana.training_sessions.exists()


def night(**more: str) -> dict[str, Any]:
    day = more.pop("day", "2026-03-02")
    return {"form": {name: [value] for name, value in ({"day": day} | more).items()}, "sent_at": 1}


def test_a_night_is_read_from_its_clock_times(ana: User, api: Any) -> None:
    one, body = uuid4(), night(tried_to_sleep="23:10", final_wake="06:50", sol_min_chip="15", waso_min="0", note="wind")
    client = api(ana)
    assert [client.put(f"night-forms/{one}/", body).status_code for _ in range(2)] == [201, 200]
    row = ana.sleep_diary.get()
    assert (row.pk, str(row.day), row.sol_min, row.note) == (one, "2026-03-02", 15, "wind")
    assert (row.final_wake - row.tried_to_sleep) == timedelta(hours=7, minutes=40)


def test_a_night_that_another_device_noted_otherwise_stays(ana: User, api: Any) -> None:
    client = api(ana)
    client.put(f"night-forms/{uuid4()}/", night(note="there"))
    answer = client.put(f"night-forms/{uuid4()}/", night(note="here"))
    assert answer.status_code == 409
    assert "another device" in answer.data["detail"]
    assert ana.sleep_diary.get().note == "there"


@pytest.mark.parametrize("body", [{}, {"form": [], "sent_at": 1}, {"form": {"day": "x"}, "sent_at": 1},
                                  {"form": {"day": ["never"]}, "sent_at": 1}, night(quality="11"),
                                  night(day="2199-01-01", note="x"), {"form": {}, "sent_at": -1}])  # fmt: skip
def test_a_bad_form_is_400(body: Any, ana: User, api: Any) -> None:
    assert api(ana).put(f"night-forms/{uuid4()}/", body).status_code == 400
    assert not ana.sleep_diary.exists()


@pytest.mark.parametrize("resource", ["night-forms", "session-forms"])
def test_another_persons_id_is_404_and_a_narrow_token_403(resource: str, ana: User, chen: User, api: Any) -> None:
    one = uuid4()
    body = {"form": strength(timezone.now(), day="2026-03-02", time="18:30", note="x"), "sent_at": 1}
    assert api(ana).put(f"{resource}/{one}/", body).status_code == 201
    assert api(chen).put(f"{resource}/{one}/", body).status_code == 404
    narrow = ApiClient(create_token(person=chen, name="watch", scopes=["training", "sleep"]))
    assert narrow.put(f"{resource}/{uuid4()}/", body).status_code == 403
    assert not chen.training_sessions.exists()


@pytest.mark.parametrize(("resource", "category"), [("night-forms", "sleep"), ("session-forms", "training")])
def test_without_the_consent_nothing_is_stored(resource: str, category: str, ana: User, api: Any) -> None:
    withdraw_consent(person=ana, category=category)
    answer = api(ana).put(f"{resource}/{uuid4()}/", night(note="x"))
    assert (answer.status_code, answer.data["consent_required"]) == (403, category)
