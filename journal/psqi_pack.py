"""The operator's licensed wording of the PSQI, shown verbatim, and only with the licence named.

A pack is a JSON file: {"copyright": "...", "languages": {"en": {"order": "quality_first", "intro": "...",
"items": {"bed_time": {"text": "..."}, "d_a": {"text": "...", "codes": ["...", "...", "...", "..."]}, ...}}}}.
The keys of `items` are those of `journal.psqi_items`; each rated item brings its four answers, 0 first.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from journal.psqi_items import DISTURBANCES, LAST_FOUR, ordered

RATED = (*DISTURBANCES, *LAST_FOUR["quality_first"])


class PackError(ValueError):
    """The operator's pack cannot be used: it lacks an item, an answer or the copyright line."""


@dataclass(frozen=True, slots=True)
class Pack:
    copyright: str
    order: str
    intro: str
    texts: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]


def pack_for(language: str) -> Pack | None:
    """The licensed wording in a language; None without a pack, a licence or that language."""
    if not settings.PSQI_PACK or not settings.PSQI_PACK_LICENCE_REF:
        return None
    return _load(settings.PSQI_PACK).get(language)


@cache
def _load(path: str) -> dict[str, Pack]:
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    if not data.get("copyright"):
        raise PackError("The pack has no copyright line.")
    return {language: _read(entry, data["copyright"]) for language, entry in data["languages"].items()}


def _read(entry: Mapping[str, Any], copyright_line: str) -> Pack:
    order, items = entry.get("order", "quality_first"), entry["items"]
    for item in ordered(order):
        if not items.get(item, {}).get("text"):
            raise PackError(f"The pack has no text for {item}.")
        if item in RATED and len(items[item].get("codes", [])) != 4:
            raise PackError(f"The pack must bring four answers for {item}.")
    texts = {item: items[item]["text"] for item in ordered(order)}
    answers = {item: tuple(items[item]["codes"]) for item in RATED}
    return Pack(copyright_line, order, entry.get("intro", ""), texts, answers)
