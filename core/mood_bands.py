"""A mood as its number or, for whoever hides numbers (Settings → Appearance), as the word of its band (ux.md A7.3).

Like the language and the zone, the wish of the person who looks is active for the whole request
(`accounts.middleware`); outside a request numbers are shown.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

LAST_OF_BAND = (2, 4, 5, 7, 10)
"""The bands: 0-2 very low, 3-4 low, 5 in between, 6-7 good, 8-10 very good."""
_hides: ContextVar[bool] = ContextVar("hides_mood_numbers", default=False)


@contextmanager
def override(hides: bool) -> Iterator[None]:
    """Inside, moods are shown as words, or as numbers."""
    token = _hides.set(hides)
    try:
        yield
    finally:
        _hides.reset(token)


def are_hidden() -> bool:
    """Whether the person who looks wants words in the place of mood numbers."""
    return _hides.get()


def band(value: float) -> int:
    """The band of a mood from 0 to 10, from 0 to 4; a mean counts as the whole number nearest to it, half up."""
    whole = int(value + 0.5)
    return next(place for place, last in enumerate(LAST_OF_BAND) if whole <= last)


def band_word(value: float) -> str:
    """The word of its band."""
    words = (_("very low"), pgettext("mood", "low"), _("in between"), pgettext("mood", "good"), _("very good"))
    return words[band(value)]


def bands() -> list[dict[str, object]]:
    """Each band with its first value and its word, for what stands under the strip."""
    firsts = (0, *(last + 1 for last in LAST_OF_BAND[:-1]))
    return [{"first": first, "word": band_word(first)} for first in firsts]


def mood(value: float, number: Callable[[float], str] = number_format) -> str:
    """A mood or a mean of moods as the person who looks wants to read it: a word, or what `number` makes of it."""
    return band_word(value) if are_hidden() else number(value)


def mood_inside(value: int) -> str:
    """Inside what is said of a day: "mood 7", "mood good"."""
    if are_hidden():
        return _("mood %(word)s") % {"word": band_word(value)}
    return _("mood %(score)s") % {"score": value}


def mood_title(value: int) -> str:
    """As the name of a line: "Mood 7", "Mood: good"."""
    if are_hidden():
        return _("Mood: %(word)s") % {"word": band_word(value)}
    return _("Mood %(score)s") % {"score": value}


def mood_in_cell(value: int) -> str:
    """As `mood`, short enough for one day of a calendar."""
    if not are_hidden():
        return str(value)
    words = (
        pgettext("mood, short", "very low"),
        pgettext("mood, short", "low"),
        pgettext("mood, short", "mid"),
        pgettext("mood, short", "good"),
        pgettext("mood, short", "very good"),
    )
    return words[band(value)]


def next_mood(value: int, *, is_up: bool) -> int | None:
    """Where a nudge leads: by one; where numbers are hidden, to the nearest value of the next band. None at an end."""
    if not are_hidden():
        there = value + 1 if is_up else value - 1
        return there if 0 <= there <= 10 else None
    place = band(value)
    if is_up:
        return LAST_OF_BAND[place] + 1 if place < 4 else None
    return LAST_OF_BAND[place - 1] if place else None
