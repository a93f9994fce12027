"""The exercises of a session form with their rows: as typed, with what was done last time in grey, and as stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from journal import catalogue
from journal.exercise_library import Choice, Library
from journal.exercise_menu import Menu
from journal.last_time import LastTime
from journal.load_units import Units, show_load, step
from journal.models import SetKind, TrainingSet
from journal.pace import WAYS
from journal.set_cells import Column, columns, decimal_or_zero
from journal.set_effort import EffortScale
from journal.set_rows import LETTERS, Row
from journal.set_words import laid_out, told
from journal.supersets import tidy
from journal.units import plain

EXERCISES_MAX = 30
ROWS_MAX = 60
NOTE_MAX = 500
FIELDS = ("load_kg", "reps", "seconds", "distance_m", "pose_level")
ROWS_OF_A_NEW_EXERCISE = {"load": 3, "reps": 3, "hold": 2}


@dataclass(slots=True, eq=False)
class Block:
    """One exercise of the form with its rows. `rest` and `bar` are as typed, None where the form did not say."""

    choice: Choice
    units: Units
    scale: EffortScale
    extra: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    last: LastTime | None = None
    note: str = ""
    superset: int | None = None
    rest: str | None = None
    bar: str | None = None
    is_new: bool = False
    is_open: bool = False
    is_gone: bool = False
    is_swapped: bool = False
    has_focus: bool = False
    is_first: bool = False
    is_last: bool = False
    place: int = 0
    menu: Menu | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The cells of each row; what is done on foot, by bike or in water may have a distance beside its time."""
        choice = self.choice
        covers = choice.unit == "time" and choice.activity in WAYS and "distance_m" not in self.extra
        extra = (*self.extra, "distance_m") if covers else self.extra
        cells = columns(choice.unit, choice.activity, self.units, has_levels=bool(choice.levels), extra=extra)
        return (*cells[:-1], replace(cells[-1], is_optional=True)) if covers else cells

    @property
    def shown(self) -> list[Row]:
        """The rows that were not just removed."""
        return [row for row in self.rows if not row.is_gone]

    @property
    def gone(self) -> list[Row]:
        """The rows that were just removed and can come back."""
        return [row for row in self.rows if row.is_gone]

    @property
    def is_complete(self) -> bool:
        return all(row.is_done for row in self.shown)

    @property
    def has_load(self) -> bool:
        """Whether its sets are counted by a load."""
        return self.columns[0].name == "load"

    @property
    def has_bar(self) -> bool:
        """Whether plates go on a bar."""
        known = catalogue.get(self.choice.slug)
        return self.has_load and known is not None and bool({"barbell", "trap_bar"} & set(known.equipment))

    @property
    def step(self) -> str:
        """What the minus and plus buttons change the load by, in the person's unit; empty where no load is used."""
        if not self.has_load:
            return ""
        return plain(step(self.choice.increment_kg, self.units.load))

    @property
    def best_load(self) -> str:
        """The heaviest working set of last time."""
        worked = [row for row in self.last.sets if row.kind == SetKind.WORKING] if self.last else []
        loads = [row.load_kg for row in worked if row.load_kg]
        return show_load(max(loads), self.units.load) if loads else ""

    @property
    def next_load(self) -> str:
        """The load of the next set, typed or grey; of the last one when all are done."""
        known = [row.known.get("load", "") for row in self.shown if not row.is_done] or [
            row.known.get("load", "") for row in self.shown
        ]
        return next(filter(None, known), "")

    @property
    def working_load(self) -> str:
        """The heaviest load among the sets that are no warm-up, typed or grey."""
        loads = [row.known.get("load", "") for row in self.shown if row.kind != SetKind.WARMUP]
        return max(filter(None, loads), key=decimal_or_zero, default="")

    @property
    def last_words(self) -> str:
        """Last time in a few words."""
        return told(self.last.sets, self.columns, self.units, self.scale) if self.last else ""

    @property
    def last_note(self) -> str:
        """What was noted last time."""
        return self.last.note if self.last else ""

    @property
    def summary(self) -> str:
        """What stands beside the name while the exercise is folded."""
        worked = [row for row in self.shown if row.kind != SetKind.WARMUP]
        texts = [row.known for row in worked]
        return laid_out(texts, self.columns)

    def add_row(self, *, has_focus: bool = False) -> None:
        """Another set of the kind of the one before; never a second warm-up by accident."""
        before = self.shown[-1].kind if self.shown else SetKind.WORKING
        kind = SetKind.WORKING if before == SetKind.WARMUP else before
        if len(self.rows) < ROWS_MAX:
            self.rows.append(Row(texts={}, kind=kind, has_focus=has_focus))

    def start(self) -> None:
        """As many rows as last time, else a few; those of a plan stay."""
        if self.rows:
            return
        if self.last:
            self.rows = [Row(kind=row.kind) for row in self.last.sets[:ROWS_MAX]]
        else:
            self.rows = [Row() for _row in range(ROWS_OF_A_NEW_EXERCISE.get(self.choice.unit, 1))]

    def prepare(self, place: int) -> None:
        """Fills in the grey values, the labels and the inputs of the rows."""
        previous = [Row.of(row, self.columns, self.units) for row in self.last.sets] if self.last else []
        warm, worked = (
            [row for row in previous if (row.kind == SetKind.WARMUP) == is_warm] for is_warm in (True, False)
        )
        number, self.place = 0, place
        places = {True: 0, False: 0}
        for index, row in enumerate(self.rows):
            row.prefix = f"{place}-{index}"
            if row.is_gone:
                continue
            is_warm = row.kind == SetKind.WARMUP
            same = warm if is_warm else worked or previous
            row.ghosts = dict(same[min(places[is_warm], len(same) - 1)].texts if same else {}) | row.plan
            places[is_warm] += 1
            number += row.kind == SetKind.WORKING
            row.number = str(LETTERS.get(SetKind(row.kind), number))
        _carry([row for row in self.shown if row.kind != SetKind.WARMUP], [column.name for column in self.columns])

    def draw(self) -> None:
        """The inputs of each row."""
        for row in self.shown:
            row.draw(self.columns, self.scale)


