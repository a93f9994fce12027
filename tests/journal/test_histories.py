"""What the values of a kind add up to: each sentence at its border, gaps that stay gaps, nothing of anybody else."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

from journal.histories import BUILDERS, history_of
from journal.histories.columns import Column, columns, days_until, medians, sorted_in
from journal.histories.pressure import RANGES
from journal.models import Measurement, MeasurementKind
from journal.pressure import CUTS
from tests.factories import make_person

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
TODAY = date(2026, 3, 12)  # a Thursday
NO_MEAN = "A mean stands here after 4 days with 500 steps or more within 7 days."


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lou(db):
    return make_person("lou@example.org", body_kinds=MeasurementKind.values)


def add(person, kind, *pairs, **fields):
    """(days ago, value)"""
    for ago, value in pairs:
        at = NOW - timedelta(days=ago)
        Measurement.objects.create(person=person, kind=kind, value=value, measured_at=at, day=at.date(), **fields)


def pressures(person, *rows, times=2):
    """(days ago, upper, lower), so many times a day."""
    for ago, systolic, diastolic in rows:
        for minute in range(times):
            at = NOW - timedelta(days=ago, minutes=minute)
            values = {"kind": "blood_pressure", "systolic": systolic, "diastolic": diastolic}
            Measurement.objects.create(person=person, measured_at=at, day=at.date(), **values)


def said(person, kind, weeks=12):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in history_of(person, kind, weeks).sentences]


# Columns


def test_twelve_weeks_or_thirteen_times_four():
    weeks, year = columns(TODAY, 12), columns(TODAY, 52)
    assert (len(weeks), weeks[0], weeks[-1]) == (
        12, Column(date(2025, 12, 22), date(2025, 12, 28)), Column(date(2026, 3, 9), date(2026, 3, 15)),
    )  # fmt: skip
    assert (len(year), year[0], year[-1]) == (
        13, Column(date(2025, 3, 17), date(2025, 4, 13)), Column(date(2026, 2, 16), date(2026, 3, 15)),
    )  # fmt: skip
    for among in (weeks, year):
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(among))


def test_an_empty_column_stays_none():
    among = days_until(TODAY, 3)
    rows = [(date(2026, 3, 9), 9), (date(2026, 3, 10), 1), (date(2026, 3, 12), 3), (date(2026, 3, 12), 4)]
    assert medians(sorted_in([*rows, (date(2026, 3, 13), 9)], among)) == [1, None, 3.5]


# Sentences


def test_every_kind_has_a_history(lou):
    assert set(BUILDERS) == set(MeasurementKind.values)
    for kind in MeasurementKind.values:
        assert history_of(lou, kind, 12).charts == ()


@pytest.mark.parametrize(
    ("counts", "sentences"),
    [
        ({0: 6900, 1: 7000, 2: 7100}, [NO_MEAN, "Your first 14 days set your own next level; 2 are here."]),
        (
            {0: 6900, 1: 7000, 2: 7000, 3: 7060, 4: 499},
            ["Mean of the last 7 days: 6,990 steps.", "Your first 14 days set your own next level; 3 are here."],
        ),
        (
            dict.fromkeys(range(16), 7000),
            [
                "Mean of the last 7 days: 7,000 steps.",
                "That is already a good level.",
                "Your own next level: 8,000 a day.",
            ],
        ),
        ({60 + n: 5000 for n in range(14)}, [NO_MEAN, "Your own next level: 8,000 a day."]),
    ],
)
def test_steps_say_mean_and_own_level(lou, counts, sentences):
    add(lou, "steps", *counts.items())
    assert said(lou, "steps") == sentences


def test_steps_are_drawn_by_day_and_by_week_with_their_gaps(lou):
    add(lou, "steps", (0, 8000), (2, 300), *((10 + n, 6000) for n in range(4)))
    days, weeks = history_of(lou, "steps", 12).charts
    assert [row[1] for row in days.rows[-3:]] == ["300", "no entry", "8,000"]
    assert len(days.rows) == 28
    assert [row[1] for row in weeks.rows] == ["fewer than 4 days"] * 12
    add(lou, "steps", (14, 7000))
    assert history_of(lou, "steps", 12).charts[1].rows[-3] == ("23 Feb", "6,250")


@pytest.mark.parametrize(
    ("kind", "pairs", "sentences"),
    [
        ("weight", [(0, 70), (1, 71)], ["2 values in the last 4 weeks. From 3 on, their median stands here."]),
        ("weight", [(0, 70), (1, 71), (2, "72.4")], ["Median of the last 4 weeks: 71 kg (3 values)."]),
        (
            "weight",
            [*[(n, "70.2") for n in range(3)], *[(60 + n, 71) for n in range(3)]],
            ["Median of the last 4 weeks: 70.2 kg (3 values).", "8 to 12 weeks before, the median was 71 kg."],
        ),
        ("waist", [(30, 84)], ["No value in the last 4 weeks."]),
        ("waist", [(3, 84), (60, "86.9")], ["Median of the last 4 weeks: 84 cm (1 value)."]),
        (
            "waist",
            [(3, 84), (60, 87)],
            [
                "Median of the last 4 weeks: 84 cm (1 value).",
                "8 to 12 weeks before, the median was 87 cm.",
                "A tape itself is off by 1 to 2 cm.",
            ],
        ),
        (
            "body_fat",
            [*[(n, 28) for n in range(3)], *[(60 + n, 30) for n in range(3)]],
            ["Median of the last 4 weeks: 28 % (3 values).", "8 to 12 weeks before, the median was 30 %."],
        ),
        ("resting_hr", [(0, 60), (1, 61)], ["2 values in the last 7 days. From 3 on, their median stands here."]),
        ("resting_hr", [(0, 60), (6, 64), (1, 61), (7, 99)], ["Median of the last 7 days: 61 bpm (3 values)."]),
        (
            "resting_hr",
            [(0, 101), (1, 102), (2, 103)],
            [
                "Median of the last 7 days: 102 bpm (3 values).",
                "Above 100 at rest on three days or more of the last 14: worth mentioning to a doctor.",
            ],
        ),
    ],
)
def test_the_body_says_medians(lou, kind, pairs, sentences):
    add(lou, kind, *pairs)
    assert said(lou, kind) == sentences


def test_the_body_is_drawn_by_week_or_four_weeks(lou):
    add(lou, "waist", (0, 84), (1, 86), (21, 90), (200, 95))
    (chart,) = history_of(lou, "waist", 12).charts
    assert [row[1] for row in chart.rows] == ["no entry"] * 8 + ["90", "no entry", "no entry", "85"]
    assert chart.value == "85–90"
    (year,) = history_of(lou, "waist", 52).charts
    assert [row[1] for row in year.rows if row[1] != "no entry"] == ["95", "86"]


@pytest.mark.parametrize(
    ("scheme", "values", "place"),
    [
        ("esc", (119, 69), 0),
        ("esc", (134, 70), 1),
        ("esc", (142, 88), 2),
        ("aha", (119, 79), 0),
        ("aha", (129, 79), 1),
        ("aha", (119, 80), 2),
        ("aha", (140, 79), 3),
        ("china", (134, 84), 0),
        ("china", (120, 85), 1),
    ],
)
def test_a_blood_pressure_names_the_range_of_its_mean(lou, scheme, values, place):
    lou.pressure_scheme = scheme
    pressures(lou, (0, *values), (3, *values))
    mean = f"Mean of the last 14 days: {values[0]}/{values[1]} mmHg (2 days, 4 readings)."
    assert said(lou, "blood_pressure") == [mean, str(RANGES[scheme][place]), "This is not a diagnosis."]


def test_every_range_has_its_sentence_and_names_no_illness():
    assert {scheme: len(sentences) for scheme, sentences in RANGES.items()} == {
        scheme: len(cuts) + 1 for scheme, cuts in CUTS.items()
    }
    everything = " ".join(str(sentence) for sentences in RANGES.values() for sentence in sentences).lower()
    assert [word for word in ("hypertension", "normal", "stage", "disease", "high blood") if word in everything] == []


@pytest.mark.parametrize(
    ("zone", "language", "named"),
    [("Europe/Oslo", "en", "ESC 2024"), ("America/Chicago", "en", "AHA/ACC 2025"), ("Asia/Shanghai", "en", "Chinese")],
)
def test_the_range_is_that_of_the_region(lou, zone, language, named):
    lou.time_zone, lou.language = zone, language
    pressures(lou, (0, 120, 70), (1, 120, 70))
    assert named in said(lou, "blood_pressure")[1]


def test_few_readings_have_no_mean_and_no_range(lou):
    pressures(lou, (0, 150, 95), times=5)
    pressures(lou, (1, 150, 95), times=1)
    assert said(lou, "blood_pressure") == ["A mean stands here after two readings on each of two days within 14 days."]


@pytest.mark.parametrize(("then", "is_told"), [(147, True), (146, False)])
def test_a_blood_pressure_tells_what_moved(lou, then, is_told):
    pressures(lou, (0, 142, 88), (1, 142, 88), (60, then, 88), (61, then, 88))
    told = f"8 to 12 weeks before, the mean was {then}/88."
    assert (told in said(lou, "blood_pressure")) is is_told


def test_a_blood_pressure_is_drawn_as_means_of_weeks(lou):
    pressures(lou, (0, 140, 90), (2, 120, 80))
    pressures(lou, (2, 126, 80), times=1)
    upper, lower = history_of(lou, "blood_pressure", 12).charts
    assert [row[1] for row in upper.rows] == ["no entry"] * 11 + ["131"]
    assert lower.rows[-1] == ("9 Mar", "85")


# Laboratory and walks


def test_hs_crp_has_its_band_and_sets_values_apart(lou):
    add(lou, "hs_crp", (90, "1.0"), (60, "1.2"), (0, "1.1"), unit="mg/L")
    add(lou, "hs_crp", (30, "9.0"), unit="mg/L", had_infection=True)
    add(lou, "hs_crp", (20, "8.0"), unit="mg/L", hours_since_hard=23)
    history = history_of(lou, "hs_crp", 12)
    assert said(lou, "hs_crp") == [
        "Last value: 1.1 mg/L, on 12 Mar 2026.",
        "Grey: the usual ups and downs, 1.26 mg/L around the median of 3 values, 1.1 mg/L.",
        "2 values are hollow and left out: taken within 24 hours of hard training, or within 14 days of an infection, "
        "injury or vaccination.",
    ]
    (chart,) = history.charts
    assert (chart.svg.count('class="dot hollow"'), chart.svg.count('class="dot"'), chart.svg.count('"usual"')) == (
        2,
        3,
        1,
    )
    assert [row[2] for row in chart.rows] == ["", "", "left out", "left out", ""]
    assert "cardiology" in history.notes[0]


@pytest.mark.parametrize(("value", "is_asked"), [("10", False), ("10.1", True)])
def test_a_high_hs_crp_is_worth_repeating(lou, value, is_asked):
    add(lou, "hs_crp", (0, value), unit="mg/L")
    told = "Values above 10 mg/L usually go with something acute: repeat after two weeks or more."
    assert (told in said(lou, "hs_crp")) is is_asked


def test_below_detection_is_said_and_drawn_at_its_limit(lou):
    add(lou, "hs_crp", (0, "0.3"), unit="mg/L", is_below_detection=True)
    assert said(lou, "hs_crp")[0] == "Last value: < 0.3 mg/L, on 12 Mar 2026."
    assert history_of(lou, "hs_crp", 12).charts[0].rows[0][1] == "<\N{NO-BREAK SPACE}0.3\N{NO-BREAK SPACE}mg/L"


@pytest.mark.parametrize("kind", ["il6", "tnf_alpha", "il1_beta", "glucose"])
def test_other_laboratory_values_have_no_band_and_no_class(lou, kind):
    add(lou, kind, (40, 5), (0, 6))
    history = history_of(lou, kind, 12)
    assert 'class="usual"' not in history.charts[0].svg
    assert len(history.sentences) == 1
    assert ("Laboratories differ" in history.notes[0]) is (kind != "glucose")


@pytest.mark.parametrize("kind", ["hs_crp", "il6", "tnf_alpha", "il1_beta", "glucose"])
def test_no_laboratory_page_calls_a_value_normal(browse, lou, kind):
    add(lou, kind, (90, 2), (40, 50), (0, 12))
    page = browse(lou).get(reverse("journal:measurement-form", args=[kind])).content.decode()
    page = re.sub(r"<[^>]+>", " ", page).lower()
    assert [word for word in ("normal", "inflammation", "too high", "good", "risk level") if word in page] == []


def test_fasting_is_said_beside_the_glucose(lou):
    add(lou, "glucose", (0, "5.4"), fasting="yes")
    assert said(lou, "glucose") == ["Last value: 5.4 mmol/L · fasting, on 12 Mar 2026."]
    lou.units = "imperial"
    assert said(lou, "glucose") == ["Last value: 97 mg/dL · fasting, on 12 Mar 2026."]


@pytest.mark.parametrize(
    ("pairs", "sentences"),
    [
        ([(0, 500)], ["500 m on 12 Mar 2026."]),
        ([(0, 500), (30, 490)], ["500 m on 12 Mar 2026.", "The time before: 490 m on 10 Feb 2026."]),
        (
            [(0, 500), (30, 490), (60, 510)],
            ["500 m on 12 Mar 2026.", "The time before: 490 m on 10 Feb 2026.", "The longest so far: 510 m."],
        ),
        ([(0, 520), (30, 490), (60, 510)], ["520 m on 12 Mar 2026.", "The time before: 490 m on 10 Feb 2026."]),
    ],
)
def test_a_walk_is_compared_with_own_walks(lou, pairs, sentences):
    add(lou, "six_minute_walk", *pairs)
    assert said(lou, "six_minute_walk") == sentences


def test_nothing_of_anybody_else_is_in_it(lou, bo):
    for kind in MeasurementKind.values:
        add(bo, kind, *((n, 60) for n in range(20)), systolic=140, diastolic=90)
    for kind in MeasurementKind.values:
        assert history_of(lou, kind, 52).charts == ()


# Care


@pytest.mark.parametrize(("kg", "is_folded"), [("52", True), ("60", False)])
@pytest.mark.parametrize("kind", ["weight", "waist", "body_fat", "resting_hr"])
def test_body_values_are_folded_away_when_weight_asks_for_care(browse, lou, kg, is_folded, kind):
    lou.height_cm = 170
    lou.save()
    add(lou, "weight", *((n, kg) for n in range(3)), unit="kg")
    add(lou, kind, (0, "55"))
    page = browse(lou).get(reverse("journal:measurement-form", args=[kind])).content.decode()
    is_folded = is_folded and kind != "resting_hr"
    assert ("Your values are folded away for now." in page) is is_folded
    assert ("<summary>Show the values</summary>" in page) is is_folded
    assert ("it is worth talking to someone" in page) is is_folded
    assert "bmi" not in page.lower()


def test_the_index_of_weight_and_height_is_shown_nowhere(browse, lou):
    lou.height_cm = 170
    lou.save()
    add(lou, "weight", (0, "70"), (1, "70"), (2, "70"), unit="kg")
    for name, args in (("measurement-form", ["weight"]), ("height", []), ("measurement-list", [])):
        page = browse(lou).get(reverse(f"journal:{name}", args=args)).content.decode()
        assert str(round(Decimal(70) / Decimal("1.7") ** 2, 1)) not in page


# What standards say


def told_of_waist(person):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in history_of(person, "waist", 12).standards]


def test_two_standards_stand_side_by_side_for_adults(lou):
    lou.birth_year = 1980
    first, second, third = told_of_waist(lou)
    assert [word for word in first.replace(",", "").split() if word.isdigit()] == ["80", "94", "88", "102"]
    assert second == "The Chinese standard WS/T 428-2013 draws its line at 85 cm for women and 90 cm for men."
    assert third == "Such lines are drawn for groups. They say little about one body, and nothing in pregnancy."
    add(lou, "waist", (0, 130))
    assert told_of_waist(lou) == [first, second, third]  # whatever was measured
    assert not any("130" in text for text in (first, second, third))


def test_standards_are_told_in_the_unit_of_the_person(lou):
    lou.birth_year, lou.units = 1980, "imperial"
    assert told_of_waist(lou)[1].endswith("33.5 in for women and 35.4 in for men.")


@pytest.mark.parametrize(("birth_year", "is_told"), [(None, False), (2008, False), (2007, True)])
def test_standards_of_adults_are_for_adults(lou, birth_year, is_told):
    lou.birth_year = birth_year
    assert bool(told_of_waist(lou)) is is_told


def test_other_values_of_the_body_have_no_standards(lou):
    lou.birth_year = 1980
    assert [list(history_of(lou, kind, 12).standards) for kind in ("weight", "body_fat", "resting_hr")] == [[], [], []]
