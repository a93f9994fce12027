"""Figures of the sleep diary against the worked examples and the night of a DST change."""

import json
import math
import statistics
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import sleep

EXAMPLES = json.loads((Path(__file__).parent / "data" / "worked_examples.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Entry:
    into_bed: datetime | None = None
    tried_to_sleep: datetime | None = None
    sol_min: int | None = None
    waso_min: int | None = None
    final_wake: datetime | None = None
    out_of_bed: datetime | None = None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


ORDINARY = Entry(
    at("2026-03-02T22:45+01:00"),
    at("2026-03-02T23:15+01:00"),
    20,
    25,
    at("2026-03-03T06:40+01:00"),
    at("2026-03-03T07:00+01:00"),
)
AFTER_MIDNIGHT = Entry(
    at("2026-03-03T00:30+01:00"),
    at("2026-03-03T00:40+01:00"),
    10,
    0,
    at("2026-03-03T08:00+01:00"),
    at("2026-03-03T08:05+01:00"),
)
INCONSISTENT = Entry(
    at("2026-03-02T23:00+01:00"),
    at("2026-03-02T23:00+01:00"),
    120,
    400,
    at("2026-03-03T06:00+01:00"),
    at("2026-03-03T06:30+01:00"),
)
WORDS = {"awake_exceeds_sleep_period": "awake time exceeds sleep period"}


@pytest.mark.parametrize(
    ("night", "example"), list(zip([ORDINARY, AFTER_MIDNIGHT, INCONSISTENT], EXAMPLES["diary"], strict=True))
)
def test_worked_example(night, example):
    got = sleep.derive(night)
    assert {
        "case": example["case"],
        "TIB": got.time_in_bed_min,
        "SOL": night.sol_min,
        "WASO": night.waso_min,
        "TWAK": got.twak_min,
        "TST": got.total_sleep_min,
        "SE": got.sleep_efficiency,
        "mid_sleep": got.mid_sleep,
        "errors": [WORDS[code] for code in got.errors.values()],
    } == example


def test_quick_form_has_only_the_time_allowed_for_sleep():
    got = sleep.derive(Entry(tried_to_sleep=ORDINARY.tried_to_sleep, final_wake=ORDINARY.final_wake))
    assert got == sleep.SleepFigures(None, None, None, None, None, None, 445)


@pytest.mark.parametrize(("sol", "waso", "total"), [(None, 25, None), (20, None, None), (0, 0, 445)])
def test_total_sleep_needs_both_times_awake(sol, waso, total):
    assert sleep.derive(replace(ORDINARY, sol_min=sol, waso_min=waso)).total_sleep_min == total


def test_spring_night_is_an_hour_shorter_than_its_clock_face():
    oslo = ZoneInfo("Europe/Oslo")
    night = Entry(
        datetime(2020, 3, 28, 23, 0, tzinfo=oslo).astimezone(ZoneInfo("UTC")),
        at("2020-03-28T23:00+01:00"),
        0,
        0,
        at("2020-03-29T07:00+02:00"),
        at("2020-03-29T07:00+02:00"),
    )
    got = sleep.derive(night)
    assert (got.time_in_bed_min, got.total_sleep_min, got.sleep_efficiency) == (420, 420, 100.0)
    assert got.mid_sleep == "03:30"


def test_instants_in_utc_take_the_offset_beside_them():
    utc = ZoneInfo("UTC")
    instants = ("into_bed", "tried_to_sleep", "final_wake", "out_of_bed")
    stored = replace(ORDINARY, **{name: getattr(ORDINARY, name).astimezone(utc) for name in instants})
    assert sleep.derive(stored, utc_offset_min=60) == sleep.derive(ORDINARY)
    assert sleep.derive(stored).mid_sleep == "02:07"


def test_half_minutes_are_kept():
    night = replace(ORDINARY, into_bed=at("2026-03-02T22:45:30+01:00"))
    assert sleep.derive(night).time_in_bed_min == 494.5


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"tried_to_sleep": at("2026-03-02T22:44+01:00")}, {"tried_to_sleep": "out_of_order"}),
        ({"final_wake": ORDINARY.tried_to_sleep, "sol_min": 0, "waso_min": 0}, {"final_wake": "out_of_order"}),
        ({"out_of_bed": at("2026-03-03T06:39+01:00")}, {"out_of_bed": "out_of_order"}),
        ({"out_of_bed": at("2026-03-03T14:45+01:00")}, {}),
        ({"out_of_bed": at("2026-03-03T14:46+01:00")}, {"out_of_bed": "in_bed_over_16_h"}),
        ({"waso_min": 425}, {}),
        ({"waso_min": 426}, {"waso_min": "awake_exceeds_sleep_period"}),
        ({"tried_to_sleep": None, "out_of_bed": ORDINARY.into_bed, "final_wake": None}, {"out_of_bed": "out_of_order"}),
    ],
)
def test_errors_name_the_field(change, errors):
    assert sleep.derive(replace(ORDINARY, **change)).errors == errors


