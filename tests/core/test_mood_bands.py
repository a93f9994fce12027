"""The bands of ux.md A7.3, each value of them; and where a nudge leads with numbers shown and hidden."""

import pytest
from django.utils import translation

from core.mood_bands import are_hidden, band_word, mood, mood_in_cell, next_mood, override

WORDS = ["very low"] * 3 + ["low"] * 2 + ["in between"] + ["good"] * 2 + ["very good"] * 3
CHINESE = ["非常糟"] * 3 + ["不太好"] * 2 + ["一般"] + ["不错"] * 2 + ["非常好"] * 3


def test_each_value_has_its_word_in_both_languages() -> None:
    assert [band_word(value) for value in range(11)] == WORDS
    with translation.override("zh-hans"):
        assert [band_word(value) for value in range(11)] == CHINESE


@pytest.mark.parametrize(
    ("mean", "word"), [(2.4, "very low"), (2.5, "low"), (4.5, "in between"), (5.4, "in between"), (7.5, "very good")]
)
def test_a_mean_counts_as_the_nearest_whole_number(mean: float, word: str) -> None:
    assert band_word(mean) == word


def test_numbers_are_shown_unless_the_person_who_looks_hides_them() -> None:
    assert (mood(6.5), mood_in_cell(5), are_hidden()) == ("6.5", "5", False)
    with override(True):
        assert (mood(6.5), mood_in_cell(5), mood_in_cell(8), are_hidden()) == ("good", "mid", "very good", True)
    assert not are_hidden()


def test_a_nudge_goes_by_one_or_by_one_word() -> None:
    assert [next_mood(value, is_up=True) for value in range(11)] == [*range(1, 11), None]
    assert [next_mood(value, is_up=False) for value in range(11)] == [None, *range(10)]
    with override(True):
        assert [next_mood(value, is_up=True) for value in range(11)] == [3, 3, 3, 5, 5, 6, 8, 8, None, None, None]
        assert [next_mood(value, is_up=False) for value in range(11)] == [None] * 3 + [2, 2, 4, 5, 5, 7, 7, 7]
