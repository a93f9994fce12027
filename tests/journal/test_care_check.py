"""The check at four in the morning: who is due, what it reads, what it stores, what it costs."""

import logging
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import give_consent, withdraw_consent
from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_mood, save_session
from journal.care_actions import answer_question
from journal.care_check import check_due, next_check_at
from journal.models import Measurement, PsqiSheet, SupportCard
from journal.tasks import support_check
from tests.factories import make_mood, make_night, make_person, make_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 17, 2, 30, tzinfo=UTC)  # half past four in Oslo
DUE = NOW - timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def due(person: User, at: datetime = DUE) -> User:
    User.objects.filter(pk=person.pk).update(next_support_check_at=at)
    return person


def feel_low(person: User, days: int = 8) -> User:
    for back in range(1, days + 1):
        make_mood(person, 2, NOW - timedelta(days=back, hours=8))
    return person


def be_sore(person: User) -> User:
    make_session(person, NOW - timedelta(days=1), pain=6, rpe=3)
    return person


def lie_awake(person: User) -> User:
    for back in range(12):
        make_night(person, NOW.date() - timedelta(days=back), total_sleep_min=300, quality=2)
    return person


def lose_weight(person: User) -> User:
    for back, kg in ((31, 70), (2, 60)):
        at = NOW - timedelta(days=back)
        Measurement.objects.create(
            person=person, kind="weight", value=kg, unit="kg", measured_at=at, day=at.date(), id=uuid7()
        )
    return person


