"""The value of a day, the last week against the weeks before, low stretches, tags by use."""

from datetime import date, timedelta

from journal.mood import Rating, day_scores

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
