"""The two own questions behind support cards: asked on their page alone, answered, taken back, and erased with care."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from accounts.erasure import erase_category
from journal.care_questions import clean_answer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)
PAGE = "/care/"


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(datetime(2026, 3, 11, 9, tzinfo=UTC), tick=False)


def answers(person) -> dict[str, tuple[date, int | None]]:
    return {row.question: (row.answered_on, row.score) for row in person.care_answers.all()}


def send(client, question: str, **fields) -> int:
    data = {f"{question}-{name}": value for name, value in fields.items() if name != "forget"}
    return client.post(f"/care/answers/{question}/", data | ({"forget": "1"} if "forget" in fields else {})).status_code


def test_each_is_answered_changed_and_taken_back(ana, browse):
    client = browse(ana)
    assert send(client, "snoring", snoring="on") == 302
    assert send(client, "irritable", irritable="8") == 302
    assert answers(ana) == {"snoring": (TODAY, None), "irritable": (TODAY, 8)}
    send(client, "irritable", irritable="0")
    assert answers(ana)["irritable"] == (TODAY, 0)
    send(client, "snoring")
    assert answers(ana) == {"irritable": (TODAY, 0)}
    send(client, "irritable", irritable="3", forget=True)
    assert answers(ana) == {}


@pytest.mark.parametrize("value", ["11", "-1", "x"])
def test_a_score_beyond_the_scale_is_not_kept(ana, browse, value):
    send(browse(ana), "irritable", irritable=value)
    assert answers(ana) == {}


def test_the_answer_stands_on_the_page_with_its_day_and_the_advice(ana, browse):
    client = browse(ana)
    before = client.get(PAGE).content.decode()
    assert before.count("Nothing asks you for them.") == 1
    assert "That is worth telling a doctor" not in before
    assert "Delete this answer" not in before
    send(client, "snoring", snoring="on")
    after = client.get(PAGE).content.decode()
    assert after.count("That is worth telling a doctor") == after.count("Delete this answer") == 1
    assert "Answered on 11 Mar." in after


def test_both_questions_speak_chinese(chen, browse):
    client = browse(chen)
    send(client, "snoring", snoring="on")
    page = client.get(PAGE).content.decode()
    assert "打鼾" in page.split('id="questions"')[1]
    assert "回答于 3月11日" in page


@pytest.mark.parametrize(
    ("missing", "asked"), [("sleep", ["irritable"]), ("training", ["snoring"]), ("wellbeing", []), ("body", None)]
)
def test_neither_is_asked_or_kept_without_what_was_agreed_to(ana, browse, missing, asked):
    withdraw_consent(person=ana, category=missing)
    client = browse(ana)
    page = client.get(PAGE).content.decode()
    expected = ["irritable", "snoring"] if asked is None else asked
    assert [name for name in ("irritable", "snoring") if f'id="{name}"' in page] == expected
    send(client, "snoring", snoring="on")
    send(client, "irritable", irritable="8")
    assert sorted(answers(ana)) == expected


def test_an_unknown_question_is_not_found(ana, browse):
    assert browse(ana).post("/care/answers/hunger/", {"hunger": "1"}).status_code == 404


def test_answers_are_the_persons_own(ana, bo, browse):
    send(browse(ana), "irritable", irritable="8")
    send(browse(bo), "irritable", irritable="2")
    assert (answers(ana)["irritable"][1], answers(bo)["irritable"][1]) == (8, 2)
    assert "Delete this answer" in browse(bo).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("category", "left"), [("sleep", ["irritable"]), ("training", ["snoring"]), ("wellbeing", []), ("body", None)]
)
def test_erasing_a_category_takes_its_answers(ana, category, left):
    ana.care_answers.create(question="snoring", answered_on=TODAY)
    ana.care_answers.create(question="irritable", answered_on=TODAY, score=8)
    erase_category(ana, category)
    assert sorted(answers(ana)) == (["irritable", "snoring"] if left is None else left)


@pytest.mark.parametrize("fields", [{"question": "snoring", "score": 3}, {"question": "irritable"}])
def test_the_database_knows_which_question_has_a_score(ana, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ana.care_answers.create(answered_on=TODAY, **fields)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"question": "irritable", "answered_on": "2026-03-11"}, ["score"]),
        ({"question": "irritable", "answered_on": "2026-03-11", "score": 11}, ["score"]),
        ({"question": "hunger", "answered_on": "2026-03-11", "score": 1}, ["question"]),
        ({"question": "snoring"}, ["answered_on"]),
    ],
)
def test_a_file_is_read_by_the_same_rules(ana, body, wrong):
    with pytest.raises(ValidationError) as refused:
        clean_answer(ana, body)
    assert list(refused.value.message_dict) == wrong


def test_the_page_asks_one_query_for_both(ana, browse):
    client = browse(ana)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return sum("careanswer" in query["sql"] for query in queries)

    none = asked()
    send(client, "irritable", irritable="8")
    send(client, "snoring", snoring="on")
    assert (none, asked()) == (1, 1)
