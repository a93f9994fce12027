"""Days and weeks without an entry are never drawn as a value, whatever the log holds: every chart of the product."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.charts import Chart
from core.dates import Week
from insights import panels
from insights.cells import Days, last_days
from insights.load_figures import Bout, daily_loads
from insights.load_page import _days_chart
from insights.panels import Axis
from insights.trends import Session, by_week, mondays_until
from insights.year import picture
from journal.exercise_maximum import Lifted, maximum_chart
from journal.histories import movement, pressure
from journal.histories.columns import columns, days_until, medians, sorted_in
from journal.load_units import Units
from journal.models import PsqiSheet, SleepDiaryEntry
from journal.mood import Rating
from journal.sleep_words import chart as nights_chart
from reviews import week_charts
from tests.insights.test_year import dots

TODAY = date(2026, 3, 15)  # a Sunday
WEEK, DAY = Week.of(TODAY), timedelta(days=1)
MONDAYS = mondays_until(TODAY, 12)
AXIS = Axis.of(MONDAYS)
MARK = re.compile(r'class="(?:bar|dot|diamond)"')
type Values = Sequence[int | None]


def known(values: Values, first: date, apart: int = 1) -> list[tuple[date, int]]:
    """(day, value) of what there is."""
    days = (first + timedelta(days=apart * place) for place in range(len(values)))
    return [(day, value) for day, value in zip(days, values, strict=True) if value is not None]


def weeks(values: Values, **fields: Any) -> list[Any]:
    """The figures of twelve weeks with five sessions of so many minutes in some of them."""
    day_of = [(monday + DAY * n, value) for monday, value in known(values, MONDAYS[0], 7) for n in range(5)]
    sessions = [Session(day, value, value, 0, 5, is_resistance=True) for day, value in day_of]
    return by_week(MONDAYS, sessions, [(day, value % 11) for day, value in day_of], day_of)


def of_days(values: Values, build: Callable[..., Chart]) -> Chart:
    """A chart of the week from plain rows."""
    facts = {"mean": None, "nights": 0, "mean_total_sleep_min": None}
    rows = known(values, WEEK.monday)
    return build(WEEK, rows) if build is week_charts.training_chart else build(WEEK, rows, facts)


def bout(day: date, minutes: int) -> Bout:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Bout(day, at, 0, "running", "", minutes, 5, "", "moderate", minutes, 0, None, None, None)


def loads(values: Values) -> Chart:
    bouts = [bout(day, value) for day, value in known(values, WEEK.monday)]
    return _days_chart(WEEK, daily_loads(WEEK, bouts), "", bouts)


def lifted(values: Values) -> Chart:
    sets = [Lifted(day, value, 5, float(value)) for day, value in known(values, MONDAYS[0], 7)]  # type: ignore[arg-type]
    return maximum_chart(sets, [Week(monday) for monday in MONDAYS], Units())


def nights(values: Values) -> Chart:
    rows = []
    for day, value in known(values, TODAY - 13 * DAY):
        woke = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        times = {"tried_to_sleep": woke - timedelta(minutes=200 + value), "final_wake": woke}
        rows.append(SleepDiaryEntry(day=day, utc_offset=0, **times))
    return nights_chart(TODAY, rows)


def pressures(values: Values) -> Chart:
    days = {day: float(100 + value) for day, value in known(values, columns(TODAY, 12)[0].first, 7)}
    return pressure.chart("upper", "Upper", days, columns(TODAY, 12), 12)


def steps(values: Values) -> Chart:
    among = days_until(TODAY, len(values))
    return movement.days_chart(dict(known(values, among[0].first)), among, None)


def sheets(values: Values) -> Chart:
    rows = [(day, value % 22, PsqiSheet.Provenance.values[0]) for day, value in known(values, MONDAYS[0], 7)]
    return panels.psqi_panel(rows, AXIS) or panels.resistance_panel([], AXIS)


SEVEN, TWELVE, FOURTEEN, MONTH = 7, 12, 14, 28
CHARTS: dict[str, tuple[int, Callable[[Values], Chart]]] = {
    "training of a week": (SEVEN, lambda values: of_days(values, week_charts.training_chart)),
    "mood of a week": (SEVEN, lambda values: of_days(values, week_charts.mood_chart)),
    "sleep of a week": (SEVEN, lambda values: of_days(values, week_charts.sleep_chart)),
    "load by day": (SEVEN, loads),
    "minutes by week": (TWELVE, lambda values: panels.minutes_panel(weeks(values), AXIS)),
    "resistance by week": (TWELVE, lambda values: panels.resistance_panel(weeks(values), AXIS)),
    "load by week": (TWELVE, lambda values: panels.load_panel(weeks(values), AXIS, ())),
    "mood by week": (TWELVE, lambda values: panels.mood_panel(weeks(values), AXIS)),
    "sleep by week": (TWELVE, lambda values: panels.sleep_panel(weeks(values), AXIS)),
    "PSQI": (TWELVE, sheets),
    "maximum by week": (TWELVE, lifted),
    "nights by the clock": (FOURTEEN, nights),
    "pressure by week": (TWELVE, pressures),
    "steps by day": (MONTH, steps),
}
NUMBER = re.compile(r"(about )?\d")


@pytest.mark.parametrize("name", CHARTS)
@given(data=st.data())
def test_a_gap_is_no_value_in_picture_and_table(name: str, data: st.DataObject) -> None:
    count, build = CHARTS[name]
    values = data.draw(st.lists(st.none() | st.integers(0, 400), min_size=count, max_size=count))
    with translation.override("en"):
        chart = build(values)
    if not chart.rows:  # too few for a picture: a sentence stands alone
        assert not chart.svg
        return
    assert [bool(NUMBER.match(row[1])) for row in chart.rows] == [value is not None for value in values]
    assert len(MARK.findall(chart.svg)) == len(known(values, TODAY))


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_drawn_at_all(name: str) -> None:
    count, build = CHARTS[name]
    with translation.override("en"):
        chart = build([100] * count)
    assert len(MARK.findall(chart.svg)) == len(chart.rows) == count


@given(st.sets(st.integers(0, 363)))
def test_the_year_has_a_dot_for_each_day_and_nothing_else(places: set[int]) -> None:
    mondays = mondays_until(TODAY, 52)
    days = sorted(mondays[0] + place * DAY for place in places)
    assert dots(picture(mondays, TODAY, days)) == [divmod((day - mondays[0]).days, 7) for day in days]


@given(st.lists(st.none() | st.integers(0, 10), min_size=28, max_size=28))
def test_a_day_of_the_calendar_without_a_mood_has_no_number(scores: list[int | None]) -> None:
    rated = known(scores, TODAY - 27 * DAY)
    with translation.override("en"):
        rows = last_days(TODAY, Days([], [Rating(day, 600, score) for day, score in rated], ()))
    cells = re.findall(r'class="cell (\w+)"[^>]*aria-label="([^"]*)">([^<]*)<', "".join(row.cells for row in rows))
    assert sorted(shown for _kind, _label, shown in cells) == sorted(
        "·" if score is None else str(score) for score in scores
    )
    assert all((kind == "none") == (shown == "·") == label.endswith("no entry") for kind, label, shown in cells)


@given(st.lists(st.none() | st.integers(0, 400), min_size=12, max_size=12))
def test_a_column_of_measurements_is_none_where_nothing_was_measured(values: list[int | None]) -> None:
    among = columns(TODAY, 12)
    assert medians(sorted_in(known(values, among[0].first, 7), among)) == values
