"""Small multiples drawn on the server: an SVG string and its twin as table rows. Pure.

A missing value is a gap: blank or a dashed outline, never a zero, and no line crosses it. Colours are classes of
components.css (`c-train`, `c-mood`, `c-sleep`, `c-effort`), and so are shapes (`bar`, `dot`, `line`, `band`, `gap`,
`grid`, `target`, `usual`, `zone`, `diamond`); nothing is styled inline. The template `core/components/chart.html`
renders a `Chart`.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import chain, groupby, pairwise

WIDTH = 330
COLOURS = frozenset(["c-train", "c-mood", "c-sleep", "c-effort"])
BAR_SHARE = 0.55
DOT_RADIUS = 4.5
DIAMOND = 6
GAP_HEIGHT = 5
TICK_HEIGHT = 16
LAST_TICK_FITS = 40
"""A column as narrow as this leaves no room for half of a date beside the picture."""
SPECIAL = re.compile(r"""[&<>"']""")
LEVEL_WIDTH = 42

type Value = float | None
type Range = tuple[float, float] | None


class Svg(str):
    """Markup whose texts are escaped already; Django's templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart. `ident` is unique on the page; `description` says what a picture would show."""

    ident: str
    title: str
    description: str
    headers: tuple[str, ...]
    """Column headings of the table twin: the label's, the value's, and with ranges those of low and high."""
    value: str = ""
    """The figure at the right of the title."""
    sentence: str = ""
    gap: str = "–"
    """What the table shows for a missing value."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart with everything that its template prints."""

    title: str
    value: str
    sentence: str
    svg: Svg
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def body(self) -> Svg:
        """The rows of the table twin as markup. A year has hundreds of cells: those without a sign to escape stay."""
        rows = self.rows
        if SPECIAL.search("".join(chain.from_iterable(rows))):
            rows = tuple(tuple(map(escape, row)) for row in rows)
        cells = (f'<th scope="row">{label}</th><td>{"</td><td>".join(others)}</td>' for label, *others in rows)
        return Svg("".join(f"<tr>{row}</tr>" for row in cells))


def bars(
    values: Sequence[Value],
    labels: Sequence[str],
    caption: Caption,
    *,
    colour: str = "c-train",
    show: Callable[[float], str] = "{:g}".format,
    top: float | None = None,
    target: float | None = None,
    zone: Range = None,
    ticks: Sequence[str] = (),
    mark_gaps: bool = True,
    height: int = 40,
) -> Chart:
    """Bars from zero; values are 0 or more, None is a gap.

    `top` fixes the scale, `target` draws a dashed line, `zone` a band between two values behind the bars.
    """
    _check(values, labels, colour)
    if any(value < 0 for value in values if value is not None):
        raise ValueError("A bar begins at zero.")
    highest = max([top or 0, target or 0, *(zone or ()), *(value for value in values if value is not None)]) or 1
    lefts, wide = _bar_places(len(values))
    shapes = _zone(zone, height / highest, height) if zone else []
    for left, value in zip(lefts, values, strict=True):
        if value is not None:
            tall = max(2.0, min(1.0, value / highest) * height)
            shapes.append(
                f'<rect class="bar" x="{left}" y="{_n(height - tall)}" width="{wide}" height="{_n(tall)}" rx="3"/>'
            )
        elif mark_gaps:
            gap = f'y="{height - GAP_HEIGHT - 0.5}" width="{wide}" height="{GAP_HEIGHT}"'
            shapes.append(f'<rect class="gap" x="{left}" {gap}/>')
    if target is not None:
        y = _n(height - target / highest * height)
        shapes.append(f'<line class="target" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>')
    rows = tuple((label, _shown(value, show, caption)) for label, value in zip(labels, values, strict=True))
    return _chart(caption, shapes, rows, colour, height, ticks)


