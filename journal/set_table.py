"""The exercises of a session form with their rows: as typed, with what was done last time in grey, and as stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import QueryDict

from journal.exercise_library import Choice, Library
from journal.last_time import LastTime
from journal.load_units import Units, plain, show_load, step
from journal.models import SetKind, TrainingSet
from journal.set_cells import Column, columns
from journal.set_rows import LETTERS, Row
from journal.set_words import laid_out, told

EXERCISES_MAX = 30
ROWS_MAX = 60
FIELDS = ("load_kg", "reps", "seconds", "distance_m", "pose_level")
ROWS_OF_A_NEW_EXERCISE = {"load": 3, "reps": 3, "hold": 2}


@dataclass(slots=True)
class Block:
    """One exercise of the form with its rows."""

    choice: Choice
    units: Units
    extra: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    last: LastTime | None = None
    is_new: bool = False
    is_open: bool = False
    place: int = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """The cells of each row."""
        choice = self.choice
        return columns(choice.unit, choice.activity, self.units, has_levels=bool(choice.levels), extra=self.extra)

    @property
    def is_complete(self) -> bool:
        return all(row.is_done for row in self.rows)

    @property
    def step(self) -> str:
        """What the minus and plus buttons change the load by, in the person's unit; empty where no load is used."""
        if self.columns[0].name != "load":
            return ""
        return plain(step(self.choice.increment_kg, self.units.load))

    @property
    def best_load(self) -> str:
        """The heaviest working set of last time."""
        worked = [row for row in self.last.sets if row.kind == SetKind.WORKING] if self.last else []
        loads = [row.load_kg for row in worked if row.load_kg]
        return show_load(max(loads), self.units.load) if loads else ""

    @property
    def last_words(self) -> str:
        """Last time in a few words."""
        return told(self.last.sets, self.columns, self.units) if self.last else ""

    @property
    def summary(self) -> str:
        """What stands beside the name while the exercise is folded."""
        worked = [row for row in self.rows if row.kind != SetKind.WARMUP]
        texts = [row.known for row in worked]
        return laid_out(texts, self.columns)

    def add_row(self, *, has_focus: bool = False) -> None:
        """Another set of the kind of the one before; never a second warm-up by accident."""
        before = self.rows[-1].kind if self.rows else SetKind.WORKING
        kind = SetKind.WORKING if before == SetKind.WARMUP else before
        if len(self.rows) < ROWS_MAX:
            self.rows.append(Row(texts={}, kind=kind, has_focus=has_focus))

    def start(self) -> None:
        """As many rows as last time, else a few."""
        if self.last:
            self.rows = [Row(kind=row.kind) for row in self.last.sets[:ROWS_MAX]]
        else:
            self.rows = [Row() for _row in range(ROWS_OF_A_NEW_EXERCISE.get(self.choice.unit, 1))]

    def prepare(self, place: int) -> None:
        """Fills in the grey values, the labels and the inputs of the rows."""
        previous = [Row.of(row, self.columns, self.units) for row in self.last.sets] if self.last else []
        carried: dict[str, str] = {}
        number = 0
        self.place = place
        for index, row in enumerate(self.rows):
            same = previous[index] if index < len(previous) else (previous[-1] if previous else None)
            warm = row.kind == SetKind.WARMUP
            row.ghosts = dict(same.texts if same else {}) | ({} if warm else carried)
            number += row.kind == SetKind.WORKING
            row.number = str(LETTERS.get(SetKind(row.kind), number))
            row.prefix = f"{place}-{index}"
            if row.counts and not warm:
                carried = {name: text for name, text in row.known.items() if text and (name == "load" or not previous)}

    def draw(self) -> None:
        """The inputs of each row."""
        for row in self.rows:
            row.draw(self.columns)


def read_blocks(data: QueryDict, library: Library, units: Units) -> list[Block]:
    """The exercises in the order of the form."""
    blocks = []
    for index, slug in enumerate(data.getlist("exercise")[:EXERCISES_MAX]):
        block = Block(library.get(slug), units, tuple(data.get(f"{index}-extra", "").split()))
        names = [column.name for column in block.columns]
        count = data.get(f"{index}-rows", "")
        rows = range(min(int(count), ROWS_MAX) if count.isdecimal() else 0)
        block.rows = [Row.read(data, f"{index}-{number}", names) for number in rows]
        blocks.append(block)
    return blocks


def stored_blocks(sets: Iterable[TrainingSet], library: Library, units: Units) -> list[Block]:
    """The exercises of a stored session; one that came back later stands once for each time."""
    blocks = []
    for slug, rows in groupby(sets, key=lambda row: row.exercise):
        done = list(rows)
        extra = tuple(name for name in FIELDS if any(getattr(row, name) is not None for row in done))
        block = Block(library.get(slug), units, extra)
        block.rows = [Row.of(row, block.columns, units) for row in done]
        blocks.append(block)
    return blocks


def stored_sets(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """What counts, in order, as the API would have it."""
    return [
        row.stored(block.choice.slug, block.columns, block.units)
        for block in blocks
        for row in block.rows
        if row.counts
    ]


def remember(blocks: Sequence[Block], last: Mapping[str, LastTime]) -> None:
    """Gives each exercise what was done last time, and fills its rows."""
    for place, block in enumerate(blocks):
        block.last = last.get(block.choice.slug)
        if block.is_new:
            block.start()
        block.prepare(place)


def lay_out(blocks: Sequence[Block], *, all_open: bool) -> None:
    """Draws the rows; the first exercise with something left to do stands open."""
    to_do = next((block for block in blocks if not block.is_complete), None)
    for block in blocks:
        block.draw()
        touched = any(row.has_focus or row.errors for row in block.rows) or not block.rows
        block.is_open = all_open or block is to_do or touched