@pytest.mark.parametrize(
    ("waso", "wake", "warnings"),
    [
        (305, ORDINARY.final_wake, ()),
        (306, ORDINARY.final_wake, ("total_sleep_under_2_h",)),
        (0, at("2026-03-03T12:35+01:00"), ()),
        (0, at("2026-03-03T12:36+01:00"), ("total_sleep_over_13_h",)),
    ],
)
def test_unusual_totals_warn(waso, wake, warnings):
    night = replace(ORDINARY, waso_min=waso, final_wake=wake, out_of_bed=at("2026-03-03T12:40+01:00"))
    assert sleep.derive(night).warnings == warnings


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1), timezones=st.timezones()),
    st.lists(st.integers(1, 300), min_size=3, max_size=3),
    st.integers(0, 720),
    st.integers(0, 720),
)
def test_figures_do_not_depend_on_the_zone_of_the_instants(start, steps, sol, waso):
    utc = start.astimezone(ZoneInfo("UTC"))
    tried = utc + timedelta(minutes=steps[0])
    wake = tried + timedelta(minutes=steps[1])
    up = wake + timedelta(minutes=steps[2])
    elsewhere = sleep.derive(Entry(*(t.astimezone(start.tzinfo) for t in (utc, tried)), sol, waso, wake, up))
    assert elsewhere == sleep.derive(Entry(utc, tried, sol, waso, wake, up))
    assert elsewhere.time_in_bed_min == sum(steps)
    assert elsewhere.total_sleep_min == steps[1] - sol - waso
    assert bool(elsewhere.errors) == (sol + waso > steps[1])


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@pytest.mark.parametrize("example", EXAMPLES["mid_sleep_sd"])
def test_mid_sleep_sd_of_the_worked_examples(example):
    assert round(sleep.mid_sleep_sd([minutes(clock) for clock in example["mids"]]), 1) == example["sd"]


def test_mid_sleep_sd_needs_seven_nights():
    assert sleep.mid_sleep_sd([180.0] * 6) is None
    assert sleep.mid_sleep_sd([180.0] * 7) == 0


def test_mid_sleep_around_noon_is_measured_on_the_circle():
    around_noon = [690, 700, 710, 720, 730, 740, 750]
    assert sleep.mid_sleep_sd(around_noon) == pytest.approx(statistics.pstdev(around_noon), rel=0.01)


def test_mid_sleep_all_round_the_clock_has_no_sd():
    assert sleep.mid_sleep_sd([hour * 180 for hour in range(8)]) is None


@given(st.lists(st.integers(0, 600), min_size=7, max_size=14))
def test_mid_sleep_sd_across_midnight_equals_the_plain_one(offsets):
    evening_start = [(21 * 60 + offset) % 1440 for offset in offsets]
    assert math.isclose(sleep.mid_sleep_sd(evening_start), statistics.stdev(offsets), abs_tol=1e-6)


def test_regularity_of_the_worked_examples():
    same, later = (-60, 420), (60, 540)
    figures = {example["case"]: example["sri"] for example in EXAMPLES["sri"]}
    assert sleep.sleep_regularity_index([same] * 7) == figures["identical nights 23:00-07:00, 7 days"]
    assert round(sleep.sleep_regularity_index([same, later] * 4), 1) == figures["alternating by 2 h"]
    assert sleep.sleep_regularity_index([same] * 6) is None
