"""The page after a session: its small win, the evidence, how it felt, and what comes of the answers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import withdraw_consent
from core.uuid7 import uuid7
from journal.actions import save_session
from journal.models import SmallWin
from tests.factories import make_person
from tests.journal.plain_form import PlainForm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)  # a Wednesday, 19:00 in Oslo


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def log(person, days_ago, **fields):
    """A stored run of half an hour that has just ended, or ended so many days ago."""
    started_at = (NOW - timedelta(days=days_ago, minutes=30)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 30, "activity": "running"} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def squats(person, days_ago, load, **fields):
    """A stored strength session."""
    sets = [{"exercise": "back_squat", "load_kg": load, "reps": 5} for _ in range(3)]
    return log(person, days_ago, **{"activity": "strength", "sets": sets} | fields)


def finish_of(session):
    return reverse("journal:session-finish", args=[session.pk])


def read(answer):
    """The words of a page."""
    return answer.content.decode()


def test_finish_keeps_what_was_said(ana, browse):
    session = squats(ana, 0, 60, emotion_word="tense", emotion_before=7)
    client, finish = browse(ana), finish_of(session)
    page = client.get(finish)
    assert "How strong is the feeling now?" in read(page)
    form = PlainForm(page, "finish").fill(emotion_after=4, rpe=5, confidence_next=8)
    form.fill(note="warm hands", body_note="light")
    assert form.press(client, finish, "save")["Location"] == f"{finish}?said=1"
    session.refresh_from_db()
    said = (session.emotion_after, session.rpe, session.confidence_next, session.note, session.body_note)
    assert said == (4, 5, 8, "warm hands", "light")
    assert (session.emotion_after_at, session.pain) == (NOW, None)
    assert session.sets.count() == 3


def test_finish_offers_eleven_efforts_with_their_anchors(ana, browse):
    session = squats(ana, 0, 60)
    page = read(browse(ana).get(finish_of(session)))
    assert page.count('name="rpe"') == 11
    for anchor in ("2 easy", "3 comfortable", "4 a bit hard", "5 hard", "7 very hard", "10 the most I could do"):
        assert anchor in page
    assert "How strong is the feeling now?" not in page
    assert "Logged. That is the work." in page


def test_what_has_nothing_to_tell_leads_on_to_today(ana, browse):
    session = log(ana, 0)
    client, finish = browse(ana), finish_of(session)
    answer = PlainForm(client.get(finish), "finish").fill(confidence_next=8, note="fine").press(client, finish, "save")
    assert answer["Location"] == "/"
    assert "Saved. That is the work." in read(client.get("/"))


# ---- Small wins ----


def test_a_small_win_can_be_kept_or_put_aside(ana, browse):
    for days_ago, load in ((21, 55), (14, 57.5), (7, 60)):
        squats(ana, days_ago, load)
    session = squats(ana, 0, 62.5)
    win = SmallWin.objects.get(session=session, rule="SW01")
    client, finish = browse(ana), finish_of(session)
    page = client.get(finish)
    assert "Back squat: 62.5 kg, 2.5 kg more than before. You did that." in read(page)
    PlainForm(page, "finish").fill(rpe=6).press(client, finish, "keep_win", str(win.pk))
    win.refresh_from_db()
    session.refresh_from_db()
    assert (win.is_kept, win.is_dismissed, session.rpe) == (True, False, 6)
    PlainForm(client.get(finish), "finish").press(client, finish, "not_a_win", str(win.pk))
    win.refresh_from_db()
    assert (win.is_kept, win.is_dismissed) == (False, True)
    assert "You did that." not in read(client.get(finish))


def offered(page):
    """The wins that can be kept."""
    return [value for name, value in PlainForm(page, "finish").buttons if name == "keep_win"]


def test_one_win_is_a_card_and_the_next_takes_its_place(ana, browse):
    for days_ago, load in ((21, 55), (14, 57.5), (7, 60)):
        squats(ana, days_ago, load)
    session = squats(ana, 0, 62.5)
    first, second = SmallWin.objects.filter(session=session).order_by("priority")
    client, finish = browse(ana), finish_of(session)
    page = client.get(finish)
    assert offered(page) == [str(first.pk)]
    assert page.context["page"].other_wins == ["Active in 4 of the last 5 weeks."]
    PlainForm(page, "finish").press(client, finish, "not_a_win", str(first.pk))
    page = client.get(finish)
    assert offered(page) == [str(second.pk)]
    assert page.context["page"].other_wins == []


def test_another_persons_win_and_session_stay_theirs(ana, bo, browse):
    session, other = squats(ana, 0, 60), squats(bo, 0, 60)
    win = SmallWin.objects.create(id=uuid7(), person=bo, session=other, day=other.day, rule="SW12", priority=0)
    client = browse(ana)
    client.post(finish_of(session), {"not_a_win": str(win.pk)})
    client.post(finish_of(session), {"keep_win": "nonsense"})
    win.refresh_from_db()
    assert (win.is_kept, win.is_dismissed) == (False, False)
    assert client.get(finish_of(other)).status_code == client.post(finish_of(other), {"rpe": 3}).status_code == 404


# ---- Evidence ----


def evidence(page):
    return [tuple(line) for line in page.context["page"].evidence]


def test_evidence_stands_there_at_once_and_with_the_effort_after_saving(ana, browse):
    squats(ana, 7, 60, rpe=6)
    session = squats(ana, 0, 62.5)
    client, finish = browse(ana), finish_of(session)
    page = client.get(finish)
    more = ("Back squat: 62.5 kg × 5", "2.5 kg more than on 25 February")
    assert evidence(page) == [more]
    assert "Evidence that you can" in read(page)
    answer = PlainForm(page, "finish").fill(rpe=4).press(client, finish, "save")
    said = client.get(answer["Location"])
    assert evidence(said) == [more, ("Felt like 4 of 10", "instead of 6 on 25 February")]
    assert 'name="rpe"' not in read(said)


def test_what_the_win_says_is_not_said_twice(ana, browse):
    for days_ago, load in ((21, 55), (14, 57.5), (7, 60)):
        squats(ana, days_ago, load)
    page = browse(ana).get(finish_of(squats(ana, 0, 62.5)))
    assert (page.context["page"].win[0].rule, evidence(page)) == ("SW01", [])
    assert "Evidence that you can" not in read(page)


def test_an_own_exercise_has_its_name(ana, browse):
    ana.own_exercises.create(slug="own_stone", name="Stone lift")
    session = log(ana, 0, activity="strength", sets=[{"exercise": "own_stone", "load_kg": 80, "reps": 1}])
    assert evidence(browse(ana).get(finish_of(session))) == [("Stone lift: 80 kg × 1", "A start.")]


# ---- Feelings ----


def rated(person, days_ago, before, after, word="tired"):
    return log(person, days_ago, emotion_word=word, emotion_before=before, emotion_after=after)


def test_the_earlier_rating_shows_with_the_new_one_only(ana, browse):
    session = log(ana, 0, emotion_word="tense", emotion_before=9)
    client, finish = browse(ana), finish_of(session)
    for address in (finish, f"{finish}?said=1"):
        page = client.get(address)
        assert page.context["page"].change is None
        assert "9 →" not in read(page)
    answer = PlainForm(client.get(finish), "finish").fill(emotion_after=4).press(client, finish, "save")
    said = read(client.get(answer["Location"]))
    assert "Tense: 9 → 4" in said
    assert "eased by 5" in said
    assert "the middle change" not in said
    assert "rated later" not in said


def test_the_median_is_of_the_last_eight_of_the_same_kind(ana, bo, browse):
    for days_ago in range(9, 20):
        rated(ana, days_ago, 9, 0)  # too long ago
    for days_ago in range(1, 8):
        rated(ana, days_ago, 6, 5 - days_ago % 2, word=("tired", "down")[days_ago % 2])
    rated(ana, 2, 2, 9, word="proud")
    rated(ana, -1, 9, 0)
    rated(bo, 1, 9, 0)
    log(ana, 1, emotion_word="tense", emotion_before=9)
    session = rated(ana, 0, 7, 4, word="tense")
    said = read(browse(ana).get(f"{finish_of(session)}?said=1"))
    assert "Over your last 8 sessions with a feeling like this, the middle change was −2." in said


@pytest.mark.parametrize(
    ("word", "before", "after", "told"),
    [("tense", 4, 7, ""), ("tense", 7, 4, "eased by 3"), ("proud", 4, 7, "grew by 3"), ("proud", 7, 4, "")],
)
def test_no_change_has_a_negative_word(ana, browse, word, before, after, told):
    session = rated(ana, 0, before, after, word=word)
    page = browse(ana).get(f"{finish_of(session)}?said=1")
    assert f"{word.title()}: {before} → {after}" in read(page)
    assert page.context["page"].change_words == told


@pytest.mark.parametrize(
    ("later", "is_asked", "is_late"),
    [
        (timedelta(minutes=30), True, False),
        (timedelta(minutes=31), True, True),
        (timedelta(hours=4, minutes=59), True, True),  # 23:59 in Oslo
        (timedelta(hours=5), False, None),
    ],
)
def test_the_feeling_is_asked_until_the_local_day_ends(ana, browse, later, is_asked, is_late):
    session = log(ana, 0, emotion_word="tense", emotion_before=7)
    client, finish = browse(ana), finish_of(session)
    with time_machine.travel(NOW + later, tick=False):
        page = client.get(finish)
        assert ('name="emotion_after"' in read(page)) is is_asked
        client.post(finish, {"emotion_after": "4"})
    session.refresh_from_db()
    assert session.emotion_after == (4 if is_asked else None)
    if is_asked:
        assert session.is_emotion_late is is_late
        assert ("rated later" in read(client.get(f"{finish}?said=1"))) is is_late


def test_a_correction_takes_the_feeling_any_day(ana, browse):
    session = log(ana, 3, emotion_word="tense", emotion_before=7)
    client, edit = browse(ana), reverse("journal:session-edit", args=[session.pk])
    page = client.get(edit)
    assert 'name="emotion_before"' not in read(page)
    PlainForm(page).fill(emotion_after=4).press(client, edit, "save")
    session.refresh_from_db()
    assert (session.emotion_before, session.emotion_after, session.is_emotion_late) == (7, 4, True)
    page = read(client.get(edit))
    assert 'name="emotion_before"' in page
    assert "rated later" in page


# ---- Pain ----

CARE = "Stop, or leave out what hurts. See a professional if it lasts more than 7 days, or if it hurts at night."


@pytest.mark.parametrize(
    ("said", "is_told"),
    [({"pain": 3}, False), ({"pain": 4}, True), ({"pain": 2, "pain_changes_movement": "on"}, True), ({}, False)],
)
@pytest.mark.parametrize("name", ["session-finish", "session-edit"])
def test_pain_is_answered_at_once(ana, browse, name, said, is_told):
    session = log(ana, 0)
    client, address = browse(ana), reverse(f"journal:{name}", args=[session.pk])
    form = PlainForm(client.get(address), "finish" if name == "session-finish" else "session")
    answer = form.fill(**said, pain_place="knee").press(client, address, "save")
    session.refresh_from_db()
    changes = "pain_changes_movement" in said
    assert (session.pain, session.pain_place, session.pain_changes_movement) == (said.get("pain"), "knee", changes)
    assert (CARE in read(client.get(answer["Location"]))) is is_told


def test_pain_is_asked_only_where_it_was_opened(ana, browse):
    client = browse(ana)
    assert '<details class="pain card wide">' in read(client.get(finish_of(log(ana, 0))))
    assert '<details class="pain card wide" open>' in read(client.get(finish_of(log(ana, 0, pain=0))))


# ---- The body note ----


def asks(client, session):
    return 'name="body_note"' in read(client.get(finish_of(session)))


def test_the_body_note_is_asked_once_a_week_until_it_is_answered(ana, bo, browse):
    log(ana, 3, body_note="last Sunday")
    log(bo, 0, body_note="of somebody else")
    monday, today = log(ana, 2), log(ana, 0)
    client = browse(ana)
    assert asks(client, monday)
    assert asks(client, today)
    client.post(finish_of(monday), {"body_note": "warm legs"})
    assert (asks(client, monday), asks(client, today)) == (True, False)  # its own can be corrected


def test_its_question_is_that_of_the_week(ana, browse):
    page = browse(ana).get(finish_of(log(ana, 0)))
    again = browse(ana).get(finish_of(log(ana, 7)))
    assert page.context["form"]["body_note"].label != again.context["form"]["body_note"].label


def test_after_the_answer_it_says_how_many_weeks_had_both(ana, browse):
    log(ana, 7, body_note="steady breath")
    log(ana, 14)
    session = log(ana, 0)
    client = browse(ana)
    answer = client.post(finish_of(session), {"body_note": "warm legs"})
    told = "2 of the last 4 weeks had training and a note on what your body felt."
    assert told in read(client.get(answer["Location"]))
    assert told not in read(client.get(finish_of(session)))


# ---- Consents and questions ----


def test_without_the_consent_nothing_of_well_being_is_asked_or_shown(ana, browse):
    session = log(ana, 0, emotion_word="tense", emotion_before=9, emotion_after=2, body_note="canary", note="canary")
    withdraw_consent(person=ana, category="wellbeing")
    client, finish = browse(ana), finish_of(session)
    for address in (finish, f"{finish}?said=1"):
        page = read(client.get(address))
        for word in ("canary", "9 →", "emotion_after", "confidence_next", "body_note", "of the last 4 weeks"):
            assert word not in page, word
    client.post(finish, {"emotion_after": "5", "note": "more", "rpe": "3"})
    session.refresh_from_db()
    assert (session.emotion_after, session.note, session.rpe) == (2, "canary", 3)


def test_with_training_alone_the_page_is_whole(browse):
    dora = make_person("dora@example.org", consents=["training"])
    session = squats(dora, 0, 60)
    client, finish = browse(dora), finish_of(session)
    PlainForm(client.get(finish), "finish").fill(rpe=6, pain=2).press(client, finish, "save")
    session.refresh_from_db()
    assert (session.rpe, session.pain) == (6, 2)


@pytest.mark.parametrize("query", ["", "?said=1"])
def test_it_asks_the_same_for_one_and_for_many_sessions(ana, browse, query):
    counts, client = [], browse(ana)
    felt = {"emotion_word": "tired", "emotion_before": 6, "emotion_after": 4, "body_note": "warm"}
    sets = [{"exercise": slug, "load_kg": 60, "reps": 5} for slug in ("back_squat", "bench_press", "row")]
    for days_ago in (40, 33, 26, 19, 12):
        session = squats(ana, days_ago, 60, sets=sets, rpe=6, **felt)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(finish_of(session) + query).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2] == counts[4] <= 14
