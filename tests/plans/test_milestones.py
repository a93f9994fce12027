"""The look back of SPEC 5.4: the first two weeks beside the last two, and nothing claimed where there is too little."""

from datetime import date, timedelta

import pytest

from plans.milestones import METRICS, Metric, Outcome, Span, figure, milestones, of_spread, of_weeks, sum_of

MONDAY = date(2026, 3, 2)
FOURTH = Span(MONDAY, date(2026, 3, 29))  # the Sunday of week 4
SECONDS = METRICS["longest_continuous_jog_s"]


def on(day: int) -> date:
    """Day 1 is the first Monday."""
    return MONDAY + timedelta(days=day - 1)


def test_the_first_and_the_last_fourteen_days_are_compared() -> None:
    points = [(on(1), 45.0), (on(14), 75.0), (on(15), 999.0), (on(16), 120.0), (on(28), 210.0), (on(29), 999.0)]
    found = figure([*points[:2], *points[3:]], FOURTH, SECONDS)
    assert (found.start, found.now, found.start_count, found.now_count) == (60, 165, 2, 2)
    assert figure(points, FOURTH, SECONDS).now_count == 3


def test_in_the_middle_of_week_4_no_day_is_on_both_sides() -> None:
    points = [(on(day), float(day)) for day in range(1, 24)]
    found = figure(points, Span(MONDAY, on(22)), SECONDS)
    assert (found.start_count, found.now_count, found.start, found.now) == (14, 8, 7.5, 18.5)


@pytest.mark.parametrize(
    ("start", "now", "outcome"),
    [
        ([], [], Outcome.TOO_FEW),
        ([60], [600, 600], Outcome.TOO_FEW),
        ([60, 60], [600], Outcome.TOO_FEW),
        ([60, 60], [119, 119], Outcome.ALIKE),
        ([60, 60], [120, 120], Outcome.MOVED),
        ([60, 60, 6000], [60, 60, 6000], Outcome.ALIKE),  # medians: one long run says nothing
        ([600, 600], [545, 545], Outcome.ALIKE),
        ([600, 600], [540, 540], Outcome.OTHER_WAY),
    ],
)
def test_what_may_be_said(start: list[int], now: list[int], outcome: Outcome) -> None:
    points = [(on(1 + n), float(value)) for n, value in enumerate(start)]
    points += [(on(20 + n), float(value)) for n, value in enumerate(now)]
    assert figure(points, FOURTH, SECONDS).outcome == outcome


@pytest.mark.parametrize(
    ("metric", "start", "now", "outcome"),
    [
        ("e1rm_kg_per_exercise", 60, 62.9, Outcome.ALIKE),
        ("e1rm_kg_per_exercise", 60, 63, Outcome.MOVED),
        ("e1rm_kg_per_exercise", 60, 57, Outcome.OTHER_WAY),
        ("pose_level_sum", 10, 10.5, Outcome.ALIKE),
        ("pose_level_sum", 10, 11, Outcome.MOVED),
        ("interval_pace_s_per_km", 300, 295, Outcome.ALIKE),
        ("interval_pace_s_per_km", 300, 294, Outcome.MOVED),
        ("interval_pace_s_per_km", 300, 306, Outcome.OTHER_WAY),
        ("moderate_equivalent_min_week", 75, 89, Outcome.ALIKE),
        ("moderate_equivalent_min_week", 75, 90, Outcome.MOVED),
        ("group_checkins_week", 1, 2, Outcome.MOVED),
        ("sd_mid_sleep_min_14d", 60, 46, Outcome.ALIKE),
        ("sd_mid_sleep_min_14d", 60, 45, Outcome.MOVED),
        ("sd_mid_sleep_min_14d", 45, 60, Outcome.OTHER_WAY),
    ],
)
def test_each_figure_has_a_band_in_which_it_moves_by_itself(
    metric: str, start: float, now: float, outcome: Outcome
) -> None:
    assert METRICS[metric].outcome(start, now) == outcome


def test_pose_levels_are_added_up_over_poses_that_have_both_sides() -> None:
    both = [(on(1), 2.0), (on(3), 2.0), (on(20), 3.0), (on(22), 3.0)]
    new = [(on(20), 5.0), (on(22), 5.0)]
    found = sum_of({"yoga_tree": both, "yoga_warrior2": both, "yoga_bridge": new}, FOURTH, METRICS["pose_level_sum"])
    assert (found.start, found.now, found.outcome) == (4, 6, Outcome.MOVED)
    alone = sum_of({"yoga_bridge": new}, FOURTH, METRICS["pose_level_sum"])
    assert (alone.start, alone.now, alone.now_count, alone.outcome) == (None, None, 2, Outcome.TOO_FEW)


def test_weeks_are_the_exposures_of_a_figure_of_weeks() -> None:
    weeks = of_weeks([(on(1), 30), (on(7), 45), (on(8), 10), (on(22), 99)])
    assert weeks == [(on(7), 75), (on(14), 10), (on(28), 99)]


def test_a_spread_needs_its_nights_on_both_sides() -> None:
    metric = METRICS["sd_mid_sleep_min_14d"]
    assert of_spread((10, 60.0), (10, 30.0), metric).outcome == Outcome.MOVED
    assert of_spread((10, 60.0), (6, None), metric).outcome == Outcome.TOO_FEW


@pytest.mark.parametrize(
    ("weeks", "length", "today", "reached"),
    [
        ({}, 10, on(28), []),
        ({4: on(22)}, 10, on(21), []),
        ({4: on(22)}, 10, on(22), [(4, on(22))]),
        ({4: on(22)}, 10, on(28), [(4, on(28))]),
        ({4: on(22), 6: on(43)}, 10, on(50), [(4, on(28)), (6, on(49))]),  # week 5 was there twice
        ({4: on(22), 6: on(36), 8: on(50)}, 6, on(99), [(4, on(28)), (6, on(42))]),
    ],
)
def test_a_milestone_is_reached_with_its_week(
    weeks: dict[int, date], length: int, today: date, reached: list[tuple[int, date]]
) -> None:
    found = milestones(MONDAY, weeks, length, today)
    assert [(one.week, one.span.until) for one in found] == reached


def test_a_band_may_be_a_share_or_an_amount() -> None:
    assert Metric(share=0.1, amount=5).outcome(100, 109) == Outcome.ALIKE
    assert Metric(share=0.1, amount=5).outcome(10, 14) == Outcome.ALIKE
