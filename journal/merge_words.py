"""What a merge of two exercises would do, and why one cannot be done, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.exercise_library import Choice
from journal.exercise_merging import Logged, MergeRefused
from journal.exercise_words import UNITS
from journal.set_cells import UNIT_FIELDS

FIGURES = ("load_kg", "seconds", "distance_m", "pose_level", "reps")


def refusal_words(error: MergeRefused, source: Choice, target: Choice) -> str:
    """One sentence; nothing was changed."""
    if error.code == "itself":
        return _("This is the same exercise.")
    if error.code == "later":
        return _("What it became was merged again since then. Undo that merge first.")
    if error.code == "units" and error.misfits:
        told = ngettext(
            "%(target)s counts %(unit)s, and %(count)d set of %(source)s says nothing of that.",
            "%(target)s counts %(unit)s, and %(count)d sets of %(source)s say nothing of that.",
            error.misfits,
        )
        counts = _inside(UNITS[target.unit])
        return told % {"target": target.name, "unit": counts, "count": error.misfits, "source": source.name}
    if error.code == "units":
        units = {"source": source.name, "first": _inside(UNITS[source.unit]), "target": target.name}
        units["second"] = _inside(UNITS[target.unit])
        return _("%(source)s counts %(first)s, %(target)s counts %(second)s. They cannot be one.") % units
    return _("This exercise is not among yours.")


def moves_words(found: Logged, target: Choice) -> str:
    """How many sessions and sets become what."""
    if not found.sets:
        return _("No set of it is logged. From now on it is another name for %(target)s.") % {"target": target.name}
    sets = ngettext("%(count)d set", "%(count)d sets", found.sets) % {"count": found.sets}
    told = ngettext(
        "%(sets)s in %(count)d session become %(target)s.",
        "%(sets)s in %(count)d sessions become %(target)s.",
        found.sessions,
    )
    return told % {"sets": sets, "count": found.sessions, "target": target.name}


def meaning_words(found: Logged, source: Choice, target: Choice) -> list[str]:
    """When it was done, and what becomes of its figures: those that nothing asks for any more, those that miss."""
    told = []
    if found.sessions > 1 and found.first and found.last:
        days = {"first": date_format(found.first, _("j M Y")), "last": date_format(found.last, _("j M Y"))}
        told.append(_("The first is of %(first)s, the last of %(last)s.") % days)
    if source.unit != target.unit and found.sets:
        told.append(_("They then count as %(unit)s.") % {"unit": _inside(UNITS[target.unit])})
    asked = (*UNIT_FIELDS[target.unit], *(["pose_level"] if target.levels else []))
    for name in FIGURES:
        held = found.figures[name]
        missing = found.sets - held
        if held and name not in asked:
            told.append(KEPT[name](held) % {"count": held})
        elif missing and name == "load_kg" and target.unit == "load":
            told.append(
                ngettext(
                    "%(count)d set has no weight and stays without one.",
                    "%(count)d sets have no weight and stay without one.",
                    missing,
                )
                % {"count": missing}
            )
    return told


def _inside(name: object) -> str:
    """A name that begins a chip, inside a sentence."""
    text = str(name)
    return text[:1].lower() + text[1:]


KEPT = {
    "load_kg": lambda n: ngettext("The weight of %(count)d set is kept.", "The weights of %(count)d sets are kept.", n),
    "seconds": lambda n: ngettext("The time of %(count)d set is kept.", "The times of %(count)d sets are kept.", n),
    "distance_m": lambda n: ngettext(
        "The distance of %(count)d set is kept.", "The distances of %(count)d sets are kept.", n
    ),
    "pose_level": lambda n: ngettext(
        "The level of %(count)d set is kept.", "The levels of %(count)d sets are kept.", n
    ),
    "reps": lambda n: ngettext(
        "The repetitions of %(count)d set are kept.", "The repetitions of %(count)d sets are kept.", n
    ),
}