def _carry(rows: Sequence[Row], names: Iterable[str]) -> None:
    """A changed load becomes the suggestion of the later sets that had the same one; where nothing is suggested,
    whatever was done does.
    """
    for index, row in enumerate(rows):
        for name in names if row.counts else ():
            text, grey = row.texts.get(name), row.ghosts.get(name, "")
            if not text or text == grey or (grey and name != "load"):
                continue
            for later in rows[index + 1 :]:
                if later.ghosts.get(name, "") == grey:
                    later.ghosts[name] = text


def read_blocks(data: QueryDict, library: Library, units: Units, scale: EffortScale) -> list[Block]:
    """The exercises in the order of the form, with those that were removed by the last button."""
    blocks = []
    for index, slug in enumerate(data.getlist("exercise")[:EXERCISES_MAX]):
        block = Block(library.get(slug), units, scale, tuple(data.get(f"{index}-extra", "").split()))
        names = [column.name for column in block.columns]
        count = data.get(f"{index}-rows", "")
        rows = range(min(int(count), ROWS_MAX) if count.isdecimal() else 0)
        block.rows = [Row.read(data, f"{index}-{number}", names) for number in rows]
        block.is_gone = f"{index}-gone" in data
        block.is_swapped = data.get("swapping") == str(index)
        block.note = data.get(f"{index}-note", "").strip()[:NOTE_MAX]
        number = data.get(f"{index}-superset", "")
        block.superset = int(number) if number.isdecimal() and len(number) < 3 else None
        block.rest = data.get(f"{index}-rest")
        block.bar = data.get(f"{index}-bar-typed") or data.get(f"{index}-bar")
        blocks.append(block)
    return blocks


def stored_blocks(sets: Iterable[TrainingSet], library: Library, units: Units, scale: EffortScale) -> list[Block]:
    """The exercises of a stored session; one that came back later stands once for each time, in a superset once."""
    groups: list[list[TrainingSet]] = []
    alternating: dict[tuple[int, str], list[TrainingSet]] = {}
    for row in sets:
        key = (row.superset, row.exercise) if row.superset else None
        if key in alternating:
            alternating[key].append(row)
        elif groups and (groups[-1][0].exercise, groups[-1][0].superset) == (row.exercise, row.superset):
            groups[-1].append(row)
        else:
            groups.append([row])
            if key:
                alternating[key] = groups[-1]
    return [_stored_block(done, library, units, scale) for done in groups]


def _stored_block(done: list[TrainingSet], library: Library, units: Units, scale: EffortScale) -> Block:
    extra = tuple(name for name in FIELDS if any(getattr(row, name) is not None for row in done))
    block = Block(library.get(done[0].exercise), units, scale, extra)
    block.rows = [Row.of(row, block.columns, units) for row in done]
    block.superset = done[0].superset
    block.note = next((row.note for row in done if row.note), "")
    return block


def stored_sets(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """What counts, in order, as the API would have it; the note of an exercise stands on its first set."""
    found = []
    for block in (one for one in blocks if not one.is_gone):
        sets = [row.stored(block.choice.slug, block.columns, block.units) for row in block.shown if row.counts]
        for one in sets:
            one |= {"superset": block.superset, "note": ""}
        if sets:
            sets[0]["note"] = block.note
        found += sets
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Exercises that stand together: one alone, or those of a superset."""

    number: int | None
    blocks: list[Block]


def grouped(blocks: Iterable[Block]) -> list[Group]:
    """In the order of the form."""
    groups: list[Group] = []
    for block in blocks:
        if block.superset and groups and groups[-1].number == block.superset:
            groups[-1].blocks.append(block)
        else:
            groups.append(Group(block.superset, [block]))
    return groups


def remember(blocks: Sequence[Block], last: Mapping[str, LastTime]) -> None:
    """Gives each exercise what was done last time, and fills its rows."""
    numbers = iter(tidy(block.superset for block in blocks if not block.is_gone))
    for place, block in enumerate(blocks):
        block.superset = None if block.is_gone else next(numbers)
        block.last = last.get(block.choice.slug)
        if block.is_new:
            block.start()
        block.prepare(place)


def lay_out(blocks: Sequence[Block], *, all_open: bool) -> None:
    """Draws the rows; the first exercise with something left to do stands open, with those it alternates with."""
    there = [block for block in blocks if not block.is_gone]
    to_do = next((block for block in there if not block.is_complete), None)
    for block in there:
        block.is_first, block.is_last = block is there[0], block is there[-1]
        block.draw()
        touched = any(row.has_focus or row.errors for row in block.rows) or not block.shown
        touched = touched or block.has_focus or block.is_swapped
        alternates = to_do is not None and block.superset is not None and block.superset == to_do.superset
        block.is_open = all_open or block is to_do or touched or alternates
