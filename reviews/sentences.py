"""The facts of a week in words, the same on the page and in the mail. Training only: nothing else may be mailed."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOSTLY = 0.5  # more than this share of the minutes, or the intensity is left out


def opening(facts: dict[str, Any]) -> str:
    """The first sentence: on how many days the person moved."""
    days = facts["active_days"]
    if not days:
        return _("A quiet week is a week.")
    if facts["tasks_planned"] and facts["tasks_done"] >= facts["tasks_planned"]:
        text = ngettext("You moved on %(days)s day, as planned.", "You moved on %(days)s days, as planned.", days)
    else:
        text = ngettext("You moved on %(days)s day.", "You moved on %(days)s days.", days)
    return text % {"days": days}


def second(facts: dict[str, Any]) -> str:
    """Minutes with their main intensity, then how many small wins; empty for a quiet week."""
    if not facts["sessions"]:
        return ""
    parts = [minutes(facts), wins(len(facts["wins"]))]
    said = [part for part in parts if part]
    return ("" if said[0].endswith("。") else " ").join(said)  # a full-width stop brings its own space


def minutes(facts: dict[str, Any]) -> str:
    """How long in all, and how hard for the most part where one intensity prevails."""
    total = facts["minutes"]
    if facts["moderate_minutes"] > MOSTLY * total:
        text = ngettext("%(n)s minute, mostly moderate.", "%(n)s minutes, mostly moderate.", total)
    elif facts["vigorous_minutes"] > MOSTLY * total:
        text = ngettext("%(n)s minute, mostly vigorous.", "%(n)s minutes, mostly vigorous.", total)
    else:
        text = ngettext("%(n)s minute.", "%(n)s minutes.", total)
    return text % {"n": total}


def wins(count: int) -> str:
    """A review names three small wins at most."""
    if not count:
        return ""
    return {1: _("One small win."), 2: _("Two small wins.")}.get(count) or _("Three small wins.")


def tasks(facts: dict[str, Any]) -> str:
    """Planned and done; empty where nothing was planned."""
    planned, done = facts["tasks_planned"], facts["tasks_done"]
    if not planned:
        return ""
    text = ngettext(
        "%(done)s of %(planned)s planned session done.", "%(done)s of %(planned)s planned sessions done.", planned
    )
    return text % {"done": done, "planned": planned}


def logged(facts: dict[str, Any]) -> str:
    """How many moods and nights were noted: counts, never their values."""
    moods, nights = facts["mood"]["ratings"], facts["sleep"]["nights"]
    mood_part = ngettext("%(n)s mood", "%(n)s moods", moods) % {"n": moods}
    night_part = ngettext("%(n)s night", "%(n)s nights", nights) % {"n": nights}
    if moods and nights:
        return _("You logged %(moods)s and %(nights)s.") % {"moods": mood_part, "nights": night_part}
    if moods or nights:
        return _("You logged %(what)s.") % {"what": mood_part if moods else night_part}
    return ""


def plan(target: int) -> str:
    """What the plan of the week that comes holds; empty without a target."""
    if not target:
        return ""
    return ngettext("Your plan: %(n)s session.", "Your plan: %(n)s sessions.", target) % {"n": target}


def proposed(told: Sequence[str]) -> str:
    """What the rules propose for the week that comes; empty where nothing waits."""
    return _("Your plan proposes: %(what)s.") % {"what": " · ".join(told)} if told else ""


def same_again(target: int) -> str:
    """The first choice for next week, with the number where there is one."""
    if not target:
        return _("Same again")
    return ngettext("Same %(n)s session", "Same %(n)s sessions", target) % {"n": target}
