"""What charts of weeks add: a band behind the bars, diamonds far apart, a sentence that needs no picture."""

from xml.etree import ElementTree as ET

import pytest

from core.charts import WIDTH, Caption, Chart, bars, diamonds, words

CAPTION = Caption("psqi", "PSQI", "Diamonds.", ("Week", "Total", "How"), value="last 6", sentence="Two sheets.")
WEEKS = [str(number) for number in range(10)]


def shapes(chart: Chart, name: str) -> list[dict[str, str]]:
    return [shape.attrib for shape in ET.fromstring(chart.svg).iter() if shape.get("class") == name]


def test_a_zone_lies_on_the_scale_of_the_bars_and_widens_it() -> None:
    chart = bars([150, 75], ["a", "b"], CAPTION, zone=(150, 300), height=40)
    assert [float(bar["height"]) for bar in shapes(chart, "bar")] == [20, 10]
    (zone,) = shapes(chart, "zone")
    assert (zone["y"], zone["height"], zone["width"]) == ("0", "20", str(WIDTH))
    assert [line["y1"] for line in shapes(chart, "target")] == ["20", "0"]
    assert chart.svg.index('class="zone"') < chart.svg.index('class="bar"')


def placed(*sheets: tuple[int, float, str]) -> Chart:
    values: list[float | None] = [None] * 10
    groups = [""] * 10
    for week, value, group in sheets:
        values[week], groups[week] = value, group
    return diamonds(values, WEEKS, groups, CAPTION, reach=4, bounds=(0, 21), height=56)


@pytest.mark.parametrize(
    ("sheets", "joined"),
    [
        ([(0, 5, "a"), (4, 7, "a")], 1),
        ([(0, 5, "a"), (5, 7, "a")], 0),
        ([(0, 5, "a"), (4, 7, "b")], 0),
        ([(0, 5, "a"), (2, 7, "b"), (4, 7, "a")], 0),
        ([(0, 5, "a"), (4, 7, "a"), (8, 9, "a")], 2),
        ([(3, 5, "a")], 0),
    ],
)
def test_diamonds_are_joined_within_a_group_and_reach(sheets, joined) -> None:
    chart = placed(*sheets)
    assert (len(shapes(chart, "diamond")), len(shapes(chart, "line thin"))) == (len(sheets), joined)


def test_diamonds_span_the_bounds_and_the_table_names_the_group() -> None:
    chart = placed((0, 0, "a"), (9, 21, "b"))
    tops = [shape["d"].split("l")[0].split(" ")[1] for shape in shapes(chart, "diamond")]
    assert tops == ["43", "1"]
    assert [row for row in chart.rows if row[2] != "–"] == [("0", "0", "a"), ("9", "21", "b")]
    assert chart.rows[1] == ("1", "–", "–")


def test_words_alone_have_neither_picture_nor_table() -> None:
    chart = words(CAPTION)
    assert (chart.title, chart.value, chart.sentence) == ("PSQI", "last 6", "Two sheets.")
    assert (chart.svg, chart.rows, chart.body) == ("", (), "")


def test_a_table_with_signs_is_escaped_and_one_without_is_the_same() -> None:
    plain, signs = bars([1], ["a"], CAPTION), bars([1], ["<a>"], CAPTION)
    assert plain.body == '<tr><th scope="row">a</th><td>1</td></tr>'
    assert signs.body == '<tr><th scope="row">&lt;a&gt;</th><td>1</td></tr>'
