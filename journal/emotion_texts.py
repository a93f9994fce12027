"""Changes of a feeling in words: facts, never a reason (SPEC 4.2)."""

from django.utils.translation import gettext as _

from journal.emotion import Change
from journal.models import EmotionWord


def rating_words(change: Change) -> str:
    """Both ratings beside their word."""
    word = str(EmotionWord(change.word).label).capitalize()
    return _("%(word)s: %(before)d → %(after)d") % {"word": word, "before": change.before, "after": change.after}


def change_words(change: Change) -> str:
    """An unpleasant feeling eased, a pleasant one grew; nothing else has a word."""
    points = {"points": abs(change.delta)}
    match change.direction:
        case "eased":
            return _("eased by %(points)d") % points
        case "grew":
            return _("grew by %(points)d") % points
    return ""


def median_words(median: float, count: int) -> str:
    """The middle of the last changes, with its basis."""
    words = _("Over your last %(count)d sessions with a feeling like this, the middle change was %(change)s.")
    return words % {"count": count, "change": _signed(median)}


def _signed(number: float) -> str:
    """−1.5, 0, +2."""
    size = f"{abs(number):g}"
    return size if number == 0 else f"{'+' if number > 0 else '−'}{size}"
