"""Texts of programmes as a page shows them: in the person's language, with the marks that Chinese type sets. Pure.

The files of programmes write Chinese with half-width marks; nothing else about a text is changed.
"""

import re
from collections.abc import Mapping

FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in ",:;?!"}
_HAN = r"㐀-䶿一-鿿"
_CHINESE = rf"{_HAN}、。“”《》（），：；？！"
_BRACKETS = re.compile(r"(?P<before>.? ?)\((?P<within>[^()]*)\)(?P<after> ?.?)")
_MARKS = re.compile(rf"(?<=[{_CHINESE}]) ?([,:;?!]+) ?|([,:;?!]+) ?(?=[{_CHINESE}])")
_APART = re.compile(rf"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{_HAN}])")


def shown(words: Mapping[str, str], language: str | None) -> str:
    """The text in that language; English where the template says nothing in it."""
    key = "zh_hans" if (language or "").startswith("zh") else "en"
    text = words.get(key) or words.get("en", "")
    return typeset(text) if key == "zh_hans" else text


def typeset(text: str) -> str:
    """Full-width marks beside Chinese characters, and a space between those and Latin letters or digits."""
    text = _BRACKETS.sub(_bracket, text)
    text = _MARKS.sub(lambda found: (found[1] or found[2]).translate(FULL_WIDTH), text)
    return _APART.sub(" ", text)


def _bracket(found: re.Match[str]) -> str:
    """Full-width brackets where Chinese stands in them or beside them; the space around them falls away then."""
    before, within, after = found["before"], found["within"], found["after"]
    if not re.search(rf"[{_CHINESE}]", before + within + after):
        return found[0]
    return f"{before.rstrip()}（{within}）{after.lstrip()}"
