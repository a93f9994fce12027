"""Unfinished sessions: kept as they stand, gone on with exactly, forgotten when they are over."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import erase_category, withdraw_consent
from core.pwa import browser_name
from core.retention import keep_retention
from journal.models import UnfinishedSession
from tests.factories import make_person
from tests.journal.plain_form import PlainForm
from tests.journal.session_pages import NEW, NOW, begin, lifted, press


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(ana, browse):
    return browse(ana)


def address(form: PlainForm) -> str:
    return reverse("journal:session-unfinished", args=[form["id"]])


def kept(client: Any, form: PlainForm, revision: int = 1) -> int:
    """Keeps the form the way the script does; the status."""
    form.fill(revision=revision)
    return client.post(address(form), form.values).status_code


def half_done(client: Any) -> PlainForm:
    form = press(client, begin(client, "bench_press", "row"), "link", "0")
    form.fill(_0__0__load="52,5", _0__0__reps="5", _0__0__done="on", _0__0__kind="failure", _0__0__rpe="9")
    form.fill(
        _0__note="elbows in", _0__rest="180", minutes="35", title="Push", emotion_word="tense", emotion_before="7"
    )
    return form.fill(rest='{"until":1,"row":"0-0","label":"F","total":90}', touched_at=str(int(NOW.timestamp())))


def test_it_goes_on_exactly_as_it_was_left(ana, client, browse):
    lifted(ana, 2, {"exercise": "row", "load_kg": 40, "reps": 8})
    form = half_done(client)
    assert kept(client, form) == 204
    other_device = browse(ana)
    again = PlainForm(other_device.get(address(form)))
    changed = {name for name in {*form.values, *again.values} if form.values.get(name) != again.values.get(name)}
    assert changed - {"csrfmiddlewaretoken"} == set()
    assert again.grey == PlainForm(client.post(NEW, form.values)).grey
    assert again.grey["1-0-load"] == "40"


def test_keeping_twice_is_keeping_once_and_older_never_wins(ana, client):
    form = half_done(client)
    assert [kept(client, form, 5), kept(client, form, 5)] == [204, 204]
    assert kept(client, form.fill(title="older"), 4) == 409
    assert kept(client, form.fill(title="newer"), 6) == 204
    assert [row.data["title"] for row in ana.unfinished_sessions.all()] == [["newer"]]


def test_saving_forgets_it_and_late_requests_do_not_bring_it_back(ana, client):
    form = half_done(client)
    kept(client, form)
    form.press(client, NEW, "save")
    assert not UnfinishedSession.objects.exists()
    assert kept(client, form, 9) == 409
    assert not UnfinishedSession.objects.exists()
    session = ana.training_sessions.get()
    assert client.get(address(form)).headers["Location"] == reverse("journal:session-edit", args=[session.pk])


def test_it_is_offered_where_a_session_begins(ana, client):
    form = half_done(client)
    kept(client, form)
    for page in (NEW, "/log/", "/"):
        text = client.get(page).content.decode()
        assert [words in text for words in (address(form), "Go on with Push", "1 set done")] == [True] * 3, page
    discard = reverse("journal:session-discard", args=[form["id"]])
    assert client.get(discard).status_code == 405
    client.post(discard)
    assert not UnfinishedSession.objects.exists()
    for page in (NEW, "/log/", "/"):
        assert "Go on with Push" not in client.get(page).content.decode()


def test_another_person_neither_sees_nor_touches_it(ana, chen, client, browse):
    form = half_done(client)
    kept(client, form)
    theirs = browse(chen)
    assert theirs.get(address(form)).status_code == 404
    assert kept(theirs, form.fill(title="taken"), 9) == 409
    theirs.post(reverse("journal:session-discard", args=[form["id"]]))
    assert ana.unfinished_sessions.get().data["title"] == ["Push"]
    assert not chen.unfinished_sessions.exists()
    for page in (NEW, "/log/", "/"):
        assert "Push" not in theirs.get(page).content.decode()


def test_an_id_of_a_stored_session_of_another_person_says_nothing(ana, chen, browse):
    session = lifted(ana, 1)
    theirs = browse(chen)
    form = begin(theirs).fill(id=session.pk)
    assert kept(theirs, form) == 409
    assert theirs.get(address(form)).status_code == 404


def test_only_fields_of_the_form_are_kept_and_nothing_endless(ana, client):
    form = half_done(client).fill(colour="red", own__name="secret", _0__colour="red", note="x" * 5000)
    assert kept(client, form) == 204
    data = ana.unfinished_sessions.get().data
    assert {"colour", "own-name", "csrfmiddlewaretoken", "save"} & data.keys() == set()
    assert len(data["note"][0]) == 4000
    form.values["exercise"] = ["x" * 3000] * 100
    assert kept(client, form, 2) == 409


def test_well_being_is_kept_only_with_its_consent(browse, db):
    eve = make_person("eve@example.org", consents=["training"])
    client = browse(eve)
    assert kept(client, half_done(client).fill(note="words")) == 204
    assert {"emotion_word", "emotion_before", "note", "0-note"} & eve.unfinished_sessions.get().data.keys() == set()


def test_without_consent_for_training_nothing_is_kept_or_shown(ana, client):
    form = half_done(client)
    kept(client, form)
    withdraw_consent(person=ana, category="training")
    assert kept(client, form, 2) == 403
    assert "Go on with" not in client.get("/").content.decode() + client.get("/log/").content.decode()
    assert ana.unfinished_sessions.get().data["revision"] == ["1"]


def test_erasing_well_being_empties_the_form(ana, client):
    kept(client, half_done(client))
    erase_category(person=ana, category="wellbeing")
    assert ana.unfinished_sessions.get().data == {}
    assert "Go on with Push" not in client.get("/").content.decode() + client.get(NEW).content.decode()


def test_it_stays_for_a_week(ana, client):
    kept(client, half_done(client))
    keep_retention(NOW + timedelta(days=7))
    assert UnfinishedSession.objects.count() == 1
    keep_retention(NOW + timedelta(days=7, seconds=1))
    assert not UnfinishedSession.objects.exists()


def test_it_asks_once_after_three_hours(client):
    form = begin(client, "bench_press").fill(_0__0__reps="5", touched_at=str(int(NOW.timestamp())))
    kept(client, form)
    with time_machine.travel(NOW + timedelta(hours=2, minutes=59), tick=False):
        assert "data-still hidden" in _squeezed(client.get(address(form)))
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        page = client.get(address(form))
        assert "Finish at 19:00" in page.content.decode()
        form = PlainForm(PlainForm(page).press(client, NEW, "go_on"))
        assert "Still going?" not in client.post(NEW, form.values).content.decode()


def _squeezed(answer: Any) -> str:
    """The still-going card's attributes without its sentences."""
    tag = answer.content.decode().partition("data-still ")[2].partition(">")[0]
    return "data-still hidden" if tag.endswith(" hidden") else "shown"


