"""The value of a day, the last week against the weeks before, low stretches, tags by use."""

from datetime import date, timedelta

import pytest

from journal.mood import Rating, day_scores, is_low_stretch, tags_by_use, trend

TODAY = date(2026, 3, 12)
DAY = timedelta(days=1)


def test_the_score_of_a_day_is_the_rating_nearest_the_evening():
    ratings = [
        Rating(TODAY, 8 * 60, 2),
        Rating(TODAY, 19 * 60, 6),
        Rating(TODAY, 21 * 60, 9),
        Rating(TODAY, 23 * 60, 4),
    ]
    assert day_scores(ratings) == {TODAY: 9}
    assert day_scores(ratings[:2]) == {TODAY: 6}


def days(count, score, *, ago=0):
    """`count` days with this score, the newest of them `ago` days back."""
    return {TODAY - (ago + n) * DAY: score for n in range(count)}


@pytest.mark.parametrize(
    ("now", "before", "halves"),
    [
        (days(7, 6), days(28, 6, ago=7), 0),
        (days(4, 7), days(10, 6, ago=7), 2),
        (days(4, 4), days(10, 6, ago=7), -4),
        (days(3, 7), days(10, 6, ago=7), None),
        (days(4, 7), days(9, 6, ago=7), None),
        (days(4, 6) | days(1, 7), days(10, 6, ago=7), 0),  # 6.25: less than half a point
        (days(4, 6) | days(2, 7), days(10, 6, ago=7), 1),  # 6.5: just half a point
        (days(4, 6) | days(3, 7), days(10, 6, ago=7), 2),  # 6.75: nearer to a whole one
        (days(4, 6) | days(2, 5), days(10, 6, ago=7), -1),
    ],
)
def test_the_trend_needs_its_days_and_speaks_in_half_points(now, before, halves):
    assert trend(TODAY, now | before).halves == halves


def test_the_trend_looks_at_seven_days_and_the_28_before_them():
    scores = days(7, 8) | days(28, 5, ago=7) | days(20, 0, ago=35) | {TODAY + DAY: 0}
    found = trend(TODAY, scores)
    assert (found.mean, found.days, found.mean_before, found.days_before) == (8.0, 7, 5.0, 28)


def test_means_below_their_minimum_are_none_and_their_days_are_still_counted():
    found = trend(TODAY, days(3, 8) | days(9, 5, ago=7))
    assert (found.mean, found.days, found.mean_before, found.days_before) == (None, 3, None, 9)


@pytest.mark.parametrize(
    ("scores", "is_low"),
    [
        ([], False),
        ([2], True),
        ([3], False),
        ([3, 3], False),
        ([3, 3, 3], True),
        ([3, 3, 4], False),
        ([4, 2, 2, 2], False),
        ([3, 1, 3, 9], True),
    ],
)
def test_help_is_named_at_two_or_at_the_third_low_entry_in_a_row(scores, is_low):
    assert is_low_stretch(scores) is is_low


def test_tags_come_by_use_and_the_last_used_first_among_equals():
    newest_first = [["rain", "people"], ["people"], ["garden"], []]
    assert tags_by_use(newest_first) == [("people", 2), ("rain", 1), ("garden", 1)]
