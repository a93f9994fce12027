"""Cells of tables that people open in a spreadsheet."""

import json
from decimal import Decimal
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet runs: text that begins like a formula gets a leading apostrophe.

    Numbers stay numbers, a minus in front included; nested values are JSON.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, str):
        return guarded(value)
    text = json.dumps(value, cls=JSONEncoder, ensure_ascii=False)
    return guarded(json.loads(text)) if text.startswith('"') else text


def guarded(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
