"""A proposal in words: what changes, and why, in one kind sentence each. Codes with figures come in, text goes out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from journal.load_units import Units, load_words
from journal.units import KM_PER_MI, minutes_seconds
from plans.models import PlanProposal

type Figures = Mapping[str, Any]


def what(row: PlanProposal, name: str, units: Units, *, weeks: int = 0) -> str:
    """What accepting changes. `name` is that of the exercise, `weeks` how many the programme has."""
    if not row.exercise:
        return _week(row, weeks)
    change = row.change
    if "pace_s_per_km" in change:
        return _pace(name, change["pace_s_per_km"], units)
    if "load_kg" in change:
        return _lift(name, change, units)
    if "pose_level" in change:
        told = _("%(exercise)s: level %(level)s, %(seconds)s seconds")
        return told % {"exercise": name, "level": change["pose_level"], "seconds": change["seconds"]}
    return _amount(name, change)


def why(row: PlanProposal, units: Units) -> str:
    """The reason, from the first of its codes."""
    code, figures = row.reasons[0] if row.reasons else ("wish", {})
    told = {name: _figure(value) for name, value in figures.items()}
    for name in ("load_kg", "usual_kg"):
        if name in told:
            told[name] = load_words(Decimal(str(figures[name])), units)
    return _reason(code, figures) % told


def _week(row: PlanProposal, weeks: int) -> str:
    number = row.change.get("programme_week")
    if row.change.get("state"):
        return _("A pause for this plan")
    if row.change.get("is_easy"):
        return _("An easy week")
    if weeks and number > weeks:
        return _("The programme is complete")
    told = {
        PlanProposal.Outcome.ADVANCE: _("On to week %(week)s"),
        PlanProposal.Outcome.HOLD: _("Week %(week)s again"),
    }.get(row.outcome, _("Week %(week)s once more")) % {"week": number}  # type: ignore[call-overload]
    if "rounds" in row.change:
        rounds = row.change["rounds"]
        more = ngettext("with %(rounds)s round", "with %(rounds)s rounds", rounds) % {"rounds": rounds}
        return f"{_('On to week %(week)s') % {'week': number}}, {more}"
    return str(told)


def _lift(name: str, change: Figures, units: Units) -> str:
    if change["load_kg"] is None:
        return _("%(exercise)s: begin with a light weight again") % {"exercise": name}
    load = load_words(Decimal(change["load_kg"]), units)
    if "reps" not in change:
        return _("%(exercise)s: %(load)s") % {"exercise": name, "load": load}
    told = ngettext(
        "%(exercise)s: %(load)s, %(reps)s repetition", "%(exercise)s: %(load)s, %(reps)s repetitions", change["reps"]
    )
    return told % {"exercise": name, "load": load, "reps": change["reps"]}


def _amount(name: str, change: Figures) -> str:
    reps = int(change.get("reps") or 0)
    figures = {"exercise": name, "reps": reps, "seconds": change.get("seconds")}
    if change.get("is_harder"):
        return _("%(exercise)s: try a harder version") % figures
    if "seconds" in change:
        return _("%(exercise)s: %(seconds)s seconds a set") % figures
    told = ngettext("%(exercise)s: %(reps)s repetition a set", "%(exercise)s: %(reps)s repetitions a set", reps)
    return told % figures


def _pace(name: str, pace: str | None, units: Units) -> str:
    if pace is None:
        return _("%(exercise)s: find your pace again") % {"exercise": name}
    seconds = round(Decimal(pace) * (KM_PER_MI if units.distance == "mi" else 1))
    told = _("%(exercise)s: %(pace)s a mile") if units.distance == "mi" else _("%(exercise)s: %(pace)s a kilometre")
    return told % {"exercise": name, "pace": minutes_seconds(seconds)}


# The sentence of each reason, with places for its figures.
REASONS = {
    "pain": gettext_noop("You noted pain of %(pain)s of 10. A smaller step gives it time to settle."),
    "gap": gettext_noop("There were %(days)s days in between. A softer start makes coming back easy."),
    "below_least": gettext_noop(
        "Sets of fewer than %(reps)s repetitions, %(times)s times running. Lighter lets you do them well."
    ),
    "all_at_most": gettext_noop("All sets reached %(reps)s repetitions, with strength to spare."),
    "no_reserve": gettext_noop(
        "All sets reached %(reps)s repetitions. The same again, until it leaves some strength to spare."
    ),
    "unrated": gettext_noop(
        "All sets reached %(reps)s repetitions. With an effort beside the session the plan can tell when you are"
        " ready for more."
    ),
    "effort": gettext_noop("It felt like %(effort)s of 10. A little less leaves room for good days."),
    "target_met": gettext_noop("%(target)s in every set, %(times)s times running, at an effort of %(effort)s."),
    "held": gettext_noop("Held for %(seconds)s seconds, %(times)s times running, with a calm breath."),
    "missed": gettext_noop("%(reps)s repetitions fewer than planned. A little slower makes room for all of them."),
    "even": gettext_noop("All %(reps)s repetitions were even, at an effort of %(effort)s."),
    "baseline": gettext_noop("This is your own pace, from %(reps)s repetitions."),
    "unusual_load": gettext_noop(
        "%(load_kg)s is far above your usual %(usual_kg)s. If it was a slip, correct the entry; the plan stays with"
        " the usual weight."
    ),
    "manageable": gettext_noop("%(done)s of %(planned)s sessions are done, at an effort of %(effort)s."),
    "sessions_short": gettext_noop(
        "%(done)s of the %(enough)s sessions that carry you on are done. The same week is there again."
    ),
    "no_effort": gettext_noop(
        "With an effort beside each session the plan can tell when you are ready. The same week again."
    ),
    "minutes_done": gettext_noop("%(minutes)s minutes, of %(planned)s that were planned."),
    "minutes_short": gettext_noop(
        "%(minutes)s minutes, of %(planned)s that were planned. The same week is there again."
    ),
    "turned_up": gettext_noop("You came, and that is the goal here. Sessions this week: %(done)s."),
    "nights_logged": gettext_noop("%(nights)s nights are noted."),
    "nights_short": gettext_noop("%(nights)s nights are noted; with %(least)s the window can grow narrower."),
    "again": gettext_noop(
        "Week %(week)s has been there %(times)s times. Go on whenever you like; or choose fewer days, and each week is"
        " smaller."
    ),
    "signs": gettext_noop("%(signs)s signs of tiredness in your own entries. Rest is training too."),
    "every_weeks": gettext_noop("Every %(weeks)s weeks an easy one lets the work sink in. It is yours to choose."),
    "wish": gettext_noop("You asked for it."),
    "coach": gettext_noop("%(name)s suggests it. Nothing changes unless you accept."),
}


def _reason(code: str, figures: Figures) -> str:
    """The sentence with places for its figures."""
    if code == "not_yet":
        return _not_yet(figures)
    if code == "manageable" and figures.get("effort") is None:
        return _("%(done)s of %(planned)s sessions are done.")
    return _(REASONS[code])


def _not_yet(figures: Figures) -> str:
    if "seconds" in figures:
        return _("A little longer at the same level, up to %(seconds)s seconds.")
    if "reps" in figures:
        return _("The same again, until every set reaches %(reps)s.")
    return _("The same again, until it feels steady.")


def _figure(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value
