"""Heart-rate zones against the worked examples."""

import json
from pathlib import Path

import pytest

from journal.heart_rate import heart_rate_zones

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
