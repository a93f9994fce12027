"""Load, intensity, counted minutes, resistance days and e1RM against the worked examples."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import training_load as tl
from journal.heart_rate import ZoneMinutes

EXAMPLES = json.loads((Path(__file__).parent / "data" / "worked_examples.json").read_text(encoding="utf-8"))
ACTIVITIES = tuple(tl.DEFAULT_INTENSITY)


@pytest.mark.parametrize("name", EXAMPLES["load"])
def test_week_load_of_the_worked_examples(name):
    example = EXAMPLES["load"][name]
    got = tl.week_load(example["daily"])
    assert {
        "daily": example["daily"],
        "week": got.total,
        "mean": round(got.mean, 2),
        "sd": round(got.sd, 2),
        "monotony": None if got.monotony is None else round(got.monotony, 2),
        "strain": None if got.strain is None else round(got.strain),
    } == example


@pytest.mark.parametrize(("days", "shown"), [(3, False), (4, True), (7, False)])
def test_monotony_is_shown_from_four_training_days_that_differ(days, shown):
    assert tl.week_load([100.0] * days + [0.0] * (7 - days)).is_worth_showing is shown


def test_a_week_has_seven_days():
    with pytest.raises(ValueError, match="seven"):
        tl.week_load([1.0] * 6)


def test_session_load_is_effort_times_minutes():
    assert tl.session_load(5, 60) == 300
    assert tl.session_load(0, 60) == 0
    assert tl.session_load(None, 60) is None


@pytest.mark.parametrize(
    ("rpe", "talk_test", "intensity"),
    [
        (9, "light", "light"),
        (1, "vigorous", "vigorous"),
        (0, None, "light"),
        (2, None, "light"),
        (3, None, "moderate"),
        (4, None, "moderate"),
        (5, None, "vigorous"),
        (10, "", "vigorous"),
        (None, None, "moderate"),
    ],
)
def test_talk_test_comes_before_effort_before_default(rpe, talk_test, intensity):
    assert tl.resolve_intensity("walking", rpe, talk_test) == intensity


def test_every_activity_has_a_default():
    assert {name: tl.resolve_intensity(name, None, None) for name in ACTIVITIES} == {
        "running": "vigorous",
        "team_sport": "vigorous",
        "circuit": "vigorous",
        "walking": "moderate",
        "cycling": "moderate",
        "swimming": "moderate",
        "hiking": "moderate",
        "dance": "moderate",
        "cardio": "moderate",
        "strength": "moderate",
        "yoga": "light",
        "tai_chi": "light",
        "mobility": "light",
        "other": "light",
    }


@pytest.mark.parametrize(
    ("activity", "intensity", "counted"),
    [
        ("walking", "moderate", (35, 0)),
        ("running", "vigorous", (0, 35)),
        ("running", "light", (0, 0)),
        ("circuit", "vigorous", (0, 35)),
        ("strength", "vigorous", (0, 0)),
        ("tai_chi", "moderate", (0, 0)),
        ("yoga", "vigorous", (0, 0)),
        ("other", "vigorous", (0, 0)),
    ],
)
def test_only_aerobic_minutes_count(activity, intensity, counted):
    assert tl.counted_minutes(activity, 35, intensity) == counted


@pytest.mark.parametrize(
    ("activity", "zones", "counted"),
    [
        ("running", (0, 24, 0), ("moderate", 24, 0)),
        ("running", (0, 23, 0), None),  # less than 60 % of 40 minutes
        ("running", (24, 0, 0), ("light", 0, 0)),
        ("walking", (16, 24, 0), ("moderate", 24, 0)),
        ("cycling", (21, 19, 0), ("light", 19, 0)),  # less than half of it is moderate
        ("cycling", (20, 20, 0), ("moderate", 20, 0)),
        ("running", (20, 0, 20), ("moderate", 0, 20)),  # intervals with pauses of the same length
        ("running", (10, 0, 30), ("vigorous", 0, 30)),
        ("running", (0, 20, 20), ("vigorous", 20, 20)),
        ("running", (0, 21, 19), ("moderate", 21, 19)),
        ("running", (14, 14, 14), ("moderate", 14, 14)),  # three figures rounded up
        ("running", (0, 21, 21), ("vigorous", 19, 21)),  # never more minutes than the session has
        ("strength", (0, 0, 40), None),
        ("yoga", (40, 0, 0), None),
        ("other", (0, 40, 0), None),
        ("circuit", (0, 0, 40), ("vigorous", 0, 40)),
    ],
)
def test_heart_rate_decides_for_aerobic_sessions_that_it_covers(activity, zones, counted):
    assert tl.by_heart_rate(activity, 40, ZoneMinutes(*zones)) == counted


@pytest.mark.parametrize(
    ("zones", "talk_test", "rpe", "counted"),
    [
        (ZoneMinutes(0, 40, 0), "vigorous", 9, ("moderate", 40, 0)),
        (ZoneMinutes(0, 20, 0), "vigorous", 1, ("vigorous", 0, 40)),
        (ZoneMinutes(), "vigorous", 1, ("vigorous", 0, 40)),
        (None, "light", 9, ("light", 0, 0)),
        (None, None, 3, ("moderate", 40, 0)),
        (None, None, None, ("moderate", 40, 0)),
    ],
)
def test_heart_rate_before_talk_test_before_effort_before_default(zones, talk_test, rpe, counted):
    assert tl.intensity_and_minutes("walking", 40, rpe=rpe, talk_test=talk_test, zones=zones) == counted


@given(st.sampled_from(ACTIVITIES), st.integers(1, 900), *[st.integers(0, 900)] * 3)
def test_minutes_by_heart_rate_never_exceed_the_session(activity, minutes, light, moderate, vigorous):
    zones = ZoneMinutes(light, moderate, vigorous)
    counted = tl.intensity_and_minutes(activity, minutes, rpe=None, talk_test=None, zones=zones)
    assert 0 <= counted[1] + counted[2] <= minutes


@pytest.mark.parametrize("example", EXAMPLES["mem"])
def test_moderate_equivalent_minutes(example):
    assert tl.moderate_equivalent_minutes(example["mod"], example["vig"]) == example["mem"]


@given(st.sampled_from(ACTIVITIES), st.integers(1, 900), st.none() | st.integers(0, 10))
def test_counted_minutes_never_exceed_the_session(activity, minutes, rpe):
    moderate, vigorous = tl.counted_minutes(activity, minutes, tl.resolve_intensity(activity, rpe, None))
    assert moderate + vigorous in (0, minutes)


TWO_PATTERNS = [("squat", "working"), ("squat", "working"), ("push", "drop"), ("push", "failure")]


@pytest.mark.parametrize(
    ("activity", "minutes", "sets", "counts"),
    [
        ("strength", 10, TWO_PATTERNS, True),
        ("circuit", 10, TWO_PATTERNS, True),
        ("yoga", 60, TWO_PATTERNS, False),
        ("other", 60, TWO_PATTERNS, False),
        ("strength", 60, TWO_PATTERNS[:3], False),
        ("strength", 60, [*TWO_PATTERNS[:3], ("push", "warmup")], False),
        ("strength", 60, [*TWO_PATTERNS[:3], ("push", "assisted")], True),
        ("strength", 60, [("squat", "working")] * 5, False),
        ("circuit", 60, [*TWO_PATTERNS[:3], ("aerobic", "working")], False),
        ("strength", 60, [("squat", "warmup")], False),
        ("strength", 20, [], True),
        ("strength", 19, [], False),
        ("circuit", 20, [], True),
        ("running", 60, [], False),
    ],
)
def test_resistance_session(activity, minutes, sets, counts):
    assert tl.is_resistance(activity, minutes, sets) is counts


@pytest.mark.parametrize("example", EXAMPLES["e1rm"], ids=lambda e: f"{e['w']}x{e['reps']}+{e['rir']}")
def test_e1rm_of_the_worked_examples(example):
    for formula in ("brzycki", "epley"):
        if formula in example:
            got = tl.e1rm(Decimal(str(example["w"])), example["reps"], example["rir"], formula)
            assert (None if got is None else round(got, 1)) == example[formula]


def test_five_or_more_in_reserve_is_too_vague_to_add():
    assert tl.e1rm(60, 5, 5) == tl.e1rm(60, 5)
    assert tl.e1rm(0, 5) is None
