"""PSQI scoring against the 50 worked cases and an oracle written another way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import psqi

DATA = json.loads((Path(__file__).parent / "data" / "psqi_cases.json").read_text(encoding="utf-8"))
COMPLETE = DATA["cases"][0]["inputs"]


def changed(**answers: Any) -> dict[str, Any]:
    return {**COMPLETE, **answers}


def test_all_fifty_cases_are_there():
    assert len(DATA["cases"]) == 50
    assert DATA["version"] == psqi.SCORING_VERSION


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_case(case):
    got = psqi.score(case["inputs"])
    expected = case["expected"]
    assert {
        "version": got.scoring_version,
        "components": dict(got.components),
        "global": got.global_score,
        "flags": list(got.flags),
        "errors": [error.message for error in got.errors],
        "above_5": got.above_5,
        "above_7": got.above_7,
    } == {"above_5": None, "above_7": None, **expected}


# --- an oracle in hours and tables, written without looking at the module -------------------------

LATENCY_TABLE = [(15, 0), (30, 1), (60, 2), (10_000, 3)]
SUM_TABLE = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3}


def oracle(a: dict[str, Any]) -> list[int]:
    hour = lambda clock: int(clock[:2]) * 60 + int(clock[3:])  # noqa: E731
    bed, rise = hour(a["bed_time"]), hour(a["rise_time"])
    in_bed = rise - bed if rise > bed else rise + 1440 - bed
    band = next(points for limit, points in LATENCY_TABLE if a["latency_min"] <= limit)
    slept = a["sleep_min"]
    duration = 0 if slept >= 420 else 1 if slept >= 360 else 2 if slept >= 300 else 3
    # 85 % of the time in bed, cross-multiplied by 20: whole numbers on both sides
    twentieths = slept * 20
    efficiency = (
        0 if twentieths >= 17 * in_bed else 1 if twentieths >= 15 * in_bed else 2 if twentieths >= 13 * in_bed else 3
    )
    nights = sum(a[f"d_{letter}"] for letter in "bcdefghi")
    if a["d_j"] is not None and a["d_j_reason"]:
        nights += a["d_j"]
    disturbance = 0 if nights == 0 else 1 if nights <= 9 else 2 if nights <= 18 else 3
    return [
        a["quality"],
        SUM_TABLE[band + a["d_a"]],
        duration,
        efficiency,
        disturbance,
        a["medication"],
        SUM_TABLE[a["awake_trouble"] + a["enthusiasm"]],
    ]


clock = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
rating = st.integers(0, 3)
sheets = st.fixed_dictionaries(
    {
        "bed_time": clock,
        "rise_time": clock,
        "latency_min": st.integers(0, 180),
        "sleep_min": st.integers(0, 900),
        **{f"d_{letter}": rating for letter in "abcdefghi"},
        "d_j": st.none() | rating,
        "d_j_reason": st.booleans(),
        "quality": rating,
        "medication": rating,
        "awake_trouble": rating,
        "enthusiasm": rating,
    }
).filter(lambda sheet: sheet["bed_time"] != sheet["rise_time"])


@given(sheets)
def test_complete_sheets_agree_with_the_oracle(sheet):
    got = psqi.score(sheet)
    assert list(got.components.values()) == oracle(sheet)
    assert got.global_score == sum(oracle(sheet))
    assert got.errors == ()


@given(sheets, st.sampled_from([name for name in psqi.FIELDS if not name.startswith("d_j")]))
def test_a_missing_item_leaves_no_global_score(sheet, name):
    got = psqi.score({**sheet, name: None})
    assert got.global_score is None
    assert None in got.components.values()
    assert got.errors == ()


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.lists(st.integers())


@given(st.dictionaries(st.sampled_from(psqi.FIELDS) | st.text(max_size=4), ANYTHING))
def test_nonsense_is_refused_never_raised(sheet):
    got = psqi.score(sheet)
    assert all(value is None or 0 <= value <= 3 for value in got.components.values())


# --- borders the cases leave open ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("quality", True, "out_of_range"),
        ("quality", -1, "out_of_range"),
        ("quality", 1.0, "out_of_range"),
        ("bed_time", "24:00", "invalid_time"),
        ("bed_time", "٢٣:٠٠", "invalid_time"),
        ("rise_time", 700, "invalid_time"),
        ("sleep_min", 1441, "out_of_range"),
        ("sleep_min", "420", "out_of_range"),
        ("latency_min", -1, "out_of_range"),
        ("latency_min", float("nan"), "out_of_range"),
        ("latency_min", [60, 30], "out_of_range"),
        ("latency_min", [1, 2, 3], "out_of_range"),
        ("d_j_reason", "yes", "not_bool"),
        ("d_k", 1, "unknown"),
    ],
)
def test_a_refused_value_names_its_field(field, value, code):
    got = psqi.score(changed(**{field: value}))
    assert [(error.field, error.code) for error in got.errors] == [(field, code)]


@pytest.mark.parametrize(("rise", "flags"), [("02:00", ()), ("01:59", ("time_in_bed_unusual",))])
def test_three_hours_in_bed_are_not_yet_unusual(rise, flags):
    assert psqi.score(changed(bed_time="23:00", rise_time=rise, sleep_min=60)).flags == flags


@pytest.mark.parametrize(("rise", "flags"), [("13:00", ()), ("13:01", ("time_in_bed_unusual",))])
def test_fourteen_hours_in_bed_are_not_yet_unusual(rise, flags):
    assert psqi.score(changed(bed_time="23:00", rise_time=rise)).flags == flags


def test_a_zero_for_5j_without_reason_needs_no_flag():
    assert psqi.score(changed(d_j=0)).flags == ()


# --- scores entered directly --------------------------------------------------------------------

SEVEN = {"c1": 1, "c2": 2, "c3": 0, "c4": 0, "c5": 1, "c6": 0, "c7": 1}


def test_direct_components_add_up():
    assert psqi.direct(SEVEN).global_score == 5
    assert psqi.direct(SEVEN, 5).errors == ()


def test_direct_global_alone_leaves_components_empty():
    got = psqi.direct(None, 21)
    assert got.global_score == 21
    assert set(got.components.values()) == {None}


def test_direct_components_with_one_missing_keep_the_given_global():
    assert psqi.direct({**SEVEN, "c4": None}, 7).global_score == 7
    assert psqi.direct({**SEVEN, "c4": None}).global_score is None


@pytest.mark.parametrize(
    ("components", "total", "field", "code"),
    [
        (SEVEN, 6, "global_score", "mismatch"),
        ({**SEVEN, "c3": 4}, None, "c3", "out_of_range"),
        ({**SEVEN, "c8": 1}, None, "c8", "unknown"),
        (None, 22, "global_score", "out_of_range"),
        (None, True, "global_score", "out_of_range"),
        (None, None, "global_score", "required"),
    ],
)
def test_direct_entry_refuses(components, total, field, code):
    got = psqi.direct(components, total)
    assert [(error.field, error.code) for error in got.errors] == [(field, code)]
    assert got.global_score is None


@pytest.mark.parametrize(
    ("old", "new", "band"),
    [(6, 8, "same"), (8, 6, "same"), (9, 6, "lower"), (6, 9, "higher"), (None, 6, None), (6, None, None)],
)
def test_change_band(old, new, band):
    assert psqi.change_band(old, new) == band
