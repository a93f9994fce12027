"""Sets in a few words: "60 × 5, 5, 5 · RPE 7" for last time, "3 × 5 · 60 kg" for what is laid out."""

from collections.abc import Sequence
from itertools import groupby

from journal.load_units import Units
from journal.models import SetKind, TrainingSet
from journal.set_cells import Column, show
from journal.set_effort import EffortScale


def told(sets: Sequence[TrainingSet], columns: Sequence[Column], units: Units, scale: EffortScale) -> str:
    """What was done, without the warm-up unless there was nothing else."""
    worked = [row for row in sets if row.kind != SetKind.WARMUP] or list(sets)
    efforts = [row.rpe for row in worked if row.rpe is not None]
    parts = [
        _told_by_load(worked, columns, units) if columns[0].name == "load" else _told_plainly(worked, columns, units)
    ]
    if efforts:
        parts.append(scale.told(efforts[-1]))
    return " · ".join(part for part in parts if part)


def laid_out(texts: Sequence[dict[str, str]], columns: Sequence[Column]) -> str:
    """How many sets of what, from what is typed or grey in each."""
    if not texts:
        return ""
    first = texts[0]
    figures = [cell.figure(first[cell.name]) for cell in columns if cell.name != "reps" and first.get(cell.name)]
    if first.get("reps"):
        figures.insert(0, first["reps"])
    return f"{len(texts)} × {' · '.join(figures)}" if figures else ""


def _told_by_load(sets: Sequence[TrainingSet], columns: Sequence[Column], units: Units) -> str:
    parts = []
    for load, group in groupby(sets, key=lambda row: row.load_kg):
        reps = ", ".join("–" if row.reps is None else str(row.reps) for row in group)
        parts.append(f"{show(columns[0], load, units)} × {reps}" if load else reps)
    return ", ".join(parts)


def _told_plainly(sets: Sequence[TrainingSet], columns: Sequence[Column], units: Units) -> str:
    parts = []
    for row in sets:
        figures = [(cell, show(cell, getattr(row, cell.field), units)) for cell in columns]
        parts.append(" ".join(cell.figure(text) for cell, text in figures if text))
    return ", ".join(parts)
