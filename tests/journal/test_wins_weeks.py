"""SW12, SW13, SW16 with family, and SW19 of minutes and resistance days, each at its borders."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.wins import Beside, SessionFacts, replay
from journal.wins_weeks import active_weeks
from tests.journal.small_logs import MONDAY, day_of, fired, on, won

# --- SW12 came back, SW13 active weeks ------------------------------------------------------------


@pytest.mark.parametrize(("gap", "days"), [(9, []), (10, [10]), (400, [400])])
def test_came_back_after_ten_days(gap, days):
    assert [day for day, *_ in fired([on(0), on(gap)], "SW12")] == days


def test_the_first_session_ever_is_no_return():
    assert replay([on(0)]) == []


def test_a_return_with_pain_is_not_praised_and_ends_the_gap():
    assert fired([on(0), on(20, pain=5), on(21)], "SW12") == []


def test_came_back_rests_for_28_days():
    assert [day for day, *_ in fired([on(0), on(10), on(20), on(37), on(48)], "SW12")] == [10, 48]


def weeks_of(*weeks: int) -> list[SessionFacts]:
    return [on(7 * week) for week in weeks]


def counted(sessions, paused=()):
    """(week, active, of) of each SW13; `paused` are numbers of weeks."""
    beside = Beside(paused=[day_of(7 * week) for week in paused])
    return [((win.day - MONDAY).days // 7, win.new, win.extra) for win in won(sessions, "SW13", beside)]


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        ((0, 1, 2), []),
        ((0, 1, 2, 3), [(3, 4, 5)]),
        ((0, 1, 3, 4), [(4, 4, 5)]),
        ((0, 1, 4, 5), []),
        ((0, 1, 2, 3, 4, 5, 6, 7), [(3, 4, 5), (7, 8, 10)]),
        (tuple(range(12)), [(3, 4, 5), (7, 8, 10), (11, 12, 15)]),
    ],
)
def test_active_weeks(weeks, told):
    assert counted(weeks_of(*weeks)) == told


def test_weeks_are_iso_weeks():
    sundays_then_monday = [on(6), on(13), on(20), on(21)]
    assert [win.day for win in replay(sundays_then_monday) if win.rule == "SW13"] == [MONDAY + timedelta(days=21)]


@pytest.mark.parametrize(
    ("weeks", "paused", "told"),
    [
        ((0, 1, 4, 5), (2, 3), [(5, 4, 5)]),
        ((0, 1, 4, 5), (3,), [(5, 4, 5)]),
        ((0, 1, 4, 5), (), []),
        ((0, 1, 2, 3), (3,), []),  # a session in a paused week tells nothing
        ((0, 1, 2, 3, 4), (3,), [(4, 4, 5)]),  # nor does that week count
        ((0, 1, 2, 15), tuple(range(3, 15)), [(15, 4, 5)]),
        ((0, 1, 2, 30), tuple(range(3, 30)), []),  # half a year holds too few weeks
    ],
)
def test_paused_weeks_leave_both_numbers(weeks, paused, told):
    assert counted(weeks_of(*weeks), paused) == told


def test_a_pause_does_not_take_a_return_away():
    beside = Beside(paused=[day_of(7), day_of(14)])
    assert [day for day, *_ in fired([on(0), on(22)], "SW12", beside)] == [22]


mondays = st.sets(st.integers(0, 40).map(lambda back: MONDAY - timedelta(weeks=back)))


@given(mondays, mondays, st.sampled_from([5, 10, 15]))
def test_pauses_leave_both_numbers_and_one_missed_week_costs_at_most_one(active, paused, of):
    """F-08."""
    k = active_weeks(MONDAY, active, paused, of)
    kept = active - paused
    assert active_weeks(MONDAY, kept, paused, of) == k  # what was done in a paused week is in neither number
    if k is None:
        return
    assert 0 <= k <= min(of, len(kept))
    for week in kept:
        missed = active_weeks(MONDAY, active - {week}, paused, of)
        assert k - 1 <= missed <= k
        now_paused = active_weeks(MONDAY, active - {week}, paused | {week}, of) if week != MONDAY else missed
        assert now_paused is None or now_paused >= k - 1
    rest = sorted({MONDAY - timedelta(weeks=back) for back in range(26)} - paused)
    without = [week for week in rest if week not in active]
    for week in without[-3:]:
        more = active_weeks(MONDAY, active, paused | {week}, of)
        assert more is None or more >= k  # a pause over an idle week takes nothing away


# --- SW19 a band reached for the first time -----------------------------------------------------------


def walk(day, minutes, hard=0, **more):
    return on(day, activity="walking", minutes=60, moderate_minutes=minutes, vigorous_minutes=hard, **more)


def banded(sessions, reached=()):
    beside = Beside(reached=reached)
    return [((win.day - MONDAY).days, win.exercise, int(win.new)) for win in won(sessions, "SW19", beside)]


@pytest.mark.parametrize(
    ("sessions", "told"),
    [
        ([walk(0, 100), walk(2, 50)], [(2, "minutes", 150)]),
        ([walk(0, 100), walk(2, 49)], []),
        ([walk(0, 0, 50), walk(2, 0, 25)], [(2, "minutes", 150)]),
        ([walk(0, 100), walk(6, 50)], [(6, "minutes", 150)]),
        ([walk(0, 100), walk(7, 50)], []),
        ([walk(0, 100), walk(2, 50), walk(3, 200), walk(8, 160)], [(2, "minutes", 150)]),
        ([walk(0, 150), walk(2, 50), walk(8, 160)], []),  # the first session of all is a start
        ([on(0), walk(2, 150)], [(2, "minutes", 150)]),
        ([walk(0, 100), walk(2, 50, pain=4), walk(8, 150)], []),  # reached with pain, and no first time after that
        ([walk(0, 100, pain=4), walk(2, 50), walk(4, 100)], [(4, "minutes", 150)]),
    ],
)
def test_the_first_week_with_150_minutes(sessions, told):
    assert banded(sessions) == told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((0, 2), [(2, "resistance", 2)]),
        ((0, 2, 4, 7, 9), [(2, "resistance", 2)]),
        ((6, 7), []),
        ((0, 7, 9), [(9, "resistance", 2)]),
        ((0,), []),
    ],
)
def test_the_first_week_with_two_days_of_resistance_training(days, told):
    assert banded([on(day, is_resistance=True) for day in days]) == told


def test_two_sessions_of_one_day_are_one_day():
    twice = on(0, is_resistance=True)
    later = twice._replace(id=on(1).id, started_at=twice.started_at + timedelta(hours=2))
    assert banded([twice, later]) == []
    assert banded([on(-3), on(0, is_resistance=True), on(2, is_resistance=True, pain=4)]) == []


def test_a_band_that_was_reached_before_the_log_at_hand_is_no_first_time():
    log = [walk(0, 100, is_resistance=True), walk(2, 50, is_resistance=True)]
    assert banded(log) == [(2, "minutes", 150), (2, "resistance", 2)]
    assert banded(log, reached=["minutes"]) == [(2, "resistance", 2)]


# --- SW16 with family -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "told"),
    [([0], [0]), ([0, 3, 6], [0]), ([0, 6, 7], [0, 7]), ([6, 7, 13], [6, 13]), ([3, 0], [0])],
)
def test_a_session_with_family_is_a_win_and_rests_for_seven_days(days, told):
    assert [day for day, *_ in fired([on(day, with_family=True) for day in days], "SW16")] == told


def test_a_session_alone_or_with_pain_is_none():
    assert fired([on(0), on(1, with_family=True, pain=4), on(8)], "SW16") == []