def signals(person: User) -> set[str]:
    """Of the cards that found their signal."""
    return set(SupportCard.objects.filter(person=person, checked_on__isnull=False).values_list("signal", flat=True))


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Europe/Oslo", "2026-06-17T01:59Z", "2026-06-17T02:00Z"),
        ("Europe/Oslo", "2026-06-17T02:00Z", "2026-06-18T02:00Z"),
        ("Europe/Oslo", "2026-03-28T12:00Z", "2026-03-29T02:00Z"),  # the night of the clock change
        ("Asia/Shanghai", "2026-06-17T02:30Z", "2026-06-17T20:00Z"),
        ("America/Los_Angeles", "2026-06-17T02:30Z", "2026-06-17T11:00Z"),
    ],
)
def test_next_check_is_at_four_by_the_own_clock(zone, now, expected):
    assert next_check_at(zone, datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


def test_who_is_not_due_is_left_alone(ana, bo):
    feel_low(due(ana, NOW + timedelta(minutes=1)))
    feel_low(bo)  # never woken
    assert check_due() == 0
    assert SupportCard.objects.count() == 0


@pytest.mark.parametrize(
    ("happen", "signal"), [(feel_low, "G1"), (lie_awake, "G4"), (be_sore, "G6"), (lose_weight, "G9")]
)
def test_a_signal_makes_its_card_come_up_once(ana, happen, signal):
    happen(due(ana))
    support_check()
    card = ana.support_cards.get(checked_on__isnull=False)
    assert (card.signal, card.due_on, card.checked_on, card.times) == (signal, NOW.date(), NOW.date(), 1)
    ana.refresh_from_db()
    assert ana.next_support_check_at == datetime(2026, 6, 18, 2, tzinfo=UTC)
    assert check_due() == 0
    due(ana)
    check_due()
    assert ana.support_cards.get().times == 1


def test_questionnaires_are_read_as_well(ana):
    make_mood(due(ana), 6, NOW)
    for back in (60, 5):
        PsqiSheet.objects.create(
            person=ana, taken_on=NOW.date() - timedelta(days=back), global_score=12, provenance="direct_score"
        )
    check_due()
    assert signals(ana) == {"G4"}


def test_own_questions_are_read_as_well(ana):
    """Of somebody who wrote nothing else."""
    answer_question(person=ana, question="snoring", score=None)
    ana.refresh_from_db()
    assert ana.next_support_check_at == datetime(2026, 6, 18, 2, tzinfo=UTC)
    due(ana)
    check_due()
    assert signals(ana) == {"G4"}
    be_sore(due(ana))
    make_session(ana, NOW - timedelta(days=2), pain=6, rpe=3)
    answer_question(person=ana, question="irritable", score=7)
    check_due()
    assert signals(ana) == {"G4", "G6", "G8"}


@pytest.mark.parametrize(("category", "left"), [("sleep", {"G6", "G8"}), ("training", {"G4"}), ("wellbeing", set())])
def test_an_answer_is_not_read_without_its_category(ana, category, left):
    make_session(be_sore(ana), NOW - timedelta(days=2), pain=6, rpe=3)
    answer_question(person=ana, question="snoring", score=None)
    answer_question(person=ana, question="irritable", score=7)
    due(ana)
    withdraw_consent(person=ana, category=category)
    check_due()
    assert signals(ana) == left


def test_a_signal_that_is_gone_takes_its_card_away(ana):
    be_sore(due(ana))
    check_due()
    ana.training_sessions.update(pain=0)
    due(ana)
    check_due()
    assert signals(ana) == set()
    assert ana.support_cards.get().due_on == NOW.date()


@pytest.mark.parametrize(
    ("missing", "left"),
    [
        ("wellbeing", set()),  # cards are themselves of well-being
        ("training", {"G1", "G4", "G9"}),
        ("sleep", {"G1", "G6", "G9"}),
        ("body", {"G1", "G4", "G6"}),
    ],
)
def test_only_what_was_agreed_to_is_read(ana, missing, left):
    lose_weight(lie_awake(be_sore(feel_low(due(ana)))))
    withdraw_consent(person=ana, category=missing)
    check_due()
    assert signals(ana) == left


def test_withdrawing_well_being_takes_a_card_away_at_once_and_for_good(ana):
    feel_low(due(ana))
    check_due()
    withdraw_consent(person=ana, category="wellbeing")
    assert SupportCard.objects.count() == 0


@pytest.mark.parametrize("category", ["sleep", "training", "body"])
def test_withdrawing_another_category_takes_what_came_from_it(ana, category):
    lose_weight(lie_awake(be_sore(feel_low(due(ana)))))
    check_due()
    withdraw_consent(person=ana, category=category)
    gone = {"sleep": "G4", "training": "G6", "body": "G9"}[category]
    assert signals(ana) == {"G1", "G4", "G6", "G9"} - {gone}


def test_sixty_days_without_an_entry_and_nobody_is_asked_again(ana, bo):
    make_mood(due(ana), 5, NOW - timedelta(days=59))
    make_mood(due(bo), 5, NOW - timedelta(days=60))
    assert check_due() == 2
    for person in (ana, bo):
        person.refresh_from_db()
    assert ana.next_support_check_at is not None
    assert bo.next_support_check_at is None
    due_again = User.objects.get_queryset().with_support_check_due(NOW + timedelta(days=30))
    assert list(due_again) == [ana]


def test_an_entry_wakes_the_check_once(ana):
    def rate() -> int:
        with CaptureQueriesContext(connection) as queries:
            save_mood(person=ana, object_id=uuid4(), data={"rated_at": NOW.isoformat(), "score": 4})
        return len(queries)

    assert ana.has_consent("wellbeing")
    first, second = rate(), rate()
    assert (first, second) == (2, 1)
    ana.refresh_from_db()
    assert ana.next_support_check_at == datetime(2026, 6, 18, 2, tzinfo=UTC)


def test_without_the_consent_to_well_being_nobody_is_woken():
    dana = make_person("dana@example.org", consents=["training"])
    body = {"started_at": NOW.isoformat(), "minutes": 20, "activity": "walking"}
    save_session(person=dana, object_id=uuid4(), data=body)
    assert User.objects.get(pk=dana.pk).next_support_check_at is None
    give_consent(person=dana, categories=["wellbeing"])
    save_session(person=dana, object_id=uuid4(), data=body)
    assert User.objects.get(pk=dana.pk).next_support_check_at is not None


def test_one_more_person_asks_no_more_queries(ana):
    def asked(*people: User) -> int:
        for person in people:
            be_sore(feel_low(due(person)))
        with CaptureQueriesContext(connection) as queries:
            assert check_due() == len(people)
        return len(queries)

    few = asked(ana)
    assert asked(*(make_person(f"p{number}@example.org") for number in range(4))) == few <= 16


def test_a_batch_is_followed_by_the_next(ana, bo):
    for person in (ana, bo, make_person("eva@example.org")):
        feel_low(due(person))
    assert check_due(batch=2) == 3
    assert SupportCard.objects.count() == 3


def test_each_person_is_looked_at_on_their_own_day(ana, chen):
    """Half past ten in Shanghai, evening of the day before in Los Angeles."""
    west = make_person("west@example.org", time_zone="America/Los_Angeles")
    for person in (chen, west):
        be_sore(due(person))
    check_due()
    assert [person.support_cards.get().due_on for person in (chen, west)] == [date(2026, 6, 17), date(2026, 6, 16)]


def test_one_person_never_weighs_on_another(ana, bo):
    feel_low(due(ana))
    make_mood(due(bo), 8, NOW)
    check_due()
    assert (signals(ana), signals(bo)) == ({"G1"}, set())


def test_the_log_holds_counts_only(ana, caplog):
    be_sore(feel_low(due(ana)))
    with caplog.at_level(logging.DEBUG):
        check_due()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("journal", "celery"))]
    assert lines == ["support check: 1 people"]