def test_an_abandoned_session_ends_when_something_was_noted_last(ana, client):
    form = begin(client, "bench_press")
    end = NOW + timedelta(minutes=52)
    form.fill(_0__0__reps="5", touched_at=str(int(end.timestamp())))
    kept(client, form)
    with time_machine.travel(NOW + timedelta(hours=20), tick=False):
        form = PlainForm(client.get(address(form)))
        form.press(client, NEW, "finish_at", str(int(end.timestamp())))
    session = ana.training_sessions.get()
    assert (session.minutes, session.started_at, session.sets.count()) == (52, NOW, 1)
    assert not UnfinishedSession.objects.exists()


def test_the_oldest_gives_way_to_the_eleventh(ana, client):
    forms = [begin(client) for _number in range(11)]
    for number, form in enumerate(forms):
        with time_machine.travel(NOW + timedelta(minutes=number), tick=False):
            assert kept(client, form) == 204
    assert {str(row.pk) for row in ana.unfinished_sessions.all()} == {form["id"] for form in forms[1:]}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_with_unfinished_sessions_cost_the_same(client, count):
    for number in range(count):
        kept(client, begin(client, "bench_press").fill(title=f"Push {number}"))
    costs = {}
    for page in (NEW, "/log/", "/"):
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        costs[page] = len(queries)
    assert costs == {NEW: 7, "/log/": 8, "/": 8}


def test_the_browser_names_nobody(ana, chen, client):
    names = {browser_name(ana.pk), browser_name(chen.pk), browser_name(ana.pk)}
    assert len(names) == 2
    page = client.post(NEW, {"activity": "strength"}).content.decode()
    assert f'data-owner="{browser_name(ana.pk)}"' in page
    assert str(ana.pk) not in page


def test_what_is_not_there_is_not_found(client):
    assert client.get(reverse("journal:session-unfinished", args=[uuid4()])).status_code == 404
    assert client.post(reverse("journal:session-discard", args=[uuid4()])).status_code == 302
