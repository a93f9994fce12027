"""Stored wins of nights and steps follow every write of a night or of steps, and the consents."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions import erase_category, give_consent, withdraw_consent
from accounts.models import User
from journal import wins_days_log
from journal.actions import (
    amend_entry,
    delete_entry,
    save_measurement,
    save_mood,
    save_night,
    save_session,
    undo_delete,
)
from journal.models import SmallWin
from journal.steps import BASELINE_DAYS, VALID_FROM
from journal.wins_days import steady_weeks, step_wins
from journal.wins_facts import Win

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)


@pytest.fixture
def early(ana: User) -> User:
    """Ana, who means to get up at seven."""
    ana.usual_rise_time = time(7)
    ana.save()
    return ana


def night(person: User, number: int, clock: str = "07:00", **more: Any) -> Any:
    day = MONDAY + timedelta(days=number)
    return save_night(person=person, object_id=uuid4(), data={"out_of_bed": f"{day}T{clock}:00+01:00"} | more)


def steps(person: User, number: int, count: int, hour: int = 21) -> Any:
    at = datetime.combine(MONDAY + timedelta(days=number), time(hour), tzinfo=UTC)
    data = {"kind": "steps", "value": count, "measured_at": at.isoformat()}
    return save_measurement(person=person, object_id=uuid4(), data=data)


def told(person: User, rule: str) -> list[tuple[int, Any]]:
    """(day, new) of the stored wins of a rule."""
    rows = person.small_wins.filter(rule=rule).order_by("day")
    return [((win.day - MONDAY).days, win.new) for win in rows]


# --- Nights -------------------------------------------------------------------------------------------


def test_the_fifth_steady_morning_of_a_week_is_told(early: User) -> None:
    for number in range(4):
        night(early, number)
    assert told(early, "SW17") == []
    night(early, 5, "07:30")
    assert told(early, "SW17") == [(5, 5)]
    win = early.small_wins.get(rule="SW17")
    assert (win.session_id, win.kind, win.priority, int(win.extra)) == (None, "fact", 4, 420)
    night(early, 4, "06:30")
    assert told(early, "SW17") == [(4, 6)]
    assert early.small_wins.get(rule="SW17").pk == win.pk  # the week's win, with its marks


def test_the_clock_at_entry_counts_and_the_final_wake_where_nothing_else_is_known(early: User) -> None:
    for number in range(4):
        day = MONDAY + timedelta(days=number)
        save_night(person=early, object_id=uuid4(), data={"final_wake": f"{day}T07:10:00+09:00"})
    night(early, 4, "07:31")
    assert told(early, "SW17") == []
    night(early, 6)
    assert told(early, "SW17") == [(6, 5)]


def test_editing_moving_deleting_and_restoring_a_night_recomputes(early: User) -> None:
    nights = [night(early, number) for number in range(5)]
    amend_entry(person=early, row=nights[1], data={"out_of_bed": "2026-01-06T09:00:00+01:00"})
    assert told(early, "SW17") == []
    amend_entry(person=early, row=nights[1], data={"out_of_bed": "2026-01-06T07:15:00+01:00"})
    assert told(early, "SW17") == [(4, 5)]
    amend_entry(person=early, row=nights[4], data={"out_of_bed": "2026-01-13T07:00:00+01:00"})  # another week
    assert told(early, "SW17") == []
    amend_entry(person=early, row=nights[4], data={"out_of_bed": "2026-01-10T07:00:00+01:00"})
    assert told(early, "SW17") == [(5, 5)]
    deleted = delete_entry(person=early, row=nights[0])
    assert told(early, "SW17") == []
    undo_delete(person=early, deleted_id=deleted.pk)
    assert told(early, "SW17") == [(5, 5)]


def test_without_a_usual_rise_time_nothing_is_told_and_a_told_week_stays(early: User, bo: User) -> None:
    for number in range(5):
        night(bo, number)
    assert told(bo, "SW17") == []
    for number in range(5):
        night(early, number)
    early.usual_rise_time = time(5)
    early.save()
    night(early, 5, "05:00")
    assert told(early, "SW17") == [(4, 5)]
    assert int(early.small_wins.get(rule="SW17").extra) == 420
    wins_days_log.recompute_days(person=early)
    assert told(early, "SW17") == [(4, 5)]
    delete_entry(person=early, row=early.sleep_diary.get(day=MONDAY))
    assert told(early, "SW17") == []


def test_a_win_of_a_week_keeps_what_a_person_did_to_it(early: User) -> None:
    for number in range(5):
        night(early, number)
    early.small_wins.filter(rule="SW17").update(is_dismissed=True)
    night(early, 5)
    assert list(early.small_wins.values_list("new", "is_dismissed")) == [(6, True)]


def test_wins_of_nights_of_others_are_left_alone(early: User, bo: User) -> None:
    bo.usual_rise_time = time(7)
    bo.save()
    for person in (early, bo):
        for number in range(5):
            night(person, number)
    delete_entry(person=early, row=early.sleep_diary.get(day=MONDAY))
    assert (told(early, "SW17"), told(bo, "SW17")) == ([], [(4, 5)])


# --- Steps --------------------------------------------------------------------------------------------


def fortnight(person: User) -> None:
    for number in range(BASELINE_DAYS):
        steps(person, number, 5000)


def test_the_level_of_steps_is_told_when_it_is_reached(ana: User) -> None:
    fortnight(ana)
    assert told(ana, "SW19") == []
    steps(ana, 14, 12000)
    assert told(ana, "SW19") == [(14, 6000)]
    win = ana.small_wins.get(rule="SW19")
    assert (win.exercise, win.session_id, win.old) == ("steps", None, 6000)


def test_of_several_entries_of_a_day_the_latest_counts(ana: User) -> None:
    fortnight(ana)
    first = steps(ana, 14, 12000, hour=20)
    steps(ana, 14, 8000, hour=22)
    assert told(ana, "SW19") == []
    amend_entry(person=ana, row=first, data={"measured_at": "2026-01-19T23:00:00+00:00"})
    assert told(ana, "SW19") == [(14, 6000)]


def test_editing_deleting_and_restoring_steps_recomputes(ana: User) -> None:
    fortnight(ana)
    row = steps(ana, 14, 12000)
    weight = {"kind": "weight", "value": "70"}
    amend_entry(person=ana, row=row, data=weight | {"unit": "kg"})
    assert told(ana, "SW19") == []
    amend_entry(person=ana, row=row, data={"kind": "steps", "value": 12000, "unit": ""})
    assert told(ana, "SW19") == [(14, 6000)]
    deleted = delete_entry(person=ana, row=row)
    assert told(ana, "SW19") == []
    undo_delete(person=ana, deleted_id=deleted.pk)
    assert told(ana, "SW19") == [(14, 6000)]
    delete_entry(person=ana, row=ana.measurements.get(day=MONDAY))  # one of the first fourteen days
    assert told(ana, "SW19") == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_any_history_of_writes_ends_in_the_wins_of_the_whole(ana: User, seed: int) -> None:
    """Nights and steps, saved, changed and deleted in any order."""
    dice = random.Random(seed)
    User.objects.filter(pk=ana.pk).update(usual_rise_time=time(7))
    ana.refresh_from_db()
    for name in ("sleep_diary", "measurements", "small_wins"):
        getattr(ana, name).all().delete()
    for number in dice.sample(range(45), 40):
        steps(ana, number, dice.choice([300, 5000, 5000, 9000, 14000]))
        if number < 15 and not ana.sleep_diary.filter(day=MONDAY + timedelta(days=number)).exists():
            night(ana, number, dice.choice(["06:30", "07:00", "07:30", "08:15"]))
        what, rows = dice.random(), [*ana.measurements.all(), *ana.sleep_diary.all()]
        if what < 0.1:
            delete_entry(person=ana, row=dice.choice(rows))
        elif what < 0.2:
            save_measurement(person=ana, object_id=(row := ana.measurements.first()).pk, existing=row, data={
                "kind": "steps", "value": dice.choice([400, 7000, 20000]), "measured_at": row.measured_at.isoformat()
            })  # fmt: skip
    assert set(map(as_win, ana.small_wins.all())) == set(whole(ana))


def as_win(row: SmallWin) -> Win:
    assert row.pk == Win(row.rule, None, row.day, row.exercise, person=row.person_id).id
    return Win(row.rule, None, row.day, row.exercise, row.old, row.new, row.extra, row.person_id)


def whole(person: User) -> list[Win]:
    rises = {row.day: row.out_of_bed.hour * 60 + row.out_of_bed.minute + 60 for row in person.sleep_diary.all()}
    return steady_weeks(person.pk, rises, 420) + step_wins(person.pk, person.measurements.step_days())


def test_other_writes_ask_nothing_of_these_rules(ana: User, django_assert_num_queries: Any) -> None:
    mood = save_mood(person=ana, object_id=uuid4(), data={"score": 6, "rated_at": "2026-01-05T20:00:00+01:00"})
    with django_assert_num_queries(0):
        wins_days_log.follow(ana, wins_days_log.trace_of(mood), None)


@pytest.mark.parametrize("weeks", [3, 60])
def test_a_write_of_steps_reads_as_much_in_a_long_journal(
    ana: User, weeks: int, django_assert_num_queries: Any
) -> None:
    fortnight(ana)
    for week in range(3, 3 + weeks):
        steps(ana, 7 * week, 5000)
    day = MONDAY + timedelta(days=7 * (weeks + 3))
    with django_assert_num_queries(3):
        wins_days_log.update_steps(person=ana, since=day)
    assert len(ana.measurements.first_step_days(VALID_FROM, BASELINE_DAYS)) == BASELINE_DAYS
    ana.usual_rise_time = time(7)
    with django_assert_num_queries(2):
        wins_days_log.update_nights(person=ana, days=[day])


# --- Consents -----------------------------------------------------------------------------------------


def felt(person: User, number: int, **more: Any) -> Any:
    body = {"started_at": f"{MONDAY + timedelta(days=number)}T18:00:00+01:00", "minutes": 40, "activity": "yoga"}
    return save_session(person=person, object_id=uuid4(), data=body | {"sets": []} | more)


@pytest.fixture
def rich(early: User) -> User:
    """Ana with a win of each kind that rests on something other than training."""
    for number in range(8):
        confidence = 4 if number < 4 else 8
        felt(early, number, emotion_word="tense", emotion_before=8, emotion_after=3, confidence_next=confidence)
        night(early, number)
    assert [told(early, rule) for rule in ("SW15", "SW17", "SW18")] == [[(3, 4)], [(4, 7)], [(7, None)]]
    return early


def rules(person: User) -> list[str]:
    """Those of feelings and sleep."""
    return sorted(person.small_wins.filter(rule__in=["SW15", "SW17", "SW18"]).values_list("rule", flat=True))


def test_a_withdrawn_consent_takes_its_wins_and_given_again_brings_them_back(rich: User) -> None:
    other = list(rich.small_wins.exclude(rule__in=["SW15", "SW17", "SW18"]).values_list("rule", flat=True))
    withdraw_consent(person=rich, category="wellbeing")
    assert rules(rich) == ["SW17"]
    felt(rich, 9)
    assert rules(rich) == ["SW17"]
    withdraw_consent(person=rich, category="sleep")
    assert rules(rich) == []
    delete_entry(person=rich, row=rich.sleep_diary.get(day=MONDAY + timedelta(days=6)))
    assert rules(rich) == []
    give_consent(person=rich, categories=["wellbeing", "sleep"])
    assert rules(rich) == ["SW15", "SW17", "SW18"]
    assert told(rich, "SW17") == [(4, 6)]
    assert list(rich.small_wins.exclude(rule__in=["SW15", "SW17", "SW18"]).values_list("rule", flat=True)) == other


def test_an_erased_category_takes_its_wins_for_good(rich: User) -> None:
    erase_category(person=rich, category="wellbeing")
    assert rules(rich) == ["SW17"]
    wins_days_log.recompute_days(person=rich)
    felt(rich, 9)
    assert rules(rich) == ["SW17"]
    erase_category(person=rich, category="sleep")
    assert rules(rich) == []


def test_where_training_is_erased_the_wins_of_nights_stay(rich: User) -> None:
    fortnight(rich)
    steps(rich, 14, 12000)
    erase_category(person=rich, category="training")
    assert list(rich.small_wins.values_list("rule", flat=True)) == ["SW17"]