def dotline(
    values: Sequence[Value],
    labels: Sequence[str],
    caption: Caption,
    *,
    colour: str = "c-mood",
    show: Callable[[float], str] = "{:g}".format,
    bounds: tuple[float, float] = (0, 10),
    ranges: Sequence[Range] = (),
    ticks: Sequence[str] = (),
    height: int = 44,
) -> Chart:
    """Dots joined between neighbouring columns only. `ranges` adds a band (low, high) behind each dot."""
    _check(values, labels, colour)
    if ranges and len(ranges) != len(values):
        raise ValueError("One range for each value.")
    middles, inner = _middles(len(values)), height - 2 * (DOT_RADIUS + 1)

    def at(column: int, value: float) -> tuple[str, str]:
        share = (min(max(value, bounds[0]), bounds[1]) - bounds[0]) / (bounds[1] - bounds[0])
        return middles[column], _n(height - DOT_RADIUS - 1 - share * inner)

    shapes = []
    for column, reach in enumerate(ranges):
        if reach is not None:
            (x, low), (_, high) = at(column, reach[0]), at(column, reach[1])
            tall = float(low) - float(high)
            shapes.append(_rect("band", float(x) - DOT_RADIUS, float(high), 2 * DOT_RADIUS, tall))
    points = [None if value is None else at(column, value) for column, value in enumerate(values)]
    shapes += _lines(points)
    shapes += [f'<circle class="dot" cx="{p[0]}" cy="{p[1]}" r="{_n(DOT_RADIUS)}"/>' for p in points if p is not None]
    rows = tuple(
        (label, _shown(value, show, caption), *_range_cells(ranges, column, show, caption))
        for column, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    return _chart(caption, shapes, rows, colour, height, ticks)


def diamonds(
    values: Sequence[Value],
    labels: Sequence[str],
    groups: Sequence[str],
    caption: Caption,
    *,
    reach: int,
    colour: str = "c-sleep",
    bounds: tuple[float, float],
    ticks: Sequence[str] = (),
    height: int = 56,
) -> Chart:
    """Single measurements far apart. Two are joined only within a group and at most `reach` columns apart.

    The table twin names the group as its third cell.
    """
    _check(values, labels, colour)
    step, inner = WIDTH / (len(values) or 1), height - 2 * (DIAMOND + 1)
    low, high = bounds
    known = [
        (column, (column + 0.5) * step, height - DIAMOND - 1 - (value - low) / (high - low) * inner)
        for column, value in enumerate(values)
        if value is not None
    ]
    shapes = [
        f'<path class="line thin" d="M{_n(x)} {_n(y)} L{_n(next_x)} {_n(next_y)}"/>'
        for (column, x, y), (following, next_x, next_y) in pairwise(known)
        if groups[column] == groups[following] and following - column <= reach
    ]
    corners = f"l{DIAMOND} {DIAMOND}l-{DIAMOND} {DIAMOND}l-{DIAMOND} -{DIAMOND}z"
    shapes += [f'<path class="diamond" d="M{_n(x)} {_n(y - DIAMOND)}{corners}"/>' for _, x, y in known]
    rows = tuple(
        (label, _shown(value, "{:g}".format, caption), group or caption.gap)
        for label, value, group in zip(labels, values, groups, strict=True)
    )
    return _chart(caption, shapes, rows, colour, height, ticks)


def words(caption: Caption) -> Chart:
    """No picture: where a sentence is enough, it stands alone."""
    return Chart(caption.title, caption.value, caption.sentence, Svg(), (), ())


def _zone(zone: tuple[float, float], scale: float, height: int) -> list[str]:
    """A band over the whole width and its two edges."""
    upper, lower = height - zone[1] * scale, height - zone[0] * scale
    edges = [f'<line class="target" x1="0" x2="{WIDTH}" y1="{_n(y)}" y2="{_n(y)}"/>' for y in (lower, upper)]
    return [f'<rect class="zone" x="0" y="{_n(upper)}" width="{WIDTH}" height="{_n(lower - upper)}"/>', *edges]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value at its own time: `place` runs from 0 (the first) to 1 (the last)."""

    place: float
    value: float
    is_hollow: bool = False


def scatter(
    marks: Sequence[Mark],
    rows: Sequence[tuple[str, ...]],
    caption: Caption,
    *,
    colour: str = "c-effort",
    bounds: tuple[float, float],
    usual: Range = None,
    ends: tuple[str, str] = ("", ""),
    height: int = 72,
) -> Chart:
    """Dots in the distance of their times, never joined. `usual` draws a grey band over the whole width."""
    _check([mark.value for mark in marks], rows, colour)
    reach, inner = WIDTH - 2 * (DOT_RADIUS + 1), height - 2 * (DOT_RADIUS + 1)

    def y(value: float) -> float:
        share = (min(max(value, bounds[0]), bounds[1]) - bounds[0]) / (bounds[1] - bounds[0])
        return height - DOT_RADIUS - 1 - share * inner

    shapes = [_rect("usual", 0, y(usual[1]), WIDTH, y(usual[0]) - y(usual[1]))] if usual else []
    for mark in marks:
        kind = "dot hollow" if mark.is_hollow else "dot"
        x = DOT_RADIUS + 1 + mark.place * reach
        shapes.append(f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y(mark.value))}" r="{_n(DOT_RADIUS)}"/>')
    base = height + TICK_HEIGHT - 3
    shapes += [
        f'<text x="{x}" y="{base}" text-anchor="{anchor}">{escape(text)}</text>'
        for x, anchor, text in ((0, "start", ends[0]), (WIDTH, "end", ends[1]))
        if text
    ]
    return _chart(caption, shapes, tuple(rows), colour, height, ("",) if any(ends) else ())


def spans(
    values: Sequence[Range],
    labels: Sequence[str],
    caption: Caption,
    *,
    levels: Sequence[tuple[float, str]],
    colour: str = "c-sleep",
    show: Callable[[float], str] = "{:g}".format,
    more: Sequence[str] = (),
    ticks: Sequence[str] = (),
    height: int = 110,
) -> Chart:
    """Bars from a start down to an end, such as nights by the clock. The first and last of `levels` bound the axis.

    `more` is a last cell for each row of the table twin.
    """
    _check([end for reach in values for end in reach or ()], [""] * 2 * sum(map(bool, values)), colour)
    if len(values) != len(labels) or (more and len(more) != len(values)):
        raise ValueError("One label, and one last cell, for each value.")
    top, bottom = levels[0][0], levels[-1][0]
    step = (WIDTH - LEVEL_WIDTH) / len(values) if values else WIDTH

    def at(value: float) -> float:
        return (min(max(value, top), bottom) - top) / (bottom - top) * (height - 12) + 6

    shapes = [shape for value, word in levels for shape in _level(at(value), word)]
    wide = step * BAR_SHARE
    for column, reach in enumerate(values):
        left = LEVEL_WIDTH + (column + 0.5) * step - wide / 2
        if reach is None:
            shapes.append(_rect("gap", left, (height - GAP_HEIGHT) / 2, wide, GAP_HEIGHT))
        else:
            shapes.append(_rect("bar", left, at(reach[0]), wide, max(2.0, at(reach[1]) - at(reach[0]))))
    rows = tuple(
        (label, *((caption.gap, caption.gap) if reach is None else map(show, reach)), *more[column : column + 1])
        for column, (label, reach) in enumerate(zip(labels, values, strict=True))
    )
    return _chart(caption, shapes, rows, colour, height, ticks, inset=LEVEL_WIDTH)


def _level(y: float, word: str) -> list[str]:
    """A line across the picture and its word in the inset."""
    line = f'<line class="grid" x1="{LEVEL_WIDTH}" x2="{WIDTH}" y1="{_n(y)}" y2="{_n(y)}"/>'
    return [line, f'<text x="0" y="{_n(y + 4)}">{escape(word)}</text>']


def _lines(points: Sequence[tuple[str, str] | None]) -> list[str]:
    """One path for each run of two or more neighbouring points."""
    paths = []
    for is_gap, run in groupby(points, key=lambda point: point is None):
        joined = [f"{point[0]} {point[1]}" for point in run if point is not None]
        if not is_gap and len(joined) > 1:
            paths.append(f'<path class="line" d="M{" L".join(joined)}"/>')
    return paths


def _check(values: Sequence[Value], labels: Sequence[object], colour: str) -> None:
    if len(values) != len(labels):
        raise ValueError("One label for each value.")
    if colour not in COLOURS:
        raise ValueError(f"Unknown colour class {colour}.")
    if not all(value is None or math.isfinite(value) for value in values):
        raise ValueError("A missing value is None.")


def _chart(
    caption: Caption,
    shapes: Sequence[str],
    rows: tuple[tuple[str, ...], ...],
    colour: str,
    height: int,
    ticks: Sequence[str],
    inset: int = 0,
) -> Chart:
    ident, y = escape(caption.ident), height + TICK_HEIGHT - 3
    under = "".join(_tick(column, len(ticks), y, tick, inset) for column, tick in enumerate(ticks) if tick)
    tall = height + (TICK_HEIGHT if ticks else 0)
    svg = Svg(
        f'<svg viewBox="0 0 {WIDTH} {tall}" role="img" aria-labelledby="{ident}-title {ident}-desc">'
        f'<title id="{ident}-title">{escape(caption.title)}</title>'
        f'<desc id="{ident}-desc">{escape(caption.description)}</desc>'
        f'<g class="{colour}">{"".join(shapes)}</g>{under}</svg>'
    )
    return Chart(caption.title, caption.value, caption.sentence, svg, caption.headers, rows)


def _tick(column: int, count: int, y: int, text: str, inset: int) -> str:
    """A word under its column; a long one under a narrow last column ends with the picture."""
    step = (WIDTH - inset) / count
    x, anchor = inset + (column + 0.5) * step, "middle"
    if column == count - 1 and step < LAST_TICK_FITS and len(text) > 1:
        x, anchor = float(WIDTH), "end"
    return f'<text x="{_n(x)}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _range_cells(
    ranges: Sequence[Range], column: int, show: Callable[[float], str], caption: Caption
) -> tuple[str, ...]:
    if not ranges:
        return ()
    reach = ranges[column]
    return (caption.gap, caption.gap) if reach is None else (show(reach[0]), show(reach[1]))


def _shown(value: Value, show: Callable[[float], str], caption: Caption) -> str:
    return caption.gap if value is None else show(value)


@lru_cache(maxsize=64)
def _bar_places(count: int) -> tuple[list[str], str]:
    """The left edge of each bar and their width; the same for every chart of as many columns."""
    step = WIDTH / (count or 1)
    wide = step * BAR_SHARE
    return [_n((column + 0.5) * step - wide / 2) for column in range(count)], _n(wide)


@lru_cache(maxsize=64)
def _middles(count: int) -> list[str]:
    """The middle of each column."""
    return [_n((column + 0.5) * WIDTH / count) for column in range(count)]


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="3"/>'


def _n(number: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")
