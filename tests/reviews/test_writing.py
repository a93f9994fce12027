"""Reviews are written for everybody who is due: once per person and ISO week, in few queries."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from accounts import actions as account_actions
from accounts.models import Consent, User
from core.dates import Week
from core.models import OutboxMail
from journal.models import RestDay, SmallWin
from plans.models import WeeklyTarget
from reviews import actions
from reviews.facts import PersonWeek, with_entries
from reviews.models import WeeklyReview
from tests.factories import make_mood, make_night, make_person, make_session

MONDAY = date(2026, 9, 28)
DUE = datetime(2026, 10, 5, 5, 30, tzinfo=UTC)  # Monday 07:30 in Oslo
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(DUE, tick=False) as traveller:
        yield traveller


def at(day: int, hour: int = 17, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def due(person: User, when: datetime = DUE) -> None:
    User.objects.filter(pk=person.pk).update(next_review_at=when)


def log_a_week(person: User) -> None:
    make_session(person, at(29), minutes=35, rpe=4, moderate_minutes=35)
    make_session(
        person, at(1, month=10), minutes=60, rpe=7, moderate_minutes=0, vigorous_minutes=60, is_resistance=True
    )
    for day, score in ((28, 5), (29, 7), (30, 6)):
        make_mood(person, score, at(day))
    make_mood(person, 9, at(1, month=10))
    for day in range(4):
        make_night(person, MONDAY + timedelta(days=day))


def mondays(person: User) -> list[date]:
    return sorted(person.weekly_reviews.values_list("week_start", flat=True))


def test_a_review_is_written_at_its_due_time_with_its_facts_and_mail(ana, clock):
    log_a_week(ana)
    WeeklyTarget.objects.create(person=ana, target=3, starts_on=date(2026, 9, 7))
    WeeklyTarget.objects.create(person=ana, target=5, starts_on=date(2026, 10, 5))
    due(ana)
    assert actions.write_due_reviews() == 1
    review = ana.weekly_reviews.get()
    assert review.facts == {
        "week_start": "2026-09-28",
        "sessions": 2,
        "minutes": 95,
        "load": 560,
        "active_days": 2,
        "moderate_minutes": 35,
        "vigorous_minutes": 60,
        "moderate_equivalent_minutes": 155,
        "resistance_days": 1,
        "tasks_planned": 3,
        "tasks_done": 2,
        "wins": [],
        "mood": {"ratings": 4, "mean": 6.8},
        "emotion": {"rated": 0, "median_change": None},
        "sleep": {
            "nights": 4,
            "mean_total_sleep_min": 440,
            "mean_efficiency": 91.7,
            "mean_awakenings": 1.0,
            "mid_sleep_sd_min": None,
        },
    }
    row = OutboxMail.objects.get()
    assert (row.kind, row.period_key, row.payload) == ("weekly_review", "2026-W40", {"review": str(review.pk)})
    assert DUE <= row.due_at < DUE + timedelta(minutes=10)
    ana.refresh_from_db()
    assert ana.next_review_at == DUE + timedelta(days=7)


def test_nobody_is_written_before_the_due_time(ana, clock):
    log_a_week(ana)
    due(ana)
    clock.move_to(DUE - timedelta(seconds=1), tick=False)
    assert actions.write_due_reviews() == 0
    assert not WeeklyReview.objects.exists()


def test_running_again_changes_nothing(ana, clock):
    log_a_week(ana)
    for _ in range(3):
        due(ana)
        actions.write_due_reviews()
        make_session(ana, at(2, month=10))
    assert ana.weekly_reviews.get().facts["sessions"] == 2
    assert OutboxMail.objects.count() == 1


def test_without_an_entry_in_28_days_nothing_is_written_but_the_due_time_moves(ana, bo, clock):
    RestDay.objects.create(person=ana, day=date(2026, 9, 6))
    RestDay.objects.create(person=bo, day=date(2026, 9, 7))
    due(ana)
    due(bo)
    assert actions.write_due_reviews() == 1
    assert mondays(ana) == []
    assert mondays(bo) == [MONDAY]
    ana.refresh_from_db()
    assert ana.next_review_at == DUE + timedelta(days=7)


def test_mail_off_still_writes_the_review(ana, clock):
    log_a_week(ana)
    User.objects.update(mail_level="off")
    due(ana)
    assert actions.write_due_reviews() == 1
    assert not OutboxMail.objects.exists()


def test_after_weeks_without_beat_only_the_newest_week_is_written(ana, clock):
    log_a_week(ana)
    due(ana, DUE - timedelta(weeks=3))
    actions.write_due_reviews()
    assert mondays(ana) == [MONDAY]
    ana.refresh_from_db()
    assert ana.next_review_at == DUE + timedelta(days=7)


def test_a_late_beat_spreads_the_mail_from_now(ana, clock):
    log_a_week(ana)
    due(ana)
    late = DUE + timedelta(hours=26)
    clock.move_to(late, tick=False)
    actions.write_due_reviews()
    row = OutboxMail.objects.get()
    assert late - timedelta(minutes=10) <= row.due_at <= late
    ana.refresh_from_db()
    assert ana.next_review_at == DUE + timedelta(days=7)


def test_moving_the_review_day_makes_neither_two_nor_none(ana, clock):
    """Monday to Friday and back again: each of three weeks has exactly one review."""
    for day in (date(2026, 9, 29), date(2026, 10, 6), date(2026, 10, 13)):
        make_session(ana, datetime(day.year, day.month, day.day, 17, tzinfo=UTC))
    account_actions.reschedule(person=ana)
    due(ana)
    actions.write_due_reviews()
    account_actions.save_profile(person=User.objects.get(pk=ana.pk), changes={"review_weekday": 4})
    clock.move_to(datetime(2026, 10, 9, 6, tzinfo=UTC), tick=False)
    assert actions.write_due_reviews() == 0
    clock.move_to(datetime(2026, 10, 13, 6, tzinfo=UTC), tick=False)
    account_actions.save_profile(person=User.objects.get(pk=ana.pk), changes={"review_weekday": 0})
    assert actions.write_due_reviews() == 1
    clock.move_to(datetime(2026, 10, 19, 6, tzinfo=UTC), tick=False)
    assert actions.write_due_reviews() == 1
    assert mondays(ana) == [MONDAY, date(2026, 10, 5), date(2026, 10, 12)]
    assert OutboxMail.objects.count() == 3


def test_flying_east_over_the_due_time_still_brings_the_review(ana, clock):
    log_a_week(ana)
    due(ana)
    clock.move_to(DUE - timedelta(hours=3), tick=False)
    account_actions.save_profile(person=User.objects.get(pk=ana.pk), changes={"time_zone": "Pacific/Auckland"})
    assert actions.write_due_reviews() == 1
    account_actions.save_profile(person=User.objects.get(pk=ana.pk), changes={"time_zone": "Europe/Oslo"})
    clock.move_to(DUE, tick=False)
    assert actions.write_due_reviews() == 0
    assert mondays(ana) == [MONDAY]


@pytest.mark.parametrize(
    ("monday", "due_at"),
    [
        (date(2026, 3, 23), datetime(2026, 3, 30, 5, 30, tzinfo=UTC)),  # clocks went forward on Sunday
        (date(2026, 10, 19), datetime(2026, 10, 26, 6, 30, tzinfo=UTC)),  # and back
    ],
)
def test_half_past_seven_stays_half_past_seven_over_a_change_of_clocks(ana, monday, due_at):
    with time_machine.travel(due_at - timedelta(days=6), tick=False) as clock:
        make_session(ana)
        account_actions.reschedule(person=ana)
        assert User.objects.get(pk=ana.pk).next_review_at == due_at
        clock.move_to(due_at, tick=False)
        assert actions.write_due_reviews() == 1
    assert mondays(ana) == [monday]


def test_a_new_person_has_a_due_time(db, clock):
    person = account_actions.create_person(email="new@example.org", time_zone="Asia/Shanghai")
    assert User.objects.get(pk=person.pk).next_review_at == datetime(2026, 10, 11, 23, 30, tzinfo=UTC)


def test_the_nightly_repair_fills_gaps_and_follows_new_rules(ana, bo, chen, clock):
    due(bo, DUE + timedelta(days=3))
    due(chen, DUE - timedelta(days=1))
    assert actions.repair_due_times() == 2
    times = dict(User.objects.values_list("email", "next_review_at"))
    assert times["ana@example.org"] == times["bo@example.org"] == DUE + timedelta(days=7)
    assert times["chen@example.org"] == DUE - timedelta(days=1)
    assert actions.repair_due_times() == 0


def test_nothing_of_a_withdrawn_category_is_looked_at(ana, clock):
    log_a_week(ana)
    make_session(ana, at(30), emotion_word="tense", emotion_before=8, emotion_after=3)
    Consent.objects.filter(person=ana, category__in=["wellbeing", "sleep"]).update(withdrawn_at=DUE)
    due(ana)
    actions.write_due_reviews()
    facts = ana.weekly_reviews.get().facts
    assert facts["sessions"] == 3
    assert facts["mood"] == {"ratings": 0, "mean": None}
    assert facts["emotion"] == {"rated": 0, "median_change": None}
    assert facts["sleep"]["nights"] == 0


def test_wins_are_told_in_the_persons_language_best_first_without_dismissed_ones(chen, clock):
    session = make_session(chen, at(29))
    values = {"person": chen, "session": session, "day": date(2026, 9, 29)}
    make = lambda n, **fields: SmallWin.objects.create(id=f"00000000-0000-0000-0000-00000000000{n}", **values, **fields)  # noqa: E731
    make(1, rule="SW13", old=0, new=4, extra=5, priority=3)
    make(2, rule="SW01", exercise="back_squat", old=60, new="62.5", priority=1)
    make(3, rule="SW12", priority=0, is_dismissed=True)
    make(4, rule="SW05", old=900, new=1200, priority=1)
    make(5, rule="SW02", exercise="deadlift", old=5, new=6, extra=80, priority=2)
    due(chen, DUE)
    actions.write_due_reviews()
    review = chen.weekly_reviews.get()
    assert [win["rule"] for win in review.wins] == ["SW01", "SW05", "SW02"]
    assert len(review.facts["wins"]) == 3
    assert "62.5" in review.facts["wins"][0]
    assert review.language == "zh-hans"


def test_28_days_are_counted_back_from_the_sunday(ana, bo, chen):
    make_mood(ana, 5, at(7))
    make_mood(bo, 5, at(6))
    make_mood(chen, 5, at(5, month=10))
    assert with_entries({ana.pk, bo.pk, chen.pk}, MONDAY) == {ana.pk}


def write_for(number: int, counter) -> int:
    people = [make_person(f"p{number}-{n}@example.org") for n in range(number)]
    for person in people:
        log_a_week(person)
        SmallWin.objects.create(id=person.pk, person=person, day=MONDAY, rule="SW12", priority=0)
    User.objects.filter(pk__in=[person.pk for person in people]).update(next_review_at=DUE)
    with counter() as queries:
        assert actions.write_due_batch(now=DUE, limit=500) == (number, number)
    return len(queries)


def test_a_batch_asks_as_many_questions_for_thirty_people_as_for_one(db, clock):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = [write_for(number, lambda: CaptureQueriesContext(connection)) for number in (1, 3, 30)]
    assert len(set(counts)) == 1
    assert counts[0] <= 16


def test_mixed_schedules_in_one_batch_each_get_their_own_week(ana, bo, clock):
    for person in (ana, bo):
        log_a_week(person)
        make_session(person, at(24))
    User.objects.filter(pk=bo.pk).update(review_weekday=4, review_time=time(18, 0))
    due(ana)
    due(bo, datetime(2026, 10, 2, 16, tzinfo=UTC))
    assert actions.write_due_reviews() == 2
    assert mondays(ana) == [MONDAY]
    assert mondays(bo) == [date(2026, 9, 21)]
    assert dict(User.objects.values_list("email", "next_review_at")) == {
        "ana@example.org": DUE + timedelta(days=7),
        "bo@example.org": datetime(2026, 10, 9, 16, tzinfo=UTC),
    }


def test_many_batches_reach_everybody(db, clock):
    people = [make_person(f"p{n}@example.org") for n in range(7)]
    for person in people:
        make_mood(person, 5, at(29))
    User.objects.update(next_review_at=DUE)
    assert actions.write_due_reviews(batch=2) == 7
    assert OutboxMail.objects.count() == 7


def test_facts_of_many_weeks_at_once_keep_each_week_to_itself(ana):
    for week in range(5):
        for n in range(week):
            make_session(ana, datetime(2026, 9, 1, 17, tzinfo=UTC) + timedelta(weeks=week, hours=n))
    first = Week.of(date(2026, 9, 1))
    wanted = [PersonWeek(ana.pk, first.plus(n).monday) for n in range(5)]
    assert actions.write_reviews(wanted=wanted, languages={ana.pk: "en"}) == 5
    assert [row.facts["sessions"] for row in ana.weekly_reviews.order_by("week_start")] == [0, 1, 2, 3, 4]
