"""The exercise catalogue: typed constants read once from `exercises.json`, held to the vocabulary below.

`pose_levels.json` holds the five levels of each pose that can be done more or less deeply, by its slug.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from journal.exercise_search import searchable
from journal.training_load import DEFAULT_INTENSITY, MOVEMENT_PATTERNS

PATTERNS = MOVEMENT_PATTERNS | {"aerobic", "mindbody", "mobility"}
UNITS = frozenset(["load", "reps", "time", "distance", "hold", "level"])
"""What a set counts. A pose is held; where it has five levels, the set may say one as its `pose_level`. A pose that is
learned step by step counts in levels first."""
LEVELS = range(1, 6)
"""Of a pose, rated by the person: from fully supported to a deep variation with a calm breath."""
INCREMENTS = frozenset(["2.5", "1.25"])
EQUIPMENT = frozenset(
    [
        "ab_wheel", "arm_ergometer", "backpack", "balance_pad", "ball", "band", "barbell", "battle_ropes", "bench",
        "bike", "box", "cable", "chair", "dumbbell", "elliptical", "foam_roller", "jump_rope", "kettlebell",
        "kickboard", "machine", "machine_or_band", "medicine_ball", "parallel_bars", "poles", "pool", "pull_up_bar",
        "racket", "rowing_machine", "sandbag", "skates", "skis", "sled", "stability_ball", "stair_machine", "stairs",
        "stationary_bike", "strap", "suspension", "sword", "trap_bar", "treadmill", "wall",
    ]
)  # fmt: skip
ALSO_FOUND_BY = {
    "walking": "walking 步行 走路 bu xing zou lu",
    "running": "running 跑步 pao bu",
    "cycling": "cycling bike 骑车 自行车 qi che zi xing che",
    "swimming": "swimming 游泳 you yong",
    "hiking": "hiking 徒步 tu bu",
    "yoga": "yoga pose 瑜伽 yu jia",
    "tai_chi": "tai chi qigong 太极 气功 tai ji qi gong",
    "mobility": "mobility 灵活性 ling huo xing",
    "dance": "dance 舞蹈 跳舞 wu dao tiao wu",
    "cardio": "cardio 有氧 you yang",
}
"""What the exercises of an activity are found by though few of their names say it."""


@dataclass(frozen=True)
class Exercise:
    """One exercise. The slug is its public name in the API and never changes."""

    slug: str
    name_en: str
    name_zh_hans: str
    pinyin: str
    """A syllable for each Han character of the Chinese name, without tones."""
    activity: str
    """The kind of session it belongs to, an activity of api.md."""
    pattern: str
    unit: str
    low_impact: bool
    equipment: tuple[str, ...]
    increment_kg: Decimal | None
    """The step by which a load grows: 2.5 kg, 1.25 kg for small lifts, None without load."""
    levels_en: tuple[str, ...] = ()
    levels_zh_hans: tuple[str, ...] = ()
    """What the five levels of a pose look like, easiest first; none for an exercise without levels."""

    def name(self, language: str) -> str:
        """The name in `language`: Chinese for any `zh` code, else English."""
        return self.name_zh_hans if _is_chinese(language) else self.name_en

    def levels(self, language: str) -> tuple[str, ...]:
        """The five levels in that language; empty without levels."""
        return self.levels_zh_hans if _is_chinese(language) else self.levels_en

    @cached_property
    def words(self) -> str:
        """What a search looks through."""
        also = ALSO_FOUND_BY.get(self.activity, "")
        return searchable(self.name_en, self.name_zh_hans, pinyin=self.pinyin, also=also)


def read(text: str, levels: str = "{}") -> dict[str, Exercise]:
    """The catalogue as written; ValueError names the exercise and what the vocabulary does not hold."""
    exercises, of_poses = json.loads(text), json.loads(levels)
    if strange := of_poses.keys() - exercises.keys():
        raise ValueError(f"{', '.join(sorted(strange))}: levels of no exercise")
    return {slug: _exercise(slug, data, of_poses.get(slug, {})) for slug, data in exercises.items()}


def _exercise(slug: str, data: Mapping[str, Any], levels: Mapping[str, list[str]]) -> Exercise:
    if reasons := _refusals(slug, data, levels):
        raise ValueError(f"{slug}: {', '.join(reasons)}")
    increment = data["increment_kg"]
    return Exercise(
        slug=slug,
        name_en=data["name"]["en"],
        name_zh_hans=data["name"]["zh_hans"],
        pinyin=data["pinyin"],
        activity=data["activity"],
        pattern=data["pattern"],
        unit=data["unit"],
        low_impact=data["low_impact"],
        equipment=tuple(data["equipment"]),
        increment_kg=None if increment is None else Decimal(increment),
        levels_en=tuple(levels.get("en", ())),
        levels_zh_hans=tuple(levels.get("zh_hans", ())),
    )


def _refusals(slug: str, data: Mapping[str, Any], levels: Mapping[str, list[str]]) -> list[str]:
    """The fields whose values stand outside the vocabulary."""
    increment = data["increment_kg"]
    holds = {
        "slug": slug.isascii() and slug.isidentifier() and slug == slug.lower() and not slug.startswith("own_"),
        "name": all(data["name"].get(language, "").strip() for language in ("en", "zh_hans")),
        "activity": data["activity"] in DEFAULT_INTENSITY,
        "pattern": data["pattern"] in PATTERNS,
        "unit": data["unit"] in UNITS,
        "low_impact": isinstance(data["low_impact"], bool),
        "equipment": EQUIPMENT.issuperset(data["equipment"]),
        "increment_kg": increment in INCREMENTS if data["unit"] == "load" else increment is None,
        "levels": _are_five(levels) if levels or data["unit"] == "level" else True,
    }
    values = {"slug": slug, "levels": dict(levels)} | dict(data)
    return [f"{field} {values[field]!r} is not allowed" for field, is_held in holds.items() if not is_held]


def _are_five(levels: Mapping[str, list[str]]) -> bool:
    """Whether both languages tell five different levels."""
    told = [levels.get(language, []) for language in ("en", "zh_hans")]
    return all(len(one) == len({text for text in one if text.strip()}) == len(LEVELS) for one in told)


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


EXERCISES: Mapping[str, Exercise] = MappingProxyType(read(_file("exercises.json"), _file("pose_levels.json")))


SYLLABLES: Mapping[str, str] = MappingProxyType(
    {
        sign: syllable
        for one in EXERCISES.values()
        for sign, syllable in zip(filter(_is_han, one.name_zh_hans), one.pinyin.split(), strict=True)
    }
)
"""Han character -> its syllable in the names of the catalogue."""


def pinyin_of(name: str) -> str:
    """The syllables of a person's own name for an exercise; empty when the catalogue lacks one of its characters."""
    syllables = [SYLLABLES.get(sign, "") for sign in name if _is_han(sign)]
    return " ".join(syllables) if all(syllables) else ""


def get(slug: str) -> Exercise | None:
    """The exercise of that slug, None for an unknown one or a person's own."""
    return EXERCISES.get(slug)
