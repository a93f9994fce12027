"""SW15 and SW18, each at its borders."""

import pytest

from journal.wins import Beside
from tests.journal.small_logs import day_of, fired, on, won


def felt(day, before=6, after=4, word="tense", **more):
    return on(day, emotion_word=word, emotion_before=before, emotion_after=after, **more)


def days_of(sessions, rule, beside=None):
    return [(win.day - day_of(0)).days for win in won(sessions, rule, beside)]


# --- SW15 a feeling that eased ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sessions", "days"),
    [
        ([felt(0), felt(2), felt(4), felt(6)], [6]),
        ([felt(0), felt(2), felt(4)], []),
        ([felt(0), felt(2), felt(4, 6, 5), felt(6)], [6]),
        ([felt(0), felt(2, 6, 5), felt(4, 6, 5), felt(6)], []),
        ([felt(0), felt(2), felt(4), felt(6, 4, 6)], [6]),
        ([felt(0), felt(2), felt(4), felt(6, word="calm")], [6]),
        ([felt(0, word="calm"), felt(2, word="calm"), felt(4), felt(6)], []),
        ([felt(0), felt(2), felt(4), felt(6, after=None), on(8), felt(10)], [10]),
        ([felt(0), felt(2), felt(4), felt(6, pain=4)], []),
        ([felt(0), felt(2), felt(4, pain=4), felt(6), felt(8)], [8]),
        ([felt(-177), felt(2), felt(4), felt(5)], [5]),
        ([felt(-178), felt(2), felt(4), felt(5)], []),
    ],
)
def test_an_unpleasant_feeling_eased_in_three_of_the_last_four(sessions, days):
    assert days_of(sessions, "SW15") == days


@pytest.mark.parametrize("word", ["tense", "worried", "down", "irritated", "tired", "stressed", "restless", "lonely"])
def test_these_feelings_are_unpleasant(word):
    assert days_of([felt(day, word=word) for day in (0, 2, 4, 6)], "SW15") == [6]


@pytest.mark.parametrize("word", ["calm", "content", "energetic", "proud", ""])
def test_these_are_not(word):
    assert days_of([felt(day, word=word) for day in (0, 2, 4, 6)], "SW15") == []


def test_eased_rests_for_two_weeks_and_tells_no_value():
    log = [felt(day, 9, 3) for day in (0, 2, 4, 6, 13, 19, 20)]
    assert days_of(log, "SW15") == [6, 20]
    assert fired(log, "SW15") == [(6, "0", "4"), (20, "0", "4")]  # how often, never how strong


# --- SW18 growing confidence --------------------------------------------------------------------------


def sure(values, first=0):
    return [on(first + 2 * n, confidence_next=value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ([5, 5, 5, 5, 6, 6, 6, 6], [14]),
        ([5, 5, 5, 5, 6, 6, 6, 5], []),
        ([5, 5, 5, 5, 9, 5, 5, 5], [14]),
        ([5, 5, 5, 6, 6, 6, 6], []),
        ([9, 5, 5, 5, 5, 6, 6, 6, 6], [16]),
        ([5, 5, 5, 5, 6, None, 6, 6, 6], [16]),
        ([5, 5, 5, 5, 6, 6, 6, None], []),
    ],
)
def test_the_mean_of_four_is_a_point_above_that_of_the_four_before(values, days):
    assert days_of(sure(values), "SW18") == days


def test_confidence_is_a_trend_without_a_value_that_rests_for_four_weeks():
    wins = won(sure([2, 2, 2, 2, 4, 4, 4, 4, *[9] * 14]), "SW18")
    assert [(win.day, win.kind, win.old, win.new) for win in wins] == [(day_of(14), "trend", None, None)]
    assert days_of([*sure([5] * 4 + [6] * 4), on(20, confidence_next=9, pain=4)], "SW18") == [14]


# --- consent ------------------------------------------------------------------------------------------


def test_without_the_consent_nothing_is_said_of_feelings():
    log = [felt(2 * n, confidence_next=value) for n, value in enumerate([5, 5, 5, 5, 6, 6, 6, 6])]
    assert [days_of(log, rule) for rule in ("SW15", "SW18")] == [[6], [14]]
    silent = Beside(tells_feelings=False)
    assert days_of(log, "SW15", silent) == days_of(log, "SW18", silent) == []
