"""Pauses on pages: begun in two taps, ended by one, corrected, taken back; a quiet line above a new session."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from core.models import OutboxMail
from core.sender import send_due
from core.uuid7 import uuid7
from groups.reminders import write_due_reminders
from tests.factories import make_group, make_person, make_session, make_slot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)
NEW = {"reason": "illness", "symptoms": ["fever"], "day": "2026-03-11", "ended_on": ""}
REST = "No training for now"
LINE = "You noted that you are ill: no training for now."
COLD = "You noted a cold: something light"
AFTER = "The first session after a fever is a light one"


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(datetime(2026, 3, 11, 9, tzinfo=UTC), tick=False)


def begin(client, **changes):
    return client.post("/pauses/new/", {"id": str(uuid7()), **NEW, **changes})


def words(client, path="/pauses/"):
    return client.get(path).content.decode()


def test_begun_today_it_stands_on_today_in_place_of_the_plan(ana, browse):
    client = browse(ana)
    assert begin(client).status_code == 302
    pause = ana.pauses.get()
    assert (pause.reason, pause.symptoms, pause.day, pause.ended_on) == ("illness", ["fever"], TODAY, None)
    page = words(client, "/")
    assert [text in page for text in ("Paused since 11 March", REST, "End the pause", 'id="plan"')] == [
        True, True, True, False,
    ]  # fmt: skip


def test_the_form_knows_why_it_was_opened(ana, browse):
    page = words(browse(ana), "/pauses/new/?reason=illness")
    assert 'value="illness" required id="id_reason_0" checked' in page
    assert " checked" not in words(browse(ana), "/pauses/new/")
    assert " checked" not in words(browse(ana), "/pauses/new/?reason=<b>")


def test_pressed_twice_it_is_one_pause(ana, browse):
    client, same = browse(ana), str(uuid7())
    assert [begin(client, id=same).status_code for _ in range(2)] == [302, 302]
    assert ana.pauses.count() == 1


def test_symptoms_belong_to_an_illness_alone(ana, browse):
    begin(browse(ana), reason="travel")
    assert ana.pauses.get().symptoms == []


def test_an_overlap_is_told_and_nothing_is_stored(ana, browse):
    client = browse(ana)
    begin(client)
    answer = begin(client, day="2026-03-20")
    assert answer.status_code == 422
    assert "Another pause covers one of these days." in answer.content.decode()
    assert ana.pauses.count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ended_on": "2026-03-10"}, "The last day lies before"),
        ({"reason": ""}, "required"),
        ({"day": "x"}, "valid date"),
    ],
)
def test_a_refused_form_keeps_what_was_entered(ana, browse, changes, reason):
    answer = begin(browse(ana), **changes)
    page = answer.content.decode()
    assert (answer.status_code, reason in page, 'value="fever" id="id_symptoms_0" checked' in page) == (422, True, True)
    assert not ana.pauses.exists()


@pytest.mark.parametrize(
    ("symptoms", "told"),
    [(["fever"], "after a whole day without fever"), (["cold"], "Begin as small as you like"), ([], "Begin as small")],
)
def test_one_tap_ends_it(ana, browse, symptoms, told):
    pause = ana.pauses.create(day=TODAY - timedelta(days=4), reason="illness", symptoms=symptoms)
    answer = browse(ana).post(f"/pauses/{pause.pk}/end/", {"next": "/"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert told in answer.content.decode()
    pause.refresh_from_db()
    assert pause.ended_on == TODAY - timedelta(days=1)
    assert 'id="plan"' in answer.content.decode()


def test_a_pause_of_today_is_taken_back_and_can_be_undone(ana, browse):
    client = browse(ana)
    begin(client)
    pause = ana.pauses.get()
    answer = client.post(f"/pauses/{pause.pk}/end/", follow=True)
    undo = f"/entries/{pause.pk}/restore/"
    assert undo in answer.content.decode()
    assert not ana.pauses.exists()
    assert client.post(undo)["Location"] == "/pauses/"
    assert ana.pauses.get().pk == pause.pk


def test_days_can_be_corrected_and_dated_back(ana, browse):
    client = browse(ana)
    begin(client)
    pause = ana.pauses.get()
    body = NEW | {"id": str(pause.pk), "day": "2026-02-01", "ended_on": "2026-02-08", "reason": "exams"}
    assert client.post(f"/pauses/{pause.pk}/", body).status_code == 302
    pause.refresh_from_db()
    assert (pause.day, pause.ended_on, pause.reason, pause.symptoms) == (
        date(2026, 2, 1),
        date(2026, 2, 8),
        "exams",
        [],
    )
    assert "Paused since" not in words(client, "/")


def test_a_deleted_pause_offers_undo(ana, browse):
    pause = ana.pauses.create(day=date(2026, 4, 1), ended_on=date(2026, 4, 5), reason="travel")  # still to come
    answer = browse(ana).post(f"/pauses/{pause.pk}/delete/", follow=True)
    assert f"/entries/{pause.pk}/restore/" in answer.content.decode()
    assert not ana.pauses.exists()


@pytest.mark.parametrize("path", ["", "end/", "delete/"])
def test_another_persons_pause_is_not_found(ana, chen, browse, path):
    pause = ana.pauses.create(day=TODAY, reason="illness", symptoms=["fever"])
    assert browse(chen).post(f"/pauses/{pause.pk}/{path}", NEW | {"id": str(pause.pk)}).status_code == 404
    assert begin(browse(chen), id=str(pause.pk)).status_code == 404
    assert browse(chen).get(f"/pauses/{pause.pk}/").status_code == 404
    pause.refresh_from_db()
    assert (pause.ended_on, pause.symptoms) == (None, ["fever"])


def test_without_well_being_only_the_reason_is_asked_and_shown(ana, browse):
    ana.pauses.create(day=TODAY, reason="illness", symptoms=["fever"])
    withdraw_consent(person=ana, category="wellbeing")
    client = browse(ana)
    pause = ana.pauses.get()
    assert 'name="symptoms"' not in words(client, "/pauses/new/")
    assert 'name="symptoms"' not in words(client, f"/pauses/{pause.pk}/")
    assert REST not in words(client, "/") + words(client) + words(client, "/sessions/new/")
    client.post(f"/pauses/{pause.pk}/", {"id": str(pause.pk), "reason": "illness", "day": "2026-03-10"})
    pause.refresh_from_db()
    assert (pause.day, pause.symptoms) == (date(2026, 3, 10), ["fever"])


def test_without_the_consent_to_training_the_question_comes_first(browse):
    dana = make_person("dana@example.org", consents=[])
    assert "Store my training" in words(browse(dana))
    assert begin(browse(dana)).status_code == 403
    assert not dana.pauses.exists()


@pytest.mark.parametrize(
    ("first", "last", "symptoms", "trained", "line"),
    [
        (0, None, ["fever"], None, LINE),
        (0, None, ["aching", "cold"], None, LINE),
        (0, None, ["cold"], None, COLD),
        (0, None, [], None, ""),
        (-5, -1, ["fever"], None, AFTER),
        (-5, -1, ["fever"], -5, AFTER),  # while it lasted
        (-5, -1, ["fever"], 0, ""),  # the first session was
        (-5, -1, ["stomach"], None, ""),
        (-20, -7, ["fever"], None, AFTER),
        (-20, -8, ["fever"], None, ""),
        (1, 3, ["fever"], None, ""),
    ],
)
def test_a_new_session_says_what_illness_asks_and_never_blocks(ana, browse, first, last, symptoms, trained, line):
    ended_on = None if last is None else TODAY + timedelta(days=last)
    ana.pauses.create(day=TODAY + timedelta(days=first), ended_on=ended_on, reason="illness", symptoms=symptoms)
    if trained is not None:
        make_session(ana, datetime(2026, 3, 11, 8, tzinfo=UTC) + timedelta(days=trained))
    client = browse(ana)
    for path in ("/sessions/new/", "/sessions/new/?activity=walking"):
        page = words(client, path)
        assert [text for text in (LINE, AFTER, COLD) if text in page] == ([line] if line else []), path
    saved = client.post("/sessions/new/", {"activity": "walking", "minutes": "20", "save": "1", "exercise_form": "1"})
    assert saved.status_code == 302


def test_travel_says_nothing_above_a_session(ana, browse):
    ana.pauses.create(day=TODAY, reason="travel")
    assert "card calm" not in words(browse(ana), "/sessions/new/").split("<main")[1].split("<form")[0]


def test_the_list_costs_the_same_for_many(ana, browse):
    client = browse(ana)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/pauses/")
        return len(queries)

    ana.pauses.create(day=TODAY, reason="travel")
    asked()
    few = asked()
    for number in range(1, 4):
        day = TODAY - timedelta(days=10 * number)
        ana.pauses.create(day=day, ended_on=day, reason="other")
    assert asked() == few <= 6


def test_no_reminder_while_paused(ana, bo, time_machine):
    group = make_group(ana, bo)
    make_slot(group, weekday=3)  # tomorrow
    ana.pauses.create(day=TODAY - timedelta(days=3), ended_on=date(2026, 3, 12), reason="travel")
    time_machine.move_to(datetime(2026, 3, 11, 20, tzinfo=UTC))
    write_due_reminders()
    time_machine.move_to(datetime(2026, 3, 12, 15, 5, tzinfo=UTC))
    send_due()
    states = dict(OutboxMail.objects.filter(kind="checkin_reminder").values_list("person__email", "state"))
    assert states == {"ana@example.org": "skipped", "bo@example.org": "sent"}
