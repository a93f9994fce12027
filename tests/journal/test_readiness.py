"""Readiness: seven questions, none answered beforehand; kept is whether some answer was yes, and the day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.forms_readiness import QUESTIONS
from journal.models import AlarmReport, ReadinessStatement
from journal.readiness import State, is_adult, readiness, state_of
from tests.factories import make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
NO = {f"question_{number}": "no" for number in range(1, 8)}


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def page(client, path="/readiness/"):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("days", "some_yes", "talked", "unwell", "state"),
    [
        (0, False, False, False, State.READY),
        (365, False, False, False, State.READY),
        (366, False, False, False, State.EXPIRED),
        (10, True, False, False, State.TALK_FIRST),
        (10, True, True, False, State.CLEARED),
        (366, True, True, False, State.EXPIRED),
        (10, False, False, True, State.EXPIRED),
        (10, True, True, True, State.EXPIRED),
    ],
)
def test_state_of_a_statement(days, some_yes, talked, unwell, state):
    assert state_of(TODAY - timedelta(days=days), some_yes, talked, unwell, TODAY) is state


@pytest.mark.parametrize(("born", "is_so"), [(None, None), (2007, True), (2008, None), (2009, False), (1950, True)])
def test_adults_by_the_year_of_birth(born, is_so):
    assert is_adult(born, TODAY) is is_so


@pytest.mark.parametrize("state", list(State))
def test_only_ready_and_cleared_open_vigorous_programmes(ana, state):
    statement = {
        State.EXPIRED: {"answered_on": TODAY - timedelta(days=400), "has_some_yes": False},
        State.READY: {"has_some_yes": False},
        State.TALK_FIRST: {"has_some_yes": True},
        State.CLEARED: {"has_some_yes": True, "has_talked_to_professional": True},
    }.get(state)
    if statement:
        ReadinessStatement.objects.create(person=ana, **({"answered_on": TODAY} | statement))
    found = readiness(ana, TODAY)
    assert (found.state, found.is_open) == (state, state in ("ready", "cleared"))


def test_feeling_unwell_asks_again_until_it_is_answered_again(ana, bo, time_machine):
    ReadinessStatement.objects.create(person=ana, answered_on=TODAY, has_some_yes=False)
    AlarmReport.objects.create(person=bo, reported_at=NOW + timedelta(minutes=1))
    assert readiness(ana, TODAY).state is State.READY
    report = AlarmReport.objects.create(person=ana, reported_at=NOW + timedelta(minutes=1))
    assert readiness(ana, TODAY).state is State.EXPIRED
    AlarmReport.objects.filter(pk=report.pk).update(cleared_at=NOW + timedelta(hours=1))
    assert readiness(ana, TODAY).state is State.EXPIRED
    time_machine.move_to(NOW + timedelta(hours=2))
    ReadinessStatement.objects.create(person=ana, answered_on=TODAY, has_some_yes=False)
    assert readiness(ana, TODAY).state is State.READY


def test_seven_questions_on_one_screen_with_nothing_chosen(ana, browse):
    shown = page(browse(ana))
    assert [str(question) in shown for question in QUESTIONS] == [True] * 7
    assert shown.count('type="radio"') == 14
    assert " checked" not in shown
    assert "Please tell us honestly; your answers stay with you." in shown


def test_the_questions_are_asked_in_chinese(chen, browse):
    shown = page(browse(chen))
    for question in (
        "医生是否曾告诉你有心脏问题或高血压？",
        "是否怀孕，或产后未满 12 周？",
        "是否有其他慢性病，或因此长期服药？",
    ):
        assert question in shown


@pytest.mark.parametrize("missing", [1, 7])
def test_every_question_needs_an_answer(ana, browse, missing):
    answers = {name: value for name, value in NO.items() if name != f"question_{missing}"} | {"question_3": "yes"}
    answer = browse(ana).post("/readiness/", answers)
    shown = answer.content.decode()
    assert (answer.status_code, shown.count("Please choose yes or no."), shown.count(" checked")) == (422, 1, 6)
    assert not ReadinessStatement.objects.exists()


def test_an_answer_that_is_none_is_refused(ana, browse):
    assert browse(ana).post("/readiness/", NO | {"question_2": "maybe"}).status_code == 422
    assert not ReadinessStatement.objects.exists()


def test_all_no_is_ready_and_starts_easy(ana, browse):
    client = browse(ana)
    assert client.post("/readiness/", NO)["Location"] == "/readiness/"
    statement = ana.readiness_statements.get()
    assert (statement.answered_on, statement.has_some_yes) == (TODAY, False)
    shown = page(client)
    assert ("Ready. Start easy." in shown, "eparmedx.com" in shown, "has_talked" in shown) == (True, False, False)


@pytest.mark.parametrize("number", range(1, 8))
def test_one_yes_is_all_that_is_kept(ana, browse, number):
    client = browse(ana)
    client.post("/readiness/", NO | {f"question_{number}": "yes"})
    rows = ReadinessStatement.objects.values()
    assert [(row["has_some_yes"], row["has_talked_to_professional"]) for row in rows] == [(True, False)]
    assert set(rows[0]) == {"id", "person_id", "answered_on", "has_some_yes", "has_talked_to_professional"}
    shown = page(client)
    for text in (
        "Talk to a professional first",
        ">eparmedx.com</a>",
        "PAR-Q+",
        "ePARmed-X+",
        "Logging stays fully open",
    ):
        assert text in shown
    assert client.get("/sessions/new/").status_code == 200


def test_the_tick_clears(ana, browse):
    client = browse(ana)
    client.post("/readiness/", NO | {"question_5": "yes"})
    assert client.post("/readiness/talked/", {}).status_code == 422
    assert readiness(ana, TODAY).state is State.TALK_FIRST
    assert client.post("/readiness/talked/", {"has_talked": "on"}).status_code == 302
    assert readiness(ana, TODAY).state is State.CLEARED
    assert "Ready. Start easy." in page(client)


def test_the_tick_counts_for_the_newest_statement_only(ana, browse, time_machine):
    client = browse(ana)
    client.post("/readiness/", NO | {"question_5": "yes"})
    client.post("/readiness/talked/", {"has_talked": "on"})
    time_machine.move_to(NOW + timedelta(minutes=5), tick=False)
    client.post("/readiness/", NO | {"question_5": "yes"})
    assert readiness(ana, TODAY).state is State.TALK_FIRST


def test_a_tick_without_a_yes_changes_nothing(ana, browse):
    browse(ana).post("/readiness/talked/", {"has_talked": "on"})
    assert readiness(ana, TODAY).state is State.MISSING


def test_they_can_be_answered_again_at_any_time(ana, browse):
    client = browse(ana)
    client.post("/readiness/", NO)
    assert str(QUESTIONS[0]) in page(client, "/readiness/?again=1")
    assert str(QUESTIONS[0]) not in page(client)


@pytest.mark.parametrize("path", ["/settings/", "/help/", "/plan/"])
def test_where_they_are_found(ana, browse, path):
    assert 'href="/readiness/"' in page(browse(ana), path)


def test_a_stranger_on_the_help_page_is_not_asked(browse, db):
    assert 'href="/readiness/"' not in page(browse(), "/help/")


def test_another_persons_statement_is_no_answer(ana, bo):
    ReadinessStatement.objects.create(person=bo, answered_on=TODAY, has_some_yes=False)
    assert readiness(ana, TODAY).state is State.MISSING


def test_young_people_learn_that_programmes_wait(browse):
    young = make_person("young@example.org", birth_year=2009)
    client = browse(young)
    client.post("/readiness/", NO)
    assert "18 and older" in page(client)


def test_without_the_consent_to_training_nothing_is_kept(browse):
    dana = make_person("dana@example.org", consents=["wellbeing"])
    assert browse(dana).post("/readiness/", NO).status_code == 403
    assert not ReadinessStatement.objects.exists()
