"""Whoever follows, trains every other week, does half of each or overreaches comes to the end of every programme."""

import os
from pathlib import Path

import pytest

from plans.programmes import SHIPPED, shipped
from tests.plans.simulated import KINDS, WEEKS_MOST, simulate

PINNED = Path(__file__).with_name("adaptation.txt")
"""`REWRITE_PINNED=1 pytest tests/plans/test_adaptation.py` writes it anew; read what changed before a commit."""

LONGEST = {"follows": 1.0, "misses_half": 2.0, "does_half": 3.0, "overreaches": 4.0}
"""How many times as long as the programme it may take."""


@pytest.mark.django_db
def test_four_people_go_through_all_programmes_without_a_dead_end() -> None:
    told = simulate()
    assert list(told) == [f"{kind} {name}" for name in SHIPPED for kind in KINDS]
    for key, lines in told.items():
        kind, name = key.split()
        assert "then completed" in lines[-1], key
        assert len(lines) <= min(WEEKS_MOST, LONGEST[kind] * len(shipped()[name].weeks)), key
    text = "\n".join(f"{key}\n" + "\n".join(lines) + "\n" for key, lines in told.items())
    if os.environ.get("REWRITE_PINNED"):
        PINNED.write_text(text, "utf-8")
    assert text == PINNED.read_text("utf-8")
