"""Texts of programmes as pages show them, in both languages."""

import re

import pytest

from plans.programmes import library, shipped
from plans.words import shown, typeset

HALF_WIDTH = re.compile(r"[一-鿿][,:;?!()]|[,:;?!()][一-鿿]|[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("瑜伽:每周加深一点", "瑜伽：每周加深一点"),
        ("本周最长连续慢跑:0 分 45 秒", "本周最长连续慢跑：0 分 45 秒"),
        ("每次只调 1%,而且不急", "每次只调 1%，而且不急"),
        ("借助支撑(墙、椅子)", "借助支撑（墙、椅子）"),
        ("现在强度是多少(0 到 10)?你留意到什么?", "现在强度是多少（0 到 10）？你留意到什么？"),
        ("起个名字:“训练刺激”,然后放松", "起个名字：“训练刺激”，然后放松"),
        ("家庭徒步 (轻松) 一次", "家庭徒步（轻松）一次"),
        ("练瑜伽3次,站桩5分钟", "练瑜伽 3 次，站桩 5 分钟"),
        ("PSQI月报, 每月", "PSQI 月报，每月"),
        ("如果到了{day}{time},那么我就做{session}", "如果到了{day}{time}，那么我就做{session}"),
        ("走跑结合 1/3", "走跑结合 1/3"),
        ("3:30, 4:10", "3:30, 4:10"),
        ("W1 (easy): go", "W1 (easy): go"),
        ("", ""),
    ],
)
def test_chinese_is_set_with_its_own_marks(written: str, expected: str) -> None:
    assert typeset(written) == expected
    assert typeset(expected) == expected


def test_the_language_chooses_the_text_and_english_stays_as_it_is() -> None:
    words = {"en": "Circuit (easy): go, rest", "zh_hans": "循环(轻松):做,歇"}
    assert shown(words, "en") == "Circuit (easy): go, rest"
    assert shown(words, "zh-hans") == shown(words, "zh-cn") == "循环（轻松）：做，歇"
    assert shown(words, None) == "Circuit (easy): go, rest"
    assert shown({"en": "Walk, then rest"}, "zh-hans") == "Walk, then rest"
    assert shown({}, "en") == ""


def test_nothing_shipped_keeps_a_half_width_mark_beside_a_character() -> None:
    texts = [text for programme in shipped().values() for text in _chinese(programme.written_out())]
    texts += [*_chinese(library.scripts()), *_chinese(library.prompts())]
    assert len(texts) > 300
    left = [text for text in texts if HALF_WIDTH.search(typeset(text))]
    assert left == []


def _chinese(value: object) -> list[str]:
    """Every Chinese text in nested data."""
    if isinstance(value, dict):
        own = [value["zh_hans"]] if "zh_hans" in value else []
        return own + [text for inner in value.values() for text in _chinese(inner)]
    return [text for inner in value for text in _chinese(inner)] if isinstance(value, list) else []
