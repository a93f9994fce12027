"""Support cards on pages: one at a time, put away, muted by a second tap and back by one; what stands beside them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.actions import withdraw_consent
from core.uuid7 import uuid7
from journal import catalogue
from journal.care_words import CARDS, lines_for
from journal.gentler import substitutes
from journal.models import SupportCard, TrainingSet
from tests.factories import make_person, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
ALARM = "You felt unwell while training"
SIGNALS = sorted(CARDS)


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def deal(person, signal="G4", **fields) -> SupportCard:
    values = {"due_on": TODAY, "checked_on": TODAY, "times": 1} | fields
    return SupportCard.objects.create(person=person, signal=signal, **values)


def page(client, path="/"):
    return client.get(path).content.decode()


def sentence(signal: str, language: str = "en") -> str:
    with translation.override(language):
        return str(CARDS[signal].sentence)


@pytest.mark.parametrize("signal", SIGNALS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_card_offers_a_sentence_two_or_three_actions_and_someone_to_call(browse, signal, language):
    person = make_person("ida@example.org", language=language)
    card = deal(person, signal)
    shown = page(browse(person))
    part = shown.split('id="care"')[1].split("</section>")[0]
    assert part.count(sentence(signal, language)) == 1
    assert 2 <= part.count('class="chip"') <= 3
    assert "tel:112" in part
    assert f"/care/{card.pk}/hide/" in part
    assert f"/care/{card.pk}/mute/" in part
    assert 'href="/help/"' in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"checked_on": None},
        {"due_on": None},
        {"is_muted": True},
        {"hidden_until": TODAY + timedelta(days=1)},
        {"due_on": TODAY - timedelta(days=28)},
    ],
)
def test_what_is_over_hidden_or_muted_is_not_shown(ana, browse, fields):
    deal(ana, **fields)
    assert sentence("G4") not in page(browse(ana))


def test_of_two_only_the_first_is_shown(ana, browse):
    for signal in ("G4", "G1", "G8"):
        deal(ana, signal)
    shown = page(browse(ana))
    assert [sentence(signal) in shown for signal in ("G1", "G4", "G8")] == [True, False, False]
    assert shown.count('id="care"') == 1


def test_without_the_consent_to_well_being_none_is_shown(ana, browse):
    card = deal(ana)
    ana.consents.filter(category="wellbeing").update(withdrawn_at=NOW)  # past the hook that takes the row away
    client = browse(ana)
    assert sentence("G4") not in page(client) + page(client, "/care/")
    assert client.post(f"/care/{card.pk}/hide/").status_code == 403


def test_not_now_hides_it_for_a_fortnight(ana, browse, time_machine):
    card, client = deal(ana), browse(ana)
    answer = client.post(f"/care/{card.pk}/hide/", follow=True)
    assert "Put away for 14 days." in answer.content.decode()
    assert sentence("G4") not in answer.content.decode()
    for days, is_there in ((13, False), (14, True)):
        time_machine.move_to(NOW + timedelta(days=days))
        assert (sentence("G4") in page(client)) is is_there


def test_a_kind_goes_by_a_second_tap_and_comes_back_by_one(ana, browse):
    card, client = deal(ana), browse(ana)
    asked = page(client, f"/care/{card.pk}/mute/")
    assert "Show no card of this kind any more?" in asked
    assert sentence("G4") in page(client)
    assert client.post(f"/care/{card.pk}/mute/")["Location"] == "/care/"
    card.refresh_from_db()
    assert (card.is_muted, card.due_on, card.checked_on, card.times) == (True, None, None, 0)
    assert sentence("G4") not in page(client)
    listed = page(client, "/care/")
    assert listed.count("Show again") == 1
    client.post(f"/care/{card.pk}/unmute/")
    assert not SupportCard.objects.exists()
    assert "Show again" not in page(client, "/care/")


@pytest.mark.parametrize(("path", "method"), [("hide", "post"), ("mute", "get"), ("mute", "post"), ("unmute", "post")])
def test_another_persons_card_is_not_found(ana, chen, browse, path, method):
    card = deal(ana, is_muted=path == "unmute")
    assert getattr(browse(chen), method)(f"/care/{card.pk}/{path}/").status_code == 404
    card.refresh_from_db()
    assert (card.hidden_until, card.is_muted) == (None, path == "unmute")


def test_addresses_name_no_signal(ana, browse):
    for signal in SIGNALS:
        SupportCard.objects.all().delete()
        deal(ana, signal)
        assert f"/{signal.lower()}" not in page(browse(ana)).lower()


def test_every_kind_is_explained_and_nobody_monitors(ana, chen, browse):
    for person, words in ((ana, "Nobody monitors this journal."), (chen, "没有人在监看这本日志。")):
        shown = page(browse(person), "/care/")
        assert words in shown
        with translation.override(person.language):
            assert [str(kind.meaning) in shown for kind in CARDS.values()] == [True] * 6


def test_the_second_time_of_too_much_names_who_listens(ana, browse):
    again = str(CARDS["G8"].again)
    deal(ana, "G8")
    assert again not in page(browse(ana))
    SupportCard.objects.update(times=2)
    assert again in page(browse(ana))


def test_too_much_offers_a_rest_today(ana, browse):
    deal(ana, "G8")
    client = browse(ana)
    assert page(client).split('id="care"')[1].split("</section>")[0].count("/days/2026-03-11/rest/") == 1


# Whom to call

OWN_LINES = """
checked_on: 2026-01-01
international: {name: Lines, link: "https://lines.example.org"}
countries:
  - codes: ["NO"]
    name: Norway
    lines:
      - {number: "113", name: Ambulance, emergency: true}
      - {number: "116 123", name: Talk}
      - {number: "948 17 818", name: Food, topic: eating}
