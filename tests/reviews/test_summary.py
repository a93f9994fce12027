"""The facts of a weekly review: the example, the minimum data, the rounding."""

import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.summary import NightRow, SessionRow, facts

MONDAY = date(2020, 1, 6)


def session(day: int = 0, minutes: int = 40, rpe: int | None = 6, **changes) -> SessionRow:
    row = SessionRow(MONDAY + timedelta(days=day), minutes, rpe, 0, 0, False, None, None)
    return row._replace(**changes)


def night(day: int, total: float | None = 425, in_bed: float | None = 480, **changes) -> NightRow:
    return NightRow(MONDAY + timedelta(days=day), total, in_bed, 2, 200.0)._replace(**changes)


def nights(count: int, **changes) -> list[NightRow]:
    return [night(day, **changes) for day in range(count)]


def test_a_whole_week():
    got = facts(
        MONDAY,
        [
            session(0, 30, 5, moderate_minutes=30, emotion_before=6, emotion_after=3),
            session(2, 40, 6, vigorous_minutes=40, emotion_before=5, emotion_after=4),
            session(4, 50, None, is_resistance=True, vigorous_minutes=50, emotion_before=5),
        ],
        [6, 6, 6, 7, 6],
        [night(day, mid_sleep_min=190.0 + 20 * (day % 2)) for day in range(-7, 6)],
        ["one", "two", "three", "four"],
        2,
    )
    assert got == {
        "week_start": "2020-01-06",
        "sessions": 3,
        "minutes": 120,
        "load": 390,
        "active_days": 3,
        "moderate_minutes": 30,
        "vigorous_minutes": 90,
        "moderate_equivalent_minutes": 210,
        "resistance_days": 1,
        "tasks_planned": 2,
        "tasks_done": 2,
        "wins": ["one", "two", "three"],
        "mood": {"ratings": 5, "mean": 6.2},
        "emotion": {"rated": 2, "median_change": -2},
        "sleep": {
            "nights": 6,
            "mean_total_sleep_min": 425,
            "mean_efficiency": 88.5,
            "mean_awakenings": 2.0,
            "mid_sleep_sd_min": 10,
        },
    }


def test_an_empty_week_keeps_its_shape():
    assert facts(MONDAY, [], [], []) == {
        "week_start": "2020-01-06",
        "sessions": 0,
        "minutes": 0,
        "load": 0,
        "active_days": 0,
        "moderate_minutes": 0,
        "vigorous_minutes": 0,
        "moderate_equivalent_minutes": 0,
        "resistance_days": 0,
        "tasks_planned": 0,
        "tasks_done": 0,
        "wins": [],
        "mood": {"ratings": 0, "mean": None},
        "emotion": {"rated": 0, "median_change": None},
        "sleep": {
            "nights": 0,
            "mean_total_sleep_min": None,
            "mean_efficiency": None,
            "mean_awakenings": None,
            "mid_sleep_sd_min": None,
        },
    }


def test_two_sessions_of_a_day_are_one_active_and_one_resistance_day():
    got = facts(MONDAY, [session(1, is_resistance=True), session(1, is_resistance=True)], [], [])
    assert (got["sessions"], got["active_days"], got["resistance_days"]) == (2, 1, 1)


@pytest.mark.parametrize(("planned", "done"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_tasks_done_never_exceed_the_plan(planned, done):
    assert facts(MONDAY, [session(0), session(1)], [], [], (), planned)["tasks_done"] == done


@pytest.mark.parametrize(
    ("scores", "mean"),
    [([5, 6, 7], None), ([5, 6, 7, 8], 6.5), ([6, 6, 6, 7], 6.3), ([0, 0, 0, 0], 0.0), ([5, 5, 5, 5, 5, 5, 5, 7], 5.3)],
)
def test_mood_mean_needs_four_ratings_and_rounds_half_up(scores, mean):
    assert facts(MONDAY, [], scores, [])["mood"] == {"ratings": len(scores), "mean": mean}


@pytest.mark.parametrize(
    ("pairs", "emotion"),
    [
        ([(None, 3), (4, None)], {"rated": 0, "median_change": None}),
        ([(6, 3)], {"rated": 1, "median_change": -3}),
        ([(6, 3), (4, 4)], {"rated": 2, "median_change": -1.5}),
        ([(6, 3), (4, 4), (0, 9)], {"rated": 3, "median_change": 0}),
    ],
)
def test_median_change_of_sessions_with_both_ratings(pairs, emotion):
    sessions = [session(0, emotion_before=before, emotion_after=after) for before, after in pairs]
    assert facts(MONDAY, sessions, [], [])["emotion"] == emotion


@pytest.mark.parametrize(("count", "mean"), [(3, None), (4, 425)])
def test_sleep_means_need_four_nights(count, mean):
    assert facts(MONDAY, [], [], nights(count))["sleep"]["mean_total_sleep_min"] == mean


def test_each_sleep_mean_counts_its_own_nights():
    mixed = [*nights(3), night(3, None, None, awakenings=None), night(4, 425, None), night(5, None, 480)]
    assert facts(MONDAY, [], [], mixed)["sleep"] == {
        "nights": 6,
        "mean_total_sleep_min": 425,
        "mean_efficiency": None,
        "mean_awakenings": 2.0,
        "mid_sleep_sd_min": None,
    }


def test_nights_of_the_week_before_count_for_regularity_only():
    got = facts(MONDAY, [], [], [night(day) for day in range(-7, 0)])["sleep"]
    assert (got["nights"], got["mean_total_sleep_min"], got["mid_sleep_sd_min"]) == (0, None, 0)


@pytest.mark.parametrize(("logged", "spread"), [(6, None), (7, 0)])
def test_regularity_needs_seven_nights_with_a_mid_sleep(logged, spread):
    rows = [night(day, mid_sleep_min=200.0 if day < logged else None) for day in range(7)]
    assert facts(MONDAY, [], [], rows)["sleep"]["mid_sleep_sd_min"] == spread


def test_half_minutes_of_single_nights_are_not_rounded_before_the_mean():
    rows = [night(0, 400.5), night(1, 400.5), night(2, 400.5), night(3, 400.0)]
    assert facts(MONDAY, [], [], rows)["sleep"]["mean_total_sleep_min"] == 400
    assert facts(MONDAY, [], [], [night(day, 400.5) for day in range(4)])["sleep"]["mean_total_sleep_min"] == 401


@given(st.lists(st.integers(0, 10), min_size=4, max_size=40))
def test_mood_mean_is_within_half_a_tenth(scores):
    mean = facts(MONDAY, [], scores, [])["mood"]["mean"]
    assert abs(mean - statistics.fmean(scores)) <= 0.05 + 1e-9


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 900), st.none() | st.integers(0, 10)), max_size=20))
def test_totals_are_sums(rows):
    got = facts(MONDAY, [session(*row) for row in rows], [], [])
    assert got["minutes"] == sum(minutes for _, minutes, _ in rows)
    assert got["load"] == sum(minutes * rpe for _, minutes, rpe in rows if rpe is not None)
    assert got["active_days"] == len({day for day, *_ in rows})
