"""Heart-rate zones against the worked examples."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.heart_rate import ZoneMinutes, heart_rate_zones, minutes_by_zone

EXAMPLES = json.loads((Path(__file__).parent / "data" / "worked_examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXAMPLES["hr"])
def test_worked_example(name):
    age, rest = (int(part.lstrip("agerst")) for part in name.split("_"))
    zones = heart_rate_zones(age, rest)
    assert {
        "hrmax": zones.maximum,
        "light": list(zones.light),
        "moderate": list(zones.moderate),
        "vigorous": list(zones.vigorous),
        "near_max_from": zones.near_maximum_from,
    } == EXAMPLES["hr"][name]


def test_without_resting_rate_zones_are_shares_of_the_maximum():
    zones = heart_rate_zones(40)
    assert (zones.light, zones.moderate, zones.vigorous) == ((103, 114), (115, 138), (139, 172))


def test_only_a_higher_measured_maximum_replaces_the_estimate():
    assert heart_rate_zones(40, measured_maximum=195).maximum == 195
    assert heart_rate_zones(40, measured_maximum=150).maximum == 180


def test_a_resting_rate_above_the_maximum_is_left_aside():
    assert heart_rate_zones(130, 117) == heart_rate_zones(130, 120) == heart_rate_zones(130)  # a maximum of 117
    assert heart_rate_zones(130, 116) != heart_rate_zones(130)


ZONES = heart_rate_zones(40, 60)
"""Light from 96, moderate from 108, vigorous from 132, near the maximum from 168."""


@pytest.mark.parametrize(
    ("bpm", "zone"),
    [
        (95, None),
        (96, "light"),
        (107, "light"),
        (108, "moderate"),
        (131, "moderate"),
        (132, "vigorous"),
        (168, "vigorous"),
        (240, "vigorous"),
    ],
)
def test_zone_of_a_rate(bpm, zone):
    assert ZONES.zone_of(bpm) == zone


def steady(bpm, start, end, step=10):
    """Samples of one rate, both ends included."""
    return [(second, bpm) for second in range(start, end + 1, step)]


@pytest.mark.parametrize(
    ("samples", "minutes", "by_zone"),
    [
        ([], 30, (0, 0, 0)),
        ([(0, 120)], 30, (0, 0, 0)),
        (steady(120, 0, 1800), 30, (0, 30, 0)),
        (steady(70, 0, 600) + steady(120, 610, 1200) + steady(170, 1210, 1800), 30, (10, 10, 10)),
        ([(0, 120), (60, 120)], 30, (0, 1, 0)),  # a gap of a minute still counts
        ([(0, 120), (61, 120)], 30, (0, 0, 0)),  # a longer one does not
        ([(0, 120), (60, 140), (121, 140), (181, 120)], 30, (0, 1, 1)),  # the rate holds until the next sample
        (steady(120, 0, 3600), 30, (0, 30, 0)),  # a watch that ran on
        (steady(120, 2000, 3600), 30, (0, 0, 0)),
        (steady(120, 0, 90) + steady(140, 100, 190), 30, (0, 2, 1)),  # 100 s and 90 s are three minutes and ten seconds
        (steady(120, 0, 20) + steady(140, 30, 50) + steady(100, 60, 80), 30, (0, 1, 0)),  # the largest rest
        (steady(120, 0, 20), 30, (0, 0, 0)),
    ],
)
def test_minutes_by_zone_of_samples(samples, minutes, by_zone):
    assert minutes_by_zone(samples, ZONES, minutes) == ZoneMinutes(*by_zone)


@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(30, 240)), max_size=200),
    st.integers(1, 120),
)
def test_minutes_by_zone_never_exceed_the_session(steps, minutes):
    second, samples = 0, []
    for step, bpm in steps:
        second += step
        samples.append((second, bpm))
    known = minutes_by_zone(samples, ZONES, minutes)
    assert min(known.light, known.moderate, known.vigorous) >= 0
    assert known.covered <= minutes
