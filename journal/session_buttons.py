"""The buttons of a session form that do not save it: each changes the exercises and rows of the draft."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import QueryDict

from journal.models import SetKind
from journal.set_cells import decimal_or_zero
from journal.set_rows import Row
from journal.set_table import ROWS_MAX, Block
from journal.supersets import linked, unlinked
from journal.units import plain
from journal.warmup import ramp

if TYPE_CHECKING:
    from journal.session_draft import SessionDraft


def press(draft: "SessionDraft", data: QueryDict) -> None:
    """Does what the button asks for. What an earlier one removed is gone for good, unless this one brings it back."""
    gone_blocks = [block for block in draft.blocks if block.is_gone]
    gone_rows = [(block, row) for block in draft.blocks for row in block.gone]
    for name, act in BUTTONS.items():
        if value := str(data.get(name, "")):
            act(draft, value)
    draft.blocks = [block for block in draft.blocks if not (block.is_gone and block in gone_blocks)]
    for block, gone in gone_rows:
        if gone.is_gone:
            block.rows = [row for row in block.rows if row is not gone]


def _block(draft: "SessionDraft", place: str) -> Block | None:
    is_there = place.isdecimal() and len(place) < 4 and int(place) < len(draft.blocks)
    return draft.blocks[int(place)] if is_there else None


def _row(draft: "SessionDraft", prefix: str) -> Row | None:
    place, _dash, number = prefix.partition("-")
    block = _block(draft, place)
    is_there = block is not None and number.isdecimal() and len(number) < 4 and int(number) < len(block.rows)
    return block.rows[int(number)] if is_there and block else None


def _add_set(draft: "SessionDraft", place: str) -> None:
    if block := _block(draft, place):
        block.add_row(has_focus=True)


def _remove_set(draft: "SessionDraft", prefix: str) -> None:
    if row := _row(draft, prefix):
        row.is_gone = True


def _remove_exercise(draft: "SessionDraft", place: str) -> None:
    if block := _block(draft, place):
        block.is_gone = True


def _restore(draft: "SessionDraft", place: str) -> None:
    if found := (_row(draft, place) if "-" in place else _block(draft, place)):
        found.is_gone = False
        found.has_focus = True


def _add_exercise(draft: "SessionDraft", slug: str) -> None:
    if slug not in draft.library.all:
        return
    if block := next((one for one in draft.blocks if one.is_swapped), None):
        _swap_for(draft, block, slug)
    else:
        draft.add_exercises([slug])


def _swap_for(draft: "SessionDraft", block: Block, slug: str) -> None:
    """Another exercise with the same rows; what was planned, noted or set for the old one is not about this one."""
    block.choice = draft.library.get(slug)
    block.is_swapped, block.has_focus = False, True
    block.note, block.extra, block.rest, block.bar = "", (), None, None
    names = {column.name for column in block.columns}
    for row in block.rows:
        row.texts = {name: text for name, text in row.texts.items() if name in names}
        row.plan = {}
    block.rows = block.rows or [Row()]


def _swap(draft: "SessionDraft", place: str) -> None:
    chosen = _block(draft, place)
    for block in draft.blocks:
        block.is_swapped = block is chosen


def _move(draft: "SessionDraft", place: str, by: int) -> None:
    """Past its neighbour; what was just removed does not count as one."""
    block = _block(draft, place)
    there = [one for one in draft.blocks if not one.is_gone]
    if block is None or block not in there:
        return
    target = there.index(block) + by
    if 0 <= target < len(there):
        there.remove(block)
        there.insert(target, block)
        block.has_focus = True
    draft.blocks = there


def _set_supersets(draft: "SessionDraft", place: str, change: Callable[..., list[int | None]]) -> None:
    block = _block(draft, place)
    there = [one for one in draft.blocks if not one.is_gone]
    if block is None or block not in there:
        return
    for one, number in zip(there, change([one.superset for one in there], there.index(block)), strict=True):
        one.superset = number
    block.has_focus = True


def _warm_up(draft: "SessionDraft", place: str) -> None:
    """A ramp to the working load, in grey, in place of warm-ups that were not done."""
    block = _block(draft, place)
    if block is None or not block.has_load:
        return
    draft.prepare()  # the working load may be a grey one
    load = decimal_or_zero(block.working_load)
    bar = draft.menu_of(block).bar_load if block.has_bar else None
    sets = ramp(load, step=Decimal(block.step), bar=bar) if load else []
    done = [row for row in block.shown if row.kind == SetKind.WARMUP and row.counts]
    lifted = max((decimal_or_zero(row.known.get("load", "")) for row in done), default=Decimal(-1))
    plans = [{"load": plain(one), "reps": str(reps)} for one, reps in sets if one > lifted]
    rows = [Row(kind=SetKind.WARMUP, plan=plan) for plan in (plans if done else plans or [{}])]
    block.rows = [*done, *rows, *(row for row in block.shown if row.kind != SetKind.WARMUP)][:ROWS_MAX]
    block.has_focus = True


BUTTONS: dict[str, Callable[["SessionDraft", str], None]] = {
    "add_set": _add_set,
    "remove_set": _remove_set,
    "remove_exercise": _remove_exercise,
    "restore": _restore,
    "add_exercise": _add_exercise,
    "swap": _swap,
    "move_up": lambda draft, place: _move(draft, place, -1),
    "move_down": lambda draft, place: _move(draft, place, 1),
    "link": lambda draft, place: _set_supersets(draft, place, linked),
    "unlink": lambda draft, place: _set_supersets(draft, place, unlinked),
    "warm_up": _warm_up,
}
"""Name of a button -> what it does with its value, the place of an exercise or row or a slug."""
