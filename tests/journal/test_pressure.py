"""Blood pressure: when there is a mean, which range it is in, what counts as a change."""

from datetime import date, timedelta

import pytest

from journal.pressure import Change, Mean, Reading, change, day_means, is_high, level, mean_until, scheme_by_region

TODAY = date(2026, 3, 12)


def readings(*rows):
    """(days ago, upper, lower)"""
    return [Reading(TODAY - timedelta(days=ago), upper, lower) for ago, upper, lower in rows]


@pytest.mark.parametrize(
    ("rows", "mean"),
    [
        ([], None),
        ([(0, 120, 80), (0, 124, 82)], None),
        ([(0, 120, 80), (0, 124, 82), (1, 130, 84)], None),
        ([(0, 120, 80), (0, 124, 82), (1, 130, 84), (1, 132, 86)], Mean(127, 83, 4, 2)),
        ([(0, 120, 80), (0, 124, 82), (13, 130, 84), (13, 132, 86)], Mean(127, 83, 4, 2)),
        ([(0, 120, 80), (0, 124, 82), (14, 130, 84), (14, 132, 86)], None),
        ([(0, 120, 80), (0, 124, 82), (-1, 130, 84), (-1, 132, 86)], None),
        ([(0, 120, 80), (0, 120, 80), (1, 140, 90), (1, 140, 90), (2, 160, 100)], Mean(140, 90, 5, 3)),
        ([(0, 120, 80), (0, 120, 80), (0, 120, 80), (0, 120, 80), (1, 140, 90), (1, 140, 90)], Mean(130, 85, 6, 2)),
        ([(0, 139, 80), (0, 139, 80), (1, 140, 81), (1, 140, 81)], Mean(140, 81, 4, 2)),
    ],
)
def test_the_mean_of_14_days_needs_two_readings_on_two_days(rows, mean):
    assert mean_until(readings(*rows), TODAY) == mean


def test_a_day_is_the_mean_of_its_readings():
    found = day_means(readings((0, 120, 80), (1, 130, 90), (0, 125, 81)))
    assert list(found.items()) == [(TODAY - timedelta(days=1), (130, 90)), (TODAY, (122.5, 80.5))]


@pytest.mark.parametrize(
    ("scheme", "values", "expected"),
    [
        ("esc", (119, 69), 0),
        ("esc", (120, 69), 1),
        ("esc", (119, 70), 1),
        ("esc", (134, 84), 1),
        ("esc", (135, 70), 2),
        ("esc", (110, 85), 2),
        ("aha", (119, 79), 0),
        ("aha", (120, 79), 1),
        ("aha", (129, 79), 1),
        ("aha", (119, 80), 2),
        ("aha", (130, 79), 2),
        ("aha", (139, 89), 2),
        ("aha", (140, 79), 3),
        ("aha", (119, 90), 3),
        ("china", (134, 84), 0),
        ("china", (135, 60), 1),
        ("china", (110, 85), 1),
    ],
)
def test_the_higher_range_of_the_two_values_wins(scheme, values, expected):
    assert level(scheme, *values) == expected


@pytest.mark.parametrize(
    ("language", "country", "scheme"),
    [
        ("en", "NO", "esc"),
        ("en", "", "esc"),
        ("en", "US", "aha"),
        ("zh-hans", "US", "aha"),
        ("zh-hans", "", "china"),
        ("zh-hans", "DE", "china"),
        ("en", "CN", "china"),
        ("en", "HK", "china"),
    ],
)
def test_the_scheme_follows_the_region(language, country, scheme):
    assert scheme_by_region(language, country) == scheme


def twice(*rows):
    """Each row measured twice on its day and twice on the day before."""
    return readings(*(pair for ago, *values in rows for back in (ago, ago + 1) for pair in [(back, *values)] * 2))


@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        ([(0, 130, 80), (60, 135, 80)], (-5, 0)),
        ([(0, 130, 80), (60, 134, 84)], None),
        ([(0, 131, 85), (60, 130, 80)], (1, 5)),
        ([(0, 130, 80), (56, 140, 80)], (-10, 0)),
        ([(0, 130, 80), (82, 140, 80)], (-10, 0)),
        ([(0, 130, 80), (54, 140, 80)], None),
        ([(0, 130, 80), (83, 140, 80)], None),
        ([(0, 130, 80), (57, 130, 80), (75, 160, 80)], None),
        ([(60, 135, 80)], None),
        ([(0, 135, 80)], None),
    ],
)
def test_a_change_of_5_against_the_14_days_8_to_12_weeks_before(rows, moved):
    found = change(twice(*rows), TODAY)
    assert (found and (found.systolic, found.diastolic)) == moved


def test_a_change_names_what_was_before():
    rows = twice((0, 130, 80), (60, 140, 90))
    assert change(rows, TODAY) == Change(-10, -10, Mean(140, 90, 4, 2))


@pytest.mark.parametrize(
    ("systolic", "diastolic", "high"),
    [(179, 119, False), (180, 60, True), (150, 120, True), (None, None, False)],
)
def test_from_180_or_120_on_a_reading_asks_for_rest(systolic, diastolic, high):
    assert is_high(systolic, diastolic) is high
