"""Plates, warm-up and pace: pure figures. The browser tests hold the scripts to the same tables."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pace import pace
from journal.plates import BARS, PLATES, loading
from journal.warmup import ramp

DATA = Path(__file__).parent / "data"
LOADINGS = json.loads((DATA / "plates.json").read_text(), parse_float=Decimal, parse_int=Decimal)
PACES = json.loads((DATA / "paces.json").read_text())


@pytest.mark.parametrize("case", LOADINGS, ids=lambda case: f"{case['load']} {case['unit']}")
def test_plates_of_a_side_and_the_nearest_loads(case: dict[str, Any]) -> None:
    found = loading(case["load"], case["bar"], case["unit"])
    assert [list(pair) for pair in found.side] == case["side"]
    assert (found.below, found.above) == (case["below"], case["above"])


@given(
    st.decimals(min_value=0, max_value=500, places=2),
    st.sampled_from([(unit, bar) for unit in BARS for bar in BARS[unit]]),
)
def test_what_is_loaded_adds_up(load: Decimal, bar: tuple[str, Decimal]) -> None:
    unit, empty = bar
    found = loading(load, empty, unit)
    if found.below is None:
        assert load < empty == found.above
    else:
        assert empty + 2 * sum(plate * count for plate, count in found.side) == found.below <= load <= found.above
        assert found.above - found.below in {0, 2 * PLATES[unit][-1]}


@pytest.mark.parametrize(
    ("load", "step", "bar", "sets"),
    [
        ("100", "2.5", "20", [("20", 8), ("50", 5), ("70", 3), ("85", 2)]),
        ("62.5", "2.5", "20", [("20", 8), ("32.5", 5), ("45", 3), ("52.5", 2)]),
        ("40", "2.5", "20", [("20", 8), ("27.5", 3), ("35", 2)]),
        ("22.5", "2.5", "20", [("20", 8)]),
        ("20", "2.5", "20", []),
        ("10", "2.5", "20", []),
        ("135", "5", "45", [("45", 8), ("70", 5), ("95", 3), ("115", 2)]),
        ("30", "2.5", None, [("15", 5), ("20", 3), ("25", 2)]),
        ("5", "2.5", None, [("2.5", 5)]),
        ("0", "2.5", None, []),
    ],
)
def test_warm_up_leads_up_to_the_load(load: str, step: str, bar: str | None, sets: list[tuple[str, int]]) -> None:
    told = ramp(Decimal(load), step=Decimal(step), bar=Decimal(bar) if bar else None)
    assert told == [(Decimal(one), reps) for one, reps in sets]


@pytest.mark.parametrize("case", PACES, ids=lambda case: f"{case['minutes']} min {case['metres']} m {case['way']}")
def test_pace_in_figures(case: dict[str, Any]) -> None:
    assert pace(case["minutes"], case["metres"], case["way"], case["unit_m"]) == case["told"]