"""


@pytest.mark.parametrize(
    ("signal", "numbers"),
    [("G1", ["116 123", "113"]), ("G8", ["948 17 818", "116 123", "113"]), ("G9", ["948 17 818", "116 123", "113"])],
)
def test_lines_about_food_and_weight_come_first_where_they_fit(settings, tmp_path, signal, numbers):
    path = tmp_path / "contacts.yaml"
    path.write_text(OWN_LINES)
    settings.HELP_CONTACTS = str(path)
    assert [line.number for line in lines_for(signal, "Europe/Oslo", "en")] == numbers


@pytest.mark.parametrize(
    ("zone", "first"), [("Asia/Shanghai", "12356"), ("Europe/Oslo", ""), ("UTC", ""), ("Europe/Berlin", "0800 1110111")]
)
def test_without_a_line_of_the_country_the_international_list_comes_first(zone, first):
    lines = lines_for("G1", zone, "en")
    assert lines[0].number == first
    assert first or lines[0].link


# The report of feeling unwell


def test_an_open_report_stays_on_today_until_somebody_looked(ana, bo, browse):
    ana.alarm_reports.create(reported_at=NOW)
    bo.alarm_reports.create(reported_at=NOW)
    client = browse(ana)
    assert ALARM in page(client)
    action = re.search(r'id="alarm".*?<form method="post" action="([^"]+)"', page(client), re.DOTALL)
    assert action
    client.post(action[1], {})
    assert ALARM in page(client)
    client.post(action[1], {"is_checked": "1"})
    assert ALARM not in page(client)
    assert ana.alarm_reports.get().cleared_at == NOW
    assert bo.alarm_reports.get().cleared_at is None


def test_the_report_stands_beside_a_card(ana, browse):
    deal(ana, "G1")
    ana.alarm_reports.create(reported_at=NOW)
    shown = page(browse(ana))
    assert (ALARM in shown, sentence("G1") in shown) == (True, True)


# Gentler exercises


@pytest.mark.parametrize("slug", ["jog", "box_jump", "jump_squat", "burpee", "back_squat", "deadlift"])
def test_substitutes_are_of_low_impact_and_the_same_pattern(slug):
    exercise = catalogue.get(slug)
    offered = substitutes(exercise)
    assert len(offered) == 4
    assert {(one.low_impact, one.pattern) for one in offered} == {(True, exercise.pattern)}
    assert slug not in {one.slug for one in offered}


def hurt(person, slug="", days=1, **fields):
    session = make_session(person, NOW - timedelta(days=days), **({"pain": 5, "activity": "strength"} | fields))
    if slug:
        TrainingSet.objects.create(
            person=person, session=session, started_at=session.started_at, position=0, exercise=slug, reps=5
        )
    return session


def test_gentler_exercises_stand_for_what_hurt(ana, bo, browse):
    hurt(ana, "box_jump")
    hurt(ana, activity="running")
    hurt(ana, "deadlift", pain=None)
    hurt(ana, "bench_press", days=29)
    hurt(bo, "jump_squat")
    shown = page(browse(ana), "/care/gentler/")
    told = ["In place of: Box jump", "In place of: Running", "Cycling", "Deadlift", "Bench press", "Jump squat"]
    assert [text in shown for text in told] == [True, True, True, False, False, False]


def test_gentler_exercises_ask_the_same_queries_for_many(ana, browse):
    client = browse(ana)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/care/gentler/")
        return len(queries)

    hurt(ana, "box_jump")
    asked()
    few = asked()
    for slug in ("deadlift", "jog", "back_squat"):
        hurt(ana, slug)
    assert asked() == few


def test_a_withdrawn_consent_leaves_a_muted_kind_muted(ana):
    deal(ana, "G4", is_muted=True)
    withdraw_consent(person=ana, category="sleep")
    assert ana.support_cards.count() == 1


def test_an_unknown_card_is_not_found(ana, browse):
    assert browse(ana).get(f"/care/{uuid7()}/mute/").status_code == 404
