"""The elements of a session in words of the person's language: a name, then figures with their units."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from journal import catalogue
from journal.exercise_library import Library
from journal.load_units import Units, load_words
from plans.programmes import library
from plans.programmes.lines import exercises_of
from plans.words import shown

type NameOf = Callable[[str], str]
"""Slug of an exercise -> what the person calls it."""

INTENSITY_WORDS: Mapping[str, str | Promise] = {
    "light": pgettext_lazy("intensity", "light"),
    "moderate": pgettext_lazy("intensity", "moderate"),
    "vigorous": pgettext_lazy("intensity", "vigorous"),
}
PHASE_WORDS: Mapping[str, str | Promise] = {
    "prepare": lazy("Before you begin"),
    "warmup": pgettext_lazy("phase of a session", "Warm-up"),
    "main": pgettext_lazy("phase of a session", "Main part"),
    "cooldown": pgettext_lazy("phase of a session", "Cool-down"),
    "reflect": pgettext_lazy("phase of a session", "Afterwards"),
}
NOTES = {
    "comfortably hard, single sentences": pgettext_lazy("note in a programme", "comfortably hard, single sentences"),
    "pace at which everyone can talk": pgettext_lazy("note in a programme", "pace at which everyone can talk"),
}
"""Beside the lines of the programmes that come along; what people write beside their own stays as it is."""
SYMBOLS = {"script": "wind", "prompt": "message-circle", "emotion_rating": "smile", "emotion_note": "pencil"}
MOVE_SYMBOLS = {"lift": "dumbbell", "hold": "timer", "pose": "sprout", "circuit": "rotate-ccw"}
IN_SECONDS_BELOW = 120


@dataclass(frozen=True, slots=True)
class ElementWords:
    """One element: what it is called, its figures, a remark; empty where there is none."""

    type: str
    phase: str
    symbol: str
    title: str
    detail: str = ""
    note: str = ""


def in_words(
    elements: Iterable[Mapping[str, Any]], *, name_of: NameOf | None = None, units: Units | None = None
) -> list[ElementWords]:
    """Every element in order; prompts that wait for a figure of the log are named by what they are."""
    names, units = name_of or name_in_catalogue, units or Units()
    return [_told(one, names, units) for one in elements]


def by_phase(told: Sequence[ElementWords]) -> list[tuple[str | Promise, list[ElementWords]]]:
    """The parts of a session with their names, in order; parts without elements are left out."""
    parts = [(words, [one for one in told if one.phase == phase]) for phase, words in PHASE_WORDS.items()]
    return [(words, found) for words, found in parts if found]


def names_for(person: Any, elements: Iterable[Mapping[str, Any]]) -> NameOf:
    """What the person calls the exercises of these elements; their own ones, which a swap brings in, cost a query."""
    slugs = {slug for one in elements for slug in exercises_of(one)}
    if all(catalogue.get(slug) for slug in slugs):
        return name_in_catalogue
    return Library(person).name_of


def name_in_catalogue(slug: str) -> str:
    """The name that the catalogue has; a slug it does not know is shown as words."""
    known = catalogue.get(slug)
    return known.name(get_language() or "en") if known else slug.replace("_", " ").capitalize()


def seconds_words(seconds: float) -> str:
    """45 -> "45 s", 90 -> "90 s", 180 -> "3 min", 210 -> "3 min 30 s"; never broken over two lines."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes or (rest and seconds < IN_SECONDS_BELOW):
        said = _("%(seconds)d s") % {"seconds": round(seconds)}
    elif rest:
        said = _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
    else:
        said = _("%(minutes)d min") % {"minutes": minutes}
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _told(one: Mapping[str, Any], name_of: NameOf, units: Units) -> ElementWords:
    kind, phase = one["type"], one["phase"]
    symbol = SYMBOLS.get(kind) or MOVE_SYMBOLS.get(kind, "footprints")
    if kind == "script":
        title = shown(library.scripts()[one["script"]]["title"], get_language())
        return ElementWords(kind, phase, symbol, title, seconds_words(one["seconds"]))
    if kind == "prompt":
        return ElementWords(kind, phase, symbol, _prompt(one["prompt"]))
    if kind == "emotion_rating":
        return ElementWords(kind, phase, symbol, _("Name how you feel, and how strong it is"))
    if kind == "emotion_note":
        return ElementWords(kind, phase, symbol, _("Rate the feeling again"), seconds_words(one["seconds"]))
    figures = [*FIGURES[kind](one, name_of, units), *_effort(one)]
    return ElementWords(kind, phase, symbol, _title(one, name_of), " · ".join(figures), _note(one.get("note", "")))


def _note(note: str) -> str:
    return str(NOTES.get(note, note))


def _title(one: Mapping[str, Any], name_of: NameOf) -> str:
    if one["type"] == "interval":
        return name_of(one["work"]["exercise"])
    if one["type"] == "circuit":
        return pgettext("list of exercises", ", ").join(name_of(slug) for slug in one["stations"])
    return name_of(one["exercise"])


def _prompt(name: str) -> str:
    prompt = library.prompts()[name]
    text = shown(prompt["text"], get_language())
    return text if "{" not in text else _("A look at what your log shows you can do")


def _effort(one: Mapping[str, Any]) -> list[str]:
    parts = []
    if "rpe" in one:
        low, high = one["rpe"]
        parts.append(_("effort %(effort)s of 10") % {"effort": f"{low}–{high}"})
    if "intensity" in one:
        parts.append(str(INTENSITY_WORDS[one["intensity"]]))
    return parts


def _continuous(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    return [seconds_words(one["seconds"])]


def _interval(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    work, recover = one["work"], one["recover"]
    each = f"{work['distance_m']} m" if work.get("distance_m") else seconds_words(work["seconds"])
    told = {"exercise": name_of(recover["exercise"]), "time": seconds_words(recover["seconds"])}
    return [f"{one['reps']} × {each}", _("between them %(time)s %(exercise)s") % told]


def _lift(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    target = one.get("target") or {}
    reps = target.get("reps") or _range(one["reps_min"], one["reps_max"])
    figures = [f"{one['sets']} × {reps}"]
    if target.get("load_kg") is not None:
        figures.append(load_words(Decimal(str(target["load_kg"])), units))
    return [*figures, _("%(count)s in reserve") % {"count": one["rir_target"]}, _rest(one["rest_seconds"])]


def _hold(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    return [f"{one['sets']} × {seconds_words(one['seconds'])}", _rest(one["rest_seconds"])]


def _pose(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    time = seconds_words(one["seconds"])
    figures = [_("%(time)s each side") % {"time": time} if one["sides"] == 2 else time]
    return figures + ([_("level %(level)d") % {"level": one["pose_level"]}] if one.get("pose_level") else [])


def _circuit(one: Mapping[str, Any], name_of: NameOf, units: Units) -> list[str]:
    told = {"count": one["rounds"], "time": seconds_words(one["work_seconds"])}
    figures = [_("%(count)d rounds of %(time)s each") % told]
    return figures + ([_("with a partner")] if one.get("partner") else [])


def _range(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low}–{high}"


def _rest(seconds: int) -> str:
    return _("%(time)s rest") % {"time": seconds_words(seconds)}


FIGURES: Mapping[str, Callable[[Mapping[str, Any], NameOf, Units], list[str]]] = {
    "continuous": _continuous,
    "interval": _interval,
    "lift": _lift,
    "hold": _hold,
    "pose": _pose,
    "circuit": _circuit,
}
