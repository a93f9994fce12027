"""What a PSQI result says, in sentences (SPEC 3.1: cut-offs and change). Never a diagnosis."""

from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from journal import psqi
from journal.models import PsqiSheet
from journal.psqi_items import COMPONENT_NAMES, WEIGHTS

BUYSSE = 5
LIU = 7


def marks() -> list[int]:
    """The published levels on the number line; readers of Chinese see that of the Chinese version as well."""
    return [BUYSSE, LIU] if (get_language() or "").startswith("zh") else [BUYSSE]


def number_marks() -> dict[str, int | None]:
    """The same as the number line takes them."""
    first, *more = marks()
    return {"mark": first, "second": more[0] if more else None}


def parts(sheet: PsqiSheet) -> list[tuple[Any, int | None, Any]]:
    """Each component with its points and what they mean."""
    values = [(label, getattr(sheet, name)) for name, label in COMPONENT_NAMES.items()]
    return [(label, value, "" if value is None else WEIGHTS[value]) for label, value in values]


def most_sentence(sheet: PsqiSheet) -> str:
    """Which parts weigh most; empty where none weighs, or all weigh alike."""
    known = [(label, value) for label, value, _word in parts(sheet) if value is not None]
    top = max((value for _label, value in known), default=0)
    names = [str(label) for label, value in known if value == top]
    if not top or len(names) == len(known):
        return ""
    said = ngettext(
        "Most points, %(points)d of 3: %(names)s.", "Most points, %(points)d of 3 each: %(names)s.", len(names)
    )
    return said % {"points": top, "names": pgettext("between names of a list", ", ").join(names)}


def level_sentences(total: int) -> list[str]:
    """Where the total lies against the levels of the authors."""
    words = {"total": total}
    if total > BUYSSE:
        said = [_("%(total)d of 21 is above 5, the level that the authors use for poor sleep quality.") % words]
    else:
        said = [_("%(total)d of 21 is not above 5, the level that the authors use for poor sleep quality.") % words]
    if LIU in marks():
        above = total > LIU
        said.append(
            _("The Chinese version uses 7: this is above it.")
            if above
            else _("The Chinese version uses 7: this is not above it.")
        )
    return said


def change_sentence(before: int | None, now: int | None) -> str:
    """Against the sheet before: about the same up to two points, else how many more or fewer."""
    band = psqi.change_band(before, now)
    if band is None or before is None or now is None:
        return ""
    if band == "same":
        return _("About the same as last time.")
    points = abs(now - before)
    words = {"points": points}
    if band == "lower":
        said = ngettext("%(points)d point lower than last time.", "%(points)d points lower than last time.", points)
    else:
        said = ngettext("%(points)d point higher than last time.", "%(points)d points higher than last time.", points)
    basis = _("A change of 3 or more is larger than the usual fluctuation.")
    return " ".join((said % words, basis))


def flag_sentences(sheet: PsqiSheet) -> list[str]:
    """What was unusual about the answers, in words."""
    known = {
        "time_in_bed_unusual": _("The time in bed is unusual; you confirmed it."),
        "efficiency_over_100": _("The answers give more sleep than time in bed; that part counts as 0."),
        "latency_range_midpoint": _("Your range of minutes to fall asleep counts with its middle."),
        "5j_without_reason_scored_0": _("The other reason (5j) was rated without a reason, so it counts as 0."),
    }
    return [known[flag] for flag in sheet.flags if flag in known]
