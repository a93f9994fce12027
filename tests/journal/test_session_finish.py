"""The page after a session: its small win, how it felt, how sure the next one is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import save_session
from journal.models import SmallWin
from tests.journal.plain_form import PlainForm

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def squats(person, days_ago, load, **fields):
    """A stored strength session."""
    sets = [{"exercise": "back_squat", "load_kg": load, "reps": 5} for _ in range(3)]
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "sets": sets} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def test_finish_keeps_what_was_said(ana, browse):
    session = squats(ana, 0, 60, emotion_word="tense", emotion_before=7)
    client, finish = browse(ana), reverse("journal:session-finish", args=[session.pk])
    page = client.get(finish)
    assert "How strong is the feeling now?" in page.content.decode()
    assert "You said 7" not in page.content.decode()
    form = PlainForm(page, "finish").fill(emotion_after=4, rpe=5, confidence_next=8, note="warm hands")
    form.press(client, finish, "save")
    session.refresh_from_db()
    said = (session.emotion_after, session.rpe, session.confidence_next, session.note)
    assert said == (4, 5, 8, "warm hands")
    assert session.sets.count() == 3
    assert "You said 7 before you started." in client.get(finish).content.decode()


def test_finish_offers_eleven_efforts_with_their_anchors(ana, browse):
    session = squats(ana, 0, 60)
    page = browse(ana).get(reverse("journal:session-finish", args=[session.pk])).content.decode()
    assert page.count('name="rpe"') == 11
    for anchor in ("2 easy", "3 comfortable", "4 a bit hard", "5 hard", "7 very hard", "10 the most I could do"):
        assert anchor in page
    assert "How strong is the feeling now?" not in page
    assert "Logged. That is the work." in page


def test_a_small_win_can_be_kept_or_put_aside(ana, browse):
    for days_ago, load in ((21, 55), (14, 57.5), (7, 60)):
        squats(ana, days_ago, load)
    session = squats(ana, 0, 62.5)
    win = SmallWin.objects.get(session=session, rule="SW01")
    client, finish = browse(ana), reverse("journal:session-finish", args=[session.pk])
    page = client.get(finish)
    assert "Back squat: 62.5 kg, 2.5 kg more than before. You did that." in page.content.decode()
    PlainForm(page, "finish").fill(rpe=6).press(client, finish, "keep_win", str(win.pk))
    win.refresh_from_db()
    session.refresh_from_db()
    assert (win.is_kept, win.is_dismissed, session.rpe) == (True, False, 6)
    PlainForm(client.get(finish), "finish").press(client, finish, "not_a_win", str(win.pk))
    win.refresh_from_db()
    assert (win.is_kept, win.is_dismissed) == (False, True)
    assert "You did that." not in client.get(finish).content.decode()
