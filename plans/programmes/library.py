"""Scripts of two to five minutes and prompts of one sentence, shared by all programmes (SPEC 6.3)."""

from functools import cache
from pathlib import Path
from typing import Any

from plans.programmes.reading import read


@cache
def _library() -> dict[str, Any]:
    return read(Path(__file__).with_name("library.yaml").read_text("utf-8")).data


def scripts() -> dict[str, dict[str, Any]]:
    """By id: kind, seconds, title, steps of {at, text}, safety; texts by language."""
    found: dict[str, dict[str, Any]] = _library()["scripts"]
    return found


def prompts() -> dict[str, dict[str, Any]]:
    """By id: kind, text by language, strategies."""
    found: dict[str, dict[str, Any]] = _library()["prompts"]
    return found
