"""Charts: what is drawn where, that gaps are never values, and that texts are escaped."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts import BAR_SHARE, LEVEL_WIDTH, WIDTH, Caption, Chart, Mark, bars, dotline, scatter, spans

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CAPTION = Caption(
    "training", "Training, minutes", "Three bars in seven days.", ("Day", "Minutes"), value="95", gap="none"
)


def parse(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def shapes(chart: Chart, name: str) -> list[dict[str, str]]:
    return [shape.attrib for shape in parse(chart).iter() if shape.get("class") == name]


def columns(drawn: list[dict[str, str]], count: int) -> list[int]:
    """The columns in which rectangles or circles stand, from the middle of each."""
    middles = [float(s["cx"]) if "cx" in s else float(s["x"]) + float(s["width"]) / 2 for s in drawn]
    return [int(middle / (WIDTH / count)) for middle in middles]


def heights(chart: Chart) -> list[float]:
    return [float(bar["height"]) for bar in shapes(chart, "bar")]


def test_bars_of_a_week():
    chart = bars([30, None, 40, None, None, 25, None], WEEK, CAPTION)
    assert columns(shapes(chart, "bar"), 7) == [0, 2, 5]
    assert columns(shapes(chart, "gap"), 7) == [1, 3, 4, 6]
    assert heights(chart) == [30, 40, 25]
    assert chart.rows == (
        ("Mon", "30"), ("Tue", "none"), ("Wed", "40"), ("Thu", "none"), ("Fri", "none"), ("Sat", "25"), ("Sun", "none"),
    )  # fmt: skip
    assert (chart.title, chart.value, chart.headers) == ("Training, minutes", "95", ("Day", "Minutes"))


def test_a_logged_zero_is_a_thin_bar_and_no_gap():
    chart = bars([0, None], ["a", "b"], CAPTION)
    assert heights(chart) == [2]
    assert len(shapes(chart, "gap")) == 1
    assert chart.rows == (("a", "0"), ("b", "none"))


def test_gaps_of_bars_may_stay_blank():
    assert shapes(bars([1, None], ["a", "b"], CAPTION, mark_gaps=False), "gap") == []


def test_target_line_shares_the_scale():
    chart = bars([75, 300], ["a", "b"], CAPTION, target=150, top=200)
    assert heights(chart) == [10, 40]
    assert [line["y1"] for line in shapes(chart, "target")] == ["20"]


def test_line_breaks_at_gaps():
    chart = dotline([5, 4, 7, None, 6, 8, None], WEEK, CAPTION, bounds=(0, 10))
    assert columns(shapes(chart, "dot"), 7) == [0, 1, 2, 4, 5]
    assert [path["d"].count("L") for path in shapes(chart, "line")] == [2, 1]


def test_a_lone_dot_has_no_line():
    chart = dotline([None, 5, None], WEEK[:3], CAPTION)
    assert len(shapes(chart, "dot")) == 1
    assert shapes(chart, "line") == []


def test_dots_span_the_bounds():
    low, high = shapes(dotline([0, 10], ["a", "b"], CAPTION, height=44), "dot")
    assert (low["cy"], high["cy"]) == ("38.5", "5.5")


def test_ranges_are_bands_and_cells():
    chart = dotline([5, None], ["a", "b"], CAPTION, ranges=[(3, 8), None])
    (band,) = shapes(chart, "band")
    assert (float(band["y"]), float(band["height"])) == (12.1, 16.5)
    assert chart.rows == (("a", "5", "3", "8"), ("b", "none", "none", "none"))


def test_marks_stand_at_their_time_and_are_never_joined():
    marks = [Mark(0, 1), Mark(0.5, 2, is_hollow=True), Mark(1, 3)]
    rows = (("Mon", "1"), ("Wed", "2"), ("Sun", "3"))
    chart = scatter(marks, rows, CAPTION, bounds=(0, 4), ends=("Mon", "Sun"), height=51)
    assert [(dot["cx"], dot["cy"]) for dot in shapes(chart, "dot")] == [("5.5", "35.5"), ("324.5", "15.5")]
    assert [(dot["cx"], dot["cy"]) for dot in shapes(chart, "dot hollow")] == [("165", "25.5")]
    assert (shapes(chart, "line"), shapes(chart, "usual"), chart.rows) == ([], [], rows)
    assert [text.text for text in parse(chart).iter("text")] == ["Mon", "Sun"]


def test_the_usual_band_spans_the_width_and_stays_inside():
    chart = scatter([Mark(0.5, 2)], (("Mon", "2"),), CAPTION, bounds=(0, 4), usual=(1, 9), height=51)
    (band,) = shapes(chart, "usual")
    assert [float(band[name]) for name in ("x", "y", "width", "height")] == [0, 5.5, WIDTH, 30]


def test_values_are_shown_as_asked():
    assert bars([425], ["Mon"], CAPTION, show=lambda m: f"{int(m) // 60} h {int(m) % 60:02d}").rows == (
        ("Mon", "7 h 05"),
    )


def test_picture_is_named_for_a_screen_reader():
    svg = parse(bars([1], ["Mon"], CAPTION, ticks=["M"]))
    texts = {element.get("id"): element.text for element in svg if element.get("id")}
    assert svg.get("role") == "img"
    assert [texts[ident] for ident in svg.get("aria-labelledby").split()] == [CAPTION.title, CAPTION.description]
    assert svg.find("text").text == "M"


HOSTILE = '"><script>alert(1)</script>&'


def test_every_text_is_escaped():
    hostile = Caption(HOSTILE, HOSTILE, HOSTILE, ("", ""))
    for chart in (
        bars([1], [HOSTILE], hostile, ticks=[HOSTILE]),
        dotline([1], [HOSTILE], hostile, ticks=[HOSTILE]),
        scatter([Mark(0, 1)], ((HOSTILE, "1"),), hostile, bounds=(0, 2), ends=(HOSTILE, HOSTILE)),
    ):
        assert "<script" not in chart.svg
        assert parse(chart).find("title").text == HOSTILE


def test_nothing_is_styled_or_scripted_inline():
    chart = dotline([1, 2], ["a", "b"], CAPTION, ranges=[(0, 3), (1, 2)], ticks=["a", "b"])
    assert not re.search(r"\sstyle=|<style|\son\w+=", chart.svg)


def test_template_prints_the_markup_as_it_is():
    from django.template import engines

    chart = bars([1], ["Mon"], CAPTION)
    assert engines["django"].from_string("{{ chart.svg }}").render({"chart": chart}) == chart.svg


@pytest.mark.parametrize(
    ("values", "labels", "options"),
    [
        ([1, 2], ["a"], {}),
        ([1], ["a"], {"colour": "red"}),
        ([float("nan")], ["a"], {}),
        ([-1], ["a"], {}),
    ],
)
def test_wrong_data_is_refused(values, labels, options):
    with pytest.raises(ValueError):
        bars(values, labels, CAPTION, **options)


series = st.lists(st.none() | st.floats(0, 1000), max_size=60)


@given(series, st.booleans())
def test_gaps_are_never_drawn_as_values_in_bars(values, mark):
    chart = bars(values, [str(n) for n in range(len(values))], CAPTION, mark_gaps=mark)
    present = [column for column, value in enumerate(values) if value is not None]
    missing = [column for column, value in enumerate(values) if value is None]
    assert columns(shapes(chart, "bar"), len(values)) == present
    assert columns(shapes(chart, "gap"), len(values)) == (missing if mark else [])
    assert [row[1] == "none" for row in chart.rows] == [value is None for value in values]


@given(series)
def test_gaps_are_never_drawn_as_values_in_lines(values):
    chart = dotline(values, [str(n) for n in range(len(values))], CAPTION, bounds=(0, 1000))
    present = [column for column, value in enumerate(values) if value is not None]
    assert columns(shapes(chart, "dot"), len(values)) == present
    joins = [tuple(int(float(x) / (WIDTH / len(values))) for x in re.findall(r"[ML]([\d.]+)", path["d"]))
             for path in shapes(chart, "line")]  # fmt: skip
    drawn = {pair for path in joins for pair in pairwise(path)}
    assert drawn == {(a, b) for a, b in pairwise(present) if b == a + 1}


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60))
def test_bars_stay_inside_the_picture_and_in_order(values):
    drawn = shapes(bars(values, ["x"] * len(values), CAPTION), "bar")
    assert all(float(bar["y"]) >= 0 and float(bar["y"]) + float(bar["height"]) <= 40.11 for bar in drawn)
    assert all(float(bar["width"]) <= WIDTH / len(values) * BAR_SHARE + 0.1 for bar in drawn)
    for (one, bar), (other, next_bar) in pairwise(zip(values, drawn, strict=True)):
        assert (one <= other) <= (float(bar["height"]) <= float(next_bar["height"]))


LEVELS = [(0, "noon"), (60, "one"), (120, "two")]


def test_spans_hang_between_their_levels():
    chart = spans([(0, 60), None, (60, 120)], ["a", "b", "c"], CAPTION, levels=LEVELS, more=["x", "y", "z"], height=112)
    assert [(float(bar["y"]), float(bar["height"])) for bar in shapes(chart, "bar")] == [(6, 50), (56, 50)]
    assert [float(line["y1"]) for line in shapes(chart, "grid")] == [6, 56, 106]
    assert len(shapes(chart, "gap")) == 1
    assert [text.text for text in parse(chart).iter() if text.tag.endswith("text")] == ["noon", "one", "two"]
    assert chart.rows == (("a", "0", "60", "x"), ("b", "none", "none", "y"), ("c", "60", "120", "z"))
    assert all(float(bar["x"]) >= LEVEL_WIDTH for bar in shapes(chart, "bar"))


@pytest.mark.parametrize(
    ("values", "labels", "more"), [([(0, 1)], [], []), ([(0, 1)], ["a"], ["x", "y"]), ([(0, float("nan"))], ["a"], [])]
)
def test_wrong_spans_are_refused(values, labels, more):
    with pytest.raises(ValueError):
        spans(values, labels, CAPTION, levels=LEVELS, more=more)


reaches = st.tuples(st.floats(0, 1000), st.floats(0, 1000)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.none() | reaches, max_size=30))
def test_gaps_are_never_drawn_as_values_in_spans(values):
    chart = spans(values, [str(n) for n in range(len(values))], CAPTION, levels=[(0, "0"), (1000, "1000")])
    drawn = shapes(chart, "bar")
    step = (WIDTH - LEVEL_WIDTH) / (len(values) or 1)
    found = [int((float(bar["x"]) + float(bar["width"]) / 2 - LEVEL_WIDTH) / step) for bar in drawn]
    assert found == [column for column, value in enumerate(values) if value is not None]
    assert all(float(bar["y"]) >= 5.9 and float(bar["y"]) + float(bar["height"]) <= 106.2 for bar in drawn)
