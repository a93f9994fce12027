"""Finding an exercise by English words, Chinese, pinyin or its initials.

exercise_search.js does the same while a person types: change both.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

QUERY_MAX = 80
FILL = frozenset(["and", "for", "the", "with"])
EXACT, BEGINS, WORDS, REST = range(4)


class Findable(Protocol):
    """Whatever says with `searchable` what it is found by."""

    @property
    def words(self) -> str:
        """What a search looks through."""


def searchable(*names: str, pinyin: str = "", also: str = "") -> str:
    """Names, full pinyin and initials, parted by bars; after the hash what finds an exercise but is not its name."""
    initials = " ".join(syllable[0] for syllable in pinyin.split())
    parts = [plain(part) for part in (*names, pinyin, initials) if part]
    return " | ".join(parts) + (f" # {plain(also)}" if also else "")


def plain(text: str) -> str:
    """Lower case, without marks; full-width letters of a Chinese keyboard become plain ones."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’]", "", folded)).split())


def parts(name: str) -> list[str]:
    """What of a name may stand in another one: words of three letters and more, two Chinese characters in a row."""
    words = [word.removesuffix("s") for word in re.findall(r"[^\W\u4e00-\u9fff]{3,}", plain(name))]
    runs = re.findall(r"[\u4e00-\u9fff]+", name)
    pairs = [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]
    return list(dict.fromkeys([*(word for word in words if word not in FILL), *pairs]))


def find[T: Findable](text: str, among: Iterable[T]) -> list[T]:
    """Those that hold every word of `text`: of exactly that name, beginning with it, by words of the name, the rest.

    Those of one rank keep their order; without words all are found.
    """
    words = plain(text[:QUERY_MAX]).split()
    patterns = [_pattern(word) for word in words]
    ranked = [(_rank(one.words, patterns, "".join(words)), one) for one in among]
    return [one for rank in range(REST + 1) for found, one in ranked if found == rank]


def _pattern(word: str) -> re.Pattern[str]:
    """Latin letters match from the beginning of a word or syllable on and across them; Chinese matches anywhere."""
    start = r"(?:^| )" if word.isascii() else ""
    return re.compile(start + " ?".join(re.escape(letter) for letter in word))


def _rank(words: str, patterns: list[re.Pattern[str]], squashed: str) -> int | None:
    if not all(pattern.search(words) for pattern in patterns):
        return None
    parts = words.partition(" # ")[0].split(" | ")
    whole = [part.replace(" ", "") for part in parts]
    if squashed in whole:
        return EXACT
    if any(part.startswith(squashed) for part in whole):
        return BEGINS
    names = parts[:2]
    return WORDS if any(all(pattern.search(name) for pattern in patterns) for name in names) else REST
