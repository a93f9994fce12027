"""Pages of training, used as a browser without scripts uses them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import save_session
from journal.models import TrainingSession
from tests.factories import make_person
from tests.journal.plain_form import PlainForm

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)  # a Wednesday, 19:00 in Oslo
NEW = "/sessions/new/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def squats(person, days_ago, load, reps=5, count=3, exercise="back_squat", **fields):
    """A stored strength session."""
    sets = [{"exercise": exercise, "load_kg": load, "reps": reps, "rpe": 7} for _ in range(count)]
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "sets": sets} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def begin(client, **choice):
    """The form after the first choice."""
    return PlainForm(client.post(NEW, choice or {"activity": "strength"}))


def stored_sets(session):
    return list(session.sets.values_list("exercise", "kind", "load_kg", "reps", "rpe"))


def test_session_new_offers_every_activity(ana, browse):
    buttons = PlainForm(browse(ana).get(NEW), "activities").buttons
    assert len(buttons) == 14
    assert ("activity", "tai_chi") in buttons


def test_cardio_session_needs_minutes_alone(ana, browse):
    client = browse(ana)
    form = begin(client, activity="running").fill(minutes=30, rpe=4, distance="5,2")
    answer = form.press(client, NEW, "save")
    session = ana.training_sessions.get()
    assert answer.headers["Location"] == reverse("journal:session-finish", args=[session.pk])
    assert (session.activity, session.minutes, session.rpe, session.distance_m) == ("running", 30, 4, 5200)
    assert session.started_at == NOW - timedelta(minutes=30)
    assert session.day == date(2026, 3, 4)


def test_minutes_are_asked_when_there_are_none_to_suggest(ana, browse):
    client = browse(ana)
    answer = begin(client, activity="yoga").press(client, NEW, "save")
    assert answer.status_code == 422
    assert "How many minutes did it take?" in answer.content.decode()
    assert not ana.training_sessions.exists()


def test_empty_minutes_are_those_of_last_time(ana, browse):
    squats(ana, 3, 60)
    client = browse(ana)
    form = begin(client)
    assert form.grey["minutes"] == "40"
    form.press(client, NEW, "save")
    assert ana.training_sessions.newest_first()[0].minutes == 40


def test_the_short_version_suggests_ten_minutes(ana, browse):
    squats(ana, 3, 60)
    client = browse(ana)
    assert 'name="short"' in client.get(NEW, {"short": "1"}).content.decode()
    begin(client, activity="strength", short="1").press(client, NEW, "save")
    assert ana.training_sessions.newest_first()[0].minutes == 10


def test_empty_minutes_are_those_since_the_form_was_opened(ana, browse):
    client = browse(ana)
    with time_machine.travel(NOW - timedelta(minutes=47), tick=False):
        form = begin(client)
    form.press(client, NEW, "save")
    session = ana.training_sessions.get()
    assert (session.minutes, session.started_at) == (47, NOW - timedelta(minutes=47))


def test_strength_session_is_written_set_by_set(ana, browse):
    client = browse(ana)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "bench_press"))
    form.fill(minutes=35, _0__0__load="52,5", _0__0__reps=5, _0__1__load="52.5", _0__1__reps=6)
    form = PlainForm(form.press(client, NEW, "add_set", "0"))
    assert (form["0-0-load"], form["0-1-reps"], form["minutes"], form["0-rows"]) == ("52,5", "6", "35", "4")
    form.fill(_0__3__load=55, _0__3__reps=3, _0__3__kind="failure", _0__3__rpe="9.5")
    form.press(client, NEW, "save")
    assert stored_sets(ana.training_sessions.get()) == [
        ("bench_press", "working", Decimal("52.50"), 5, None),
        ("bench_press", "working", Decimal("52.50"), 6, None),
        ("bench_press", "failure", Decimal("55.00"), 3, Decimal("9.5")),
    ]


def test_last_time_stands_in_grey_and_a_tick_takes_it(ana, browse):
    squats(ana, 9, 57.5)
    squats(ana, 2, 60)
    client = browse(ana)
    page = begin(client).press(client, NEW, "add_exercise", "back_squat")
    assert "Last time 2 Mar · 60 × 5, 5, 5 · RPE 7" in page.content.decode()
    form = PlainForm(page)
    assert [form.grey[f"0-{row}-load"] for row in range(3)] == ["60", "60", "60"]
    form.fill(_0__0__done="on", _0__1__done="on").press(client, NEW, "save")
    assert stored_sets(ana.training_sessions.newest_first()[0]) == [
        ("back_squat", "working", Decimal("60.00"), 5, None),
        ("back_squat", "working", Decimal("60.00"), 5, None),
    ]


def test_a_changed_load_is_carried_to_the_next_ticks(ana, browse):
    squats(ana, 2, 60)
    client = browse(ana)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "back_squat"))
    form.fill(_0__0__load="62.5", _0__0__done="on", _0__1__done="on").press(client, NEW, "save")
    loads = [row.load_kg for row in ana.training_sessions.newest_first()[0].sets.all()]
    assert loads == [Decimal("62.50"), Decimal("62.50")]


def test_again_lays_out_an_earlier_session(ana, browse):
    earlier = squats(ana, 2, 60, title="Strength A")
    client = browse(ana)
    form = begin(client, again=str(earlier.pk))
    assert (form["exercise"], form["0-rows"], form["title"], form["activity"]) == (
        "back_squat", "3", "Strength A", "strength",
    )  # fmt: skip


def test_again_does_not_reach_another_persons_session(ana, chen, browse):
    assert browse(chen).post(NEW, {"again": str(squats(ana, 2, 60).pk)}).status_code == 404


def test_pounds_and_miles_are_stored_in_kilograms_and_metres(db, browse):
    dot = make_person("dot@example.org", units="imperial", time_zone="America/Chicago")
    client = browse(dot)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "deadlift"))
    form.fill(minutes=20, _0__0__load="135", _0__0__reps=5).press(client, NEW, "save")
    session = dot.training_sessions.get()
    assert session.sets.get().load_kg == Decimal("61.23")
    edit = reverse("journal:session-edit", args=[session.pk])
    form = PlainForm(client.get(edit), "session")
    assert form["0-0-load"] == "135"
    form.press(client, edit, "save")
    assert dot.training_sessions.get().sets.get().load_kg == Decimal("61.23")
    begin(client, activity="running").fill(minutes=30, distance="3,1").press(client, NEW, "save")
    assert dot.training_sessions.get(activity="running").distance_m == 4989


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("0-0-load", "heavy", "Enter a number."),
        ("0-0-load", "500.01", "Enter 0 to 500 kg."),
        ("0-0-load", "-1", "Enter 0 to 500 kg."),
        ("0-0-reps", "4.5", "Enter a whole number from 0 to 100."),
        ("0-0-reps", "101", "Enter a whole number from 0 to 100."),
        ("minutes", "901", "less than or equal to 900"),
        ("avg_hr", "20", "greater than or equal to 30"),
        ("day", "2026-03-05", "This is still to come."),
    ],
)
def test_what_cannot_be_stored_is_named_and_nothing_is_lost(ana, browse, field, value, words):
    client = browse(ana)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "bench_press"))
    form.fill(minutes=35, title="Push", _0__0__load=50, _0__0__reps=5, _0__1__load=51, _0__1__reps=4)
    form.values[field] = [value]
    answer = form.press(client, NEW, "save")
    again = PlainForm(answer)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert {name: again[name] for name in (field, "title", "0-1-load", "0-1-reps")} == {
        "title": "Push", "0-1-load": "51", "0-1-reps": "4", field: value,
    }  # fmt: skip
    assert not ana.training_sessions.exists()


def test_a_ticked_set_without_numbers_is_asked_for(ana, browse):
    client = browse(ana)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "bench_press"))
    answer = form.fill(minutes=35, _0__0__done="on").press(client, NEW, "save")
    assert "Fill in this field, or take the tick away." in answer.content.decode()


def test_sets_and_exercises_can_be_left_out(ana, browse):
    client = browse(ana)
    form = PlainForm(begin(client).press(client, NEW, "add_exercise", "bench_press"))
    form = PlainForm(form.fill(_0__0__reps=8, _0__2__reps=6).press(client, NEW, "remove_set", "0-1"))
    form = PlainForm(form.press(client, NEW, "add_exercise", "plank"))
    assert (form["0-rows"], form["0-0-reps"], form["0-1-reps"]) == ("2", "8", "6")
    form = PlainForm(form.press(client, NEW, "remove_exercise", "0"))
    form = PlainForm(form.press(client, NEW, "add_set", "1"))
    assert (form.values["exercise"], form["0-rows"]) == (["plank"], "2")


def test_the_picker_searches_in_both_languages(ana, browse):
    client = browse(ana)
    for words in ("bench", "卧推"):
        form = PlainForm(begin(client).fill(q=words).press(client, NEW, "search"))
        assert ("add_exercise", "bench_press") in form.buttons
        assert ("add_exercise", "plank") not in form.buttons


@pytest.mark.parametrize(
    ("chosen", "shown", "left_out"),
    [
        ({"by_activity": "running"}, "jog", "bench_press"),
        ({"by_pattern": "squat"}, "back_squat", "bench_press"),
        ({"by_equipment": "barbell", "by_pattern": "push"}, "bench_press", "back_squat"),
        ({"by_equipment": "none"}, "push_up", "bench_press"),
        ({"by_low_impact": "1", "by_pattern": "aerobic"}, "walk_easy", "jog"),
        ({"q": "press", "by_equipment": "barbell"}, "bench_press", "leg_press"),
        ({"by_equipment": "no such thing", "q": "bench"}, "bench_press", "plank"),
    ],
)
def test_the_picker_narrows_down_like_the_list_of_exercises(ana, browse, chosen, shown, left_out):
    form = begin(browse(ana))
    for name, value in chosen.items():
        form.values.setdefault(name.replace("by_", "by-"), [""])[0] = value
    found = PlainForm(form.press(browse(ana), NEW, "search"))
    assert ("add_exercise", shown) in found.buttons
    assert ("add_exercise", left_out) not in found.buttons
    again = PlainForm(found.press(browse(ana), NEW, "search"))
    assert again.buttons == found.buttons


def test_an_own_exercise_is_created_and_used(ana, browse):
    client = browse(ana)
    form = begin(client).fill(own__name="沙袋", own__unit="load")
    form = PlainForm(form.press(client, NEW, "create_exercise"))
    own = ana.own_exercises.get()
    assert (own.name, form["exercise"]) == ("沙袋", own.slug)
    form.fill(minutes=20, _0__0__load=30, _0__0__reps=10).press(client, NEW, "save")
    assert ana.training_sets.get().exercise == own.slug
    PlainForm(begin(client).fill(own__name="沙袋", own__unit="load").press(client, NEW, "create_exercise"))
    assert ana.own_exercises.count() == 1


def test_a_session_can_be_backdated_in_the_persons_zone(ana, browse):
    client = browse(ana)
    form = begin(client, activity="walking").fill(minutes=20, day="2026-02-27", time="23:30")
    form.press(client, NEW, "save")
    session = ana.training_sessions.get()
    assert (session.day, session.started_at) == (date(2026, 2, 27), datetime(2026, 2, 27, 22, 30, tzinfo=UTC))


def test_sending_twice_stores_one_session(ana, browse):
    client = browse(ana)
    form = begin(client, activity="walking").fill(minutes=20)
    form.press(client, NEW, "save")
    form.fill(minutes=25).press(client, NEW, "save")
    assert [row.minutes for row in ana.training_sessions.all()] == [25]


def test_edit_shows_what_is_stored_and_keeps_what_it_does_not_ask(ana, browse):
    session = squats(
        ana, 2, 60, rpe=6, note="steady", emotion_word="tense", emotion_before=7, confidence_next=8, title="A"
    )
    client, edit = browse(ana), reverse("journal:session-edit", args=[session.pk])
    form = PlainForm(client.get(edit))
    assert (form["minutes"], form["rpe"], form["day"], form["time"]) == ("40", "6", "2026-03-02", "19:00")
    form.fill(minutes=50, _0__0__load="61,25").press(client, edit, "save")
    session.refresh_from_db()
    kept = (session.note, session.emotion_word, session.emotion_before, session.confidence_next, session.rpe)
    assert kept == ("steady", "tense", 7, 8, 6)
    assert session.minutes == 50
    assert [row.load_kg for row in session.sets.all()] == [Decimal("61.25"), Decimal("60.00"), Decimal("60.00")]


def test_an_edit_keeps_the_day_of_a_session_from_another_zone(ana, browse):
    started_at = datetime.fromisoformat("2026-03-01T23:15:00-05:00")
    session = squats(ana, 0, 60, started_at=started_at)
    client, edit = browse(ana), reverse("journal:session-edit", args=[session.pk])
    PlainForm(client.get(edit)).fill(minutes=45).press(client, edit, "save")
    session.refresh_from_db()
    assert (session.minutes, session.day, session.started_at) == (45, date(2026, 3, 1), started_at)


def test_edit_loses_no_figure_that_its_exercise_does_not_ask(ana, browse):
    sets = [{"exercise": "jog", "seconds": 750, "distance_m": 2012}]
    session = squats(ana, 1, 60, activity="running", sets=sets)
    client, edit = browse(ana), reverse("journal:session-edit", args=[session.pk])
    form = PlainForm(client.get(edit))
    assert (form["0-0-time"], form["0-0-distance"]) == ("12:30", "2.012")
    form.press(client, edit, "save")
    row = ana.training_sets.get()
    assert (row.seconds, row.distance_m) == (750, 2012)


def test_delete_offers_undo(ana, browse):
    session = squats(ana, 2, 60)
    client = browse(ana)
    delete = reverse("journal:entry-delete", args=["training-sessions", session.pk])
    assert delete in client.get(reverse("journal:session-edit", args=[session.pk])).content.decode()
    page = client.post(delete, follow=True).content.decode()
    assert not ana.training_sessions.exists()
    undo = reverse("journal:entry-restore", args=[ana.deleted_entries.get().pk])
    assert f'action="{undo}"' in page
    client.post(undo)
    assert ana.training_sessions.get().sets.count() == 3


def test_feelings_are_asked_only_after_their_consent(db, browse):
    eve = make_person("eve@example.org", consents=["training"])
    client = browse(eve)
    form = begin(client, activity="walking")
    assert "emotion_before" not in form.grey
    form.fill(minutes=20, emotion_word="tense", emotion_before=7, note="hidden").press(client, NEW, "save")
    session = eve.training_sessions.get()
    assert (session.emotion_word, session.emotion_before, session.note) == ("", None, "")
    page = client.get(reverse("journal:session-finish", args=[session.pk])).content.decode()
    assert 'name="confidence_next"' not in page
    assert 'value="wellbeing"' in page


def test_without_consent_the_page_asks_and_stores_nothing(db, browse):
    finn = make_person("finn@example.org", consents=[])
    client = browse(finn)
    assert 'value="training"' in client.get(NEW).content.decode()
    answer = client.post(NEW, {"activity": "walking", "exercise_form": "1", "minutes": "20", "save": "1"})
    assert answer.status_code == 403
    assert not finn.training_sessions.exists()


@pytest.mark.parametrize("name", ["session-edit", "session-finish"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_outsider_finds_no_session_of_ana(ana, chen, browse, name, method):
    session = squats(ana, 1, 60, note="private")
    answer = getattr(browse(chen), method)(reverse(f"journal:{name}", args=[session.pk]), {"minutes": "1", "save": "1"})
    assert answer.status_code == 404
    assert "private" not in answer.content.decode()
    session.refresh_from_db()
    assert session.minutes == 40


def test_an_outsider_cannot_write_over_anas_session(ana, chen, browse):
    session, client = squats(ana, 1, 60), browse(chen)
    form = begin(client, activity="walking").fill(id=session.pk, minutes=1)
    assert form.press(client, NEW, "save").status_code == 404
    session.refresh_from_db()
    assert (session.minutes, session.person_id) == (40, ana.pk)


def test_a_stranger_is_sent_to_sign_in(db, browse):
    for address in (NEW, reverse("journal:session-edit", args=[uuid4()]), reverse("journal:exercise-picker")):
        assert "/accounts/login/" in browse().get(address).headers["Location"]


def test_exercise_list_finds_and_begins(ana, browse):
    client = browse(ana)
    squats(ana, 2, 60)
    page = client.get(reverse("journal:exercise-picker"), {"q": "深蹲"}).content.decode()
    assert 'value="back_squat"' in page
    assert 'value="bench_press"' not in page
    form = PlainForm(client.post(NEW, {"activity": "strength", "add_exercise": "back_squat"}))
    assert (form["exercise"], form.grey["0-0-load"]) == ("back_squat", "60")


def test_queries_do_not_grow_with_exercises_and_sets(ana, browse):
    client, counts = browse(ana), []
    for exercises in (["back_squat"], ["back_squat", "bench_press", "deadlift"]):
        TrainingSession.objects.all().delete()
        sets = [{"exercise": slug, "load_kg": 50, "reps": 5} for slug in exercises for _ in range(len(exercises))]
        squats(ana, 4, 50, sets=sets)
        session = squats(ana, 2, 60, sets=sets)
        for address in (
            reverse("journal:session-edit", args=[session.pk]),
            NEW,
            reverse("journal:session-finish", args=[session.pk]),
        ):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            client.post(NEW, {"again": str(session.pk)})
        counts.append(len(captured))
    assert counts[:4] == counts[4:]
