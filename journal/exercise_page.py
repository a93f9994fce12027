"""What the page of one exercise shows: what it is, and what the person did of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import User
from journal import bodies, catalogue
from journal.exercise_history import Best, best_figures, best_loads, sessions_with
from journal.exercise_library import Choice
from journal.exercise_maximum import SPANS, lifted_since, maximum_chart, weeks_shown
from journal.exercise_words import EQUIPMENT, PATTERNS, UNITS
from journal.load_units import UNIT_WORDS, Units, load_words, step
from journal.models import Activity, OwnExercise
from journal.set_cells import Column, columns, show
from journal.units import plain

WINS_SHOWN = 3
BEST_WORDS = {
    "reps": gettext_lazy("Most repetitions"),
    "seconds": gettext_lazy("Longest"),
    "distance_m": gettext_lazy("Farthest"),
    "pose_level": gettext_lazy("Highest level"),
}


def page_of(person: User, choice: Choice, query: QueryDict) -> dict[str, Any]:
    """Everything of the page; queries depend on what the exercise counts, never on how much is logged."""
    units = Units.of(person)
    before = _instant(query.get("before", ""))
    sessions, has_more = sessions_with(person, choice, before, units)
    own = person.own_exercises.filter(slug=choice.slug).first() if choice.slug not in catalogue.EXERCISES else None
    wins = person.small_wins.filter(exercise=choice.slug, is_dismissed=False).order_by("-day", "priority")[:WINS_SHOWN]
    return {
        "choice": choice,
        "own": own,
        **_other_name(choice),
        "facts": facts_of(choice, own, units),
        "sessions": sessions,
        "counts": _counts(columns(choice.unit, choice.activity, units)),
        "next_before": sessions[-1].started_at.isoformat() if has_more else "",
        "is_first": before is None,
        "wins": bodies.of_wins(person, list(wins)),
        **(_records(person, choice, units, query) if sessions and before is None else {}),
    }


def facts_of(choice: Choice, own: OwnExercise | None, units: Units) -> list[tuple[str, str]]:
    """(word, what it is) for movement, equipment and the like."""
    unit = UNIT_WORDS[units.load]
    needs = [str(EQUIPMENT[item]) for item in choice.equipment]
    facts = [
        (_("Movement"), str(PATTERNS.get(choice.pattern, choice.pattern))),
        (_("Kind of session"), str(Activity(choice.activity).label)),
        (_("A set counts"), str(UNITS[choice.unit])),
    ]
    if choice.unit == "load":
        facts.append((_("Grows by"), f"{plain(step(choice.increment_kg, units.load))} {unit}"))
    if not own:
        facts.append(
            (
                _("Equipment"),
                pgettext("between things of a list", ", ").join(needs) if needs else str(EQUIPMENT["none"]),
            )
        )
    return [*facts, (_("Low impact"), _("Yes") if choice.low_impact else _("No"))]


def _records(person: User, choice: Choice, units: Units, query: QueryDict) -> dict[str, Any]:
    """The best sets, and for loaded exercises the estimate of one repetition."""
    loads = best_loads(person, choice.slug) if choice.unit in {"load", "reps"} else []
    figures = best_figures(person, choice)
    if loads:
        figures.pop("reps", None)
    cells = {cell.field: cell for cell in columns(choice.unit, choice.activity, units, has_levels=True)}
    records: dict[str, Any] = {
        "bests": [(best.reps, load_words(best.figure, units), best) for best in loads],
        "figures": [_figure(cells[name], best, units) for name, best in figures.items()],
    }
    if choice.unit == "load":
        spans = [str(span) for span in SPANS]
        wanted = query.get("weeks", "")
        count = int(wanted) if wanted in spans else SPANS[0]
        weeks = weeks_shown(person.today(), count)
        lifted = lifted_since(person, choice.slug, weeks[0].monday)
        records |= {"spans": SPANS, "weeks": count, "maximum": maximum_chart(lifted, weeks, units)}
    return records


def _counts(cells: Sequence[Column]) -> str:
    """What the figures of a line are, where they are told without a unit: "kg × reps"."""
    return " × ".join(str(cell.label) for cell in cells) if cells[0].name == "load" else ""


def _figure(cell: Column, best: Best, units: Units) -> tuple[str, str, Best]:
    """What it is, how much, and when."""
    return str(BEST_WORDS[cell.field]), cell.figure(show(cell, best.figure, units)), best


def _other_name(choice: Choice) -> dict[str, str]:
    """The name in the other language; an exercise of one's own has one name."""
    known = catalogue.get(choice.slug)
    if known is None:
        return {}
    other = "en" if choice.name == known.name_zh_hans else "zh-Hans"
    return {"other_name": known.name(other), "other_language": other}


def _instant(text: str) -> datetime | None:
    """Where an older page of sessions begins; anything unreadable is the newest."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
