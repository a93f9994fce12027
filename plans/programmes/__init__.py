"""The programmes that come with the product: data beside this module, read once and written out by `expansion`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plans.programmes.expansion import Programme, expanded
from plans.programmes.reading import read

FOLDER = Path(__file__).parent
SHIPPED = (
    "walk_run_10w",
    "strength_foundation_8w",
    "yoga_depth_6w",
    "interval_pace_6w",
    "steady_mix_12w",
    "together_6w",
    "sleep_rhythm_6w",
)


@cache
def shipped() -> Mapping[str, Programme]:
    """The seven programmes by id, in the order in which they are offered."""
    return MappingProxyType({name: expanded((FOLDER / f"{name}.yaml").read_text("utf-8")) for name in SHIPPED})


@cache
def rules() -> Mapping[str, Any]:
    """The progression rules by name: title, conditions in words, and `params`, which the code evaluates."""
    return MappingProxyType(_file("rules")["rules"])


@cache
def deload() -> Mapping[str, Any]:
    """When an easy week is offered, and what it makes of a week."""
    return MappingProxyType(_file("rules")["deload"])


def _file(name: str) -> dict[str, Any]:
    return read((FOLDER / f"{name}.yaml").read_text("utf-8")).data
