"""Minutes by heart-rate zone in the form of a session."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import save_session
from tests.journal.plain_form import PlainForm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
NEW = "/sessions/new/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def stored(person, activity="running", **fields):
    """A session of half an hour that has just ended."""
    started_at = (NOW - timedelta(minutes=30)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 30, "activity": activity} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def edit_of(session):
    return reverse("journal:session-edit", args=[session.pk])


def minutes(session):
    session.refresh_from_db()
    return session.hr_light_min, session.hr_moderate_min, session.hr_vigorous_min


def test_a_new_session_takes_them(ana, browse):
    client = browse(ana)
    form = PlainForm(client.post(NEW, {"activity": "running"}))
    form.fill(minutes=30, talk_test="light", hr_light_min=10, hr_moderate_min=20).press(client, NEW, "save")
    session = ana.training_sessions.get()
    assert minutes(session) == (10, 20, None)
    assert (session.intensity, session.moderate_minutes, session.vigorous_minutes) == ("moderate", 20, 0)


def test_a_correction_shows_and_changes_them(ana, browse):
    session = stored(ana, hr_zone_minutes={"light": 10, "moderate": 0})
    client = browse(ana)
    form = PlainForm(client.get(edit_of(session)))
    assert [form[f"hr_{zone}_min"] for zone in ("light", "moderate", "vigorous")] == ["10", "0", ""]
    form.fill(hr_light_min="", hr_vigorous_min=25).press(client, edit_of(session), "save")
    assert minutes(session) == (None, 0, 25)
    assert session.vigorous_minutes == 25


def test_a_button_that_does_not_save_keeps_what_is_typed(ana, browse):
    client = browse(ana)
    form = PlainForm(client.post(NEW, {"activity": "running"})).fill(hr_moderate_min=20)
    assert PlainForm(form.press(client, NEW, "add_exercise", "jog"))["hr_moderate_min"] == "20"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"hr_light_min": "many"}, "Enter a whole number."),
        ({"hr_light_min": 901}, "Ensure this value is less than or equal to 900."),
        ({"hr_light_min": 20, "hr_vigorous_min": 20}, "The minutes by heart-rate zone are more than the session has."),
    ],
)
def test_what_cannot_be_is_told(ana, browse, typed, told):
    session = stored(ana)
    client = browse(ana)
    answer = PlainForm(client.get(edit_of(session))).fill(**typed).press(client, edit_of(session), "save")
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert minutes(session) == (None, None, None)


@pytest.mark.parametrize(
    ("activity", "uses_heart_rate", "by_zone", "is_asked"),
    [
        ("running", True, None, True),
        ("running", False, None, False),
        ("strength", True, None, False),
        ("yoga", True, None, False),
        ("running", False, {"light": 5}, True),
        ("strength", True, {"light": 5}, True),
    ],
)
def test_they_are_asked_where_they_count_or_stand(ana, browse, activity, uses_heart_rate, by_zone, is_asked):
    ana.uses_heart_rate = uses_heart_rate
    ana.save()
    page = browse(ana).get(edit_of(stored(ana, activity, hr_zone_minutes=by_zone))).content.decode()
    assert ('name="hr_light_min"' in page) is is_asked
