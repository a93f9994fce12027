"""The words of each panel, and that few entries are told in a sentence alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from insights import panels
from insights.trends import Mood, WeekFigures, by_week, mondays_until

TODAY = date(2026, 3, 12)
MONDAYS = mondays_until(TODAY, 4)
AXIS = panels.Axis.of(MONDAYS)
NOTHING = by_week(MONDAYS, [], [], [])


def weeks(*each: dict[str, Any]) -> list[WeekFigures]:
    """Four weeks of which the last ones say something."""
    empty = {name: getattr(NOTHING[0], name) for name in WeekFigures.__slots__}
    told: list[dict[str, Any]] = [{}] * (4 - len(each)) + list(each)
    return [WeekFigures(**empty | {"monday": monday} | one) for monday, one in zip(MONDAYS, told, strict=True)]


def moved(minutes: int, other: int = 0, sessions: int = 5) -> dict[str, Any]:
    return {"sessions": sessions, "moderate_equivalent_minutes": minutes, "other_minutes": other}


TWICE = "Vigorous minutes count twice."
BAND = f"The band is where 150–300 minutes lie. {TWICE}"
ONE = f"1 of the last 4 weeks reached the band. {TWICE}"


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (weeks(), BAND),
        (weeks(moved(149)), f"This week so far: 149. {BAND}"),
        (weeks(moved(150)), f"This week so far: 150, within the band. {ONE}"),
        (weeks(moved(300)), f"This week so far: 300, within the band. {ONE}"),
        (weeks(moved(90), moved(301)), f"This week so far: 301, above the band. {ONE}"),
        (weeks(moved(150), {}), ONE),
        (
            weeks(moved(0, other=60)),
            "This week so far: 0. Beside them 60 light, strength or calm minutes: every move counts."
            f" {BAND}",
        ),
    ],
)  # fmt: skip
def test_minutes_are_told_by_the_band(figures, sentence):
    assert panels.minutes_panel(figures, AXIS).sentence == sentence


def test_minutes_never_speak_of_too_much_or_too_little():
    sentences = [panels.minutes_panel(weeks(moved(minutes)), AXIS).sentence for minutes in (1, 149, 301, 3000)]
    assert [word for word in ("too much", "too little", "only", "below", "bonus") if word in " ".join(sentences)] == []


@pytest.mark.parametrize(("entries", "has_picture"), [(0, False), (1, False), (4, False), (5, True)])
def test_a_picture_needs_five_entries(entries, has_picture):
    figures = weeks({
        "sessions": entries, "rated_sessions": entries, "moderate_equivalent_minutes": 30, "resistance_days": 1,
        "load": 100, "mood": Mood(5, 5, 5, entries), "mean_sleep_min": 400, "nights": entries,
    })  # fmt: skip
    drawn = [
        panels.minutes_panel(figures, AXIS),
        panels.resistance_panel(figures, AXIS),
        panels.load_panel(figures, AXIS, ()),
        panels.mood_panel(figures, AXIS),
        panels.sleep_panel(figures, AXIS),
    ]
    assert [(bool(chart.svg), bool(chart.rows)) for chart in drawn] == [(has_picture, has_picture)] * 5
    assert all(chart.sentence for chart in drawn)


def test_gaps_stay_gaps_in_picture_and_table():
    chart = panels.minutes_panel(weeks(moved(160), {}, moved(0)), AXIS)
    assert chart.svg.count('class="bar"') == 2
    assert chart.svg.count('class="gap"') == 2
    assert [row[1] for row in chart.rows] == ["no entry", "160", "no entry", "0"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([2], "1 of the last 4 weeks had 2 resistance days or more."),
        ([2, 5], "2 of the last 4 weeks had 2 resistance days or more."),
        ([1, 0], "A resistance day has two movement patterns and four sets, or 20 minutes of strength without sets."),
    ],
)
def test_strength_days_from_two_on_are_told(days, sentence):
    figures = weeks(*({"sessions": 3, "resistance_days": count} for count in days))
    assert panels.resistance_panel(figures, AXIS).sentence == sentence


def rated(*loads: int | None) -> list[WeekFigures]:
    return weeks(*({"load": load, "rated_sessions": int(load is not None)} for load in loads))


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (rated(600, 600, 600, 480), "So far 480: 80 % of your usual week of 600, the middle of the four before."),
        (rated(600, 500, 700, None), "No load yet this week. Your usual week is 600, the middle of the four before."),
        (rated(600, 480), "Your usual week appears once 3 of the 4 weeks before hold a load."),
    ],
)
def test_the_load_stands_against_the_usual_week(figures, sentence):
    assert panels.load_words(figures, ()) == sentence


def test_a_week_that_is_over_is_not_so_far():
    told = panels.load_words(rated(600, 600, 600, 900), (), is_over=True)
    assert told == "900, which is 150 % of your usual week of 600, the middle of the four before."


def test_moods_show_their_middle_and_range():
    chart = panels.mood_panel(weeks({"mood": Mood(6.5, 3, 9, 4)}, {}, {"mood": Mood(5, 5, 5, 1)}), AXIS)
    assert (chart.value, chart.sentence) == ("5 entries", "The middle rating of a week lay between 5 and 6.5.")
    assert [row[1:] for row in chart.rows] == [
        ("no entry",) * 3, ("6.5", "3", "9"), ("no entry",) * 3, ("5", "5", "5"),
    ]  # fmt: skip
    assert panels.mood_panel(weeks({"mood": Mood(6, 3, 9, 5)}), AXIS).sentence == "The middle rating was 6."


def test_nights_need_four_in_a_week():
    assert panels.sleep_panel(weeks({"nights": 3}, {"nights": 3}), AXIS).sentence == (
        "From four nights a week on, this fills."
    )
    full = panels.sleep_panel(weeks({"nights": 6, "mean_sleep_min": 425}, {"nights": 5, "mean_sleep_min": 440}), AXIS)
    assert (full.value, full.sentence) == (
        "11 nights", "The mean of a week lay between 7\xa0h\xa005 and 7\xa0h\xa020.",
    )  # fmt: skip


SHORT, FORM = "short_names", "official_form"


@pytest.mark.parametrize(
    ("sheets", "joins"),
    [
        ([(0, SHORT), (4, SHORT)], 1),
        ([(0, SHORT), (4, FORM)], 0),
        ([(0, SHORT), (4, FORM), (8, SHORT)], 0),  # never across a sheet of another kind either
        ([(0, SHORT), (9, SHORT)], 0),  # a month is missing between them
        ([(0, SHORT), (8, SHORT), (11, FORM)], 1),
    ],
)
def test_sheets_of_different_provenance_are_never_joined(sheets, joins):
    mondays = mondays_until(TODAY, 12)
    chart = panels.psqi_panel([(mondays[week], 7, how) for week, how in sheets], panels.Axis.of(mondays))
    assert chart is not None
    assert chart.svg.count('class="diamond"') == len(sheets)
    assert chart.svg.count('<path class="line') == joins


def test_one_sheet_is_a_sentence_and_none_is_nothing():
    assert panels.psqi_panel([], AXIS) is None
    one = panels.psqi_panel([(TODAY, 6, SHORT)], AXIS)
    assert one is not None
    assert (one.svg, one.rows, one.sentence) == ("", (), "1 sheet about the past month. The last one, of 12 Mar: 6.")


def test_the_table_of_sheets_names_how_each_was_answered():
    chart = panels.psqi_panel([(MONDAYS[0], 9, FORM), (TODAY - timedelta(days=1), 6, SHORT)], AXIS)
    assert chart is not None
    assert [row[1:] for row in chart.rows] == [
        ("9", "Official form in hand"), ("–", "–"), ("–", "–"), ("6", "Short names on the answer sheet"),
    ]  # fmt: skip
