"""Weights and distances in a person's own units; whatever was typed is shown again as it was typed (F-06)."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from journal.load_units import Units, load_words, more_words, show_load, step, stored_load
from journal.measurement_words import in_unit, typed_in_unit
from journal.set_cells import columns, decimal, parse, parse_load, show
from journal.units import KINDS, kg_to, normalise, rounded

KG, LB, JIN = Units("kg", "km"), Units("lb", "mi"), Units("jin", "km")
ALL = [KG, LB, JIN]


def load_cell(units):
    return columns("load", "strength", units)[0]


def distance_cell(units):
    return columns("distance", "running", units)[0]


def typed_numbers(most):
    """Whole numbers, tenths and quarters up to `most`."""
    tenths = st.integers(0, most * 10).map(lambda n: Decimal(n) / 10)
    return st.one_of(tenths, st.integers(0, most * 4).map(lambda n: Decimal(n) / 4))


@pytest.mark.parametrize(
    ("units", "load_unit", "expected"),
    [
        ("metric", "", KG),
        ("imperial", "", LB),
        ("metric", "lb", Units("lb", "km")),
        ("imperial", "kg", Units("kg", "mi")),
        ("metric", "jin", JIN),
        ("imperial", "jin", Units("jin", "mi")),
    ],
)
def test_the_unit_of_weights_follows_the_units_until_it_is_chosen(units, load_unit, expected):
    assert Units.of(User(units=units, load_unit=load_unit)) == expected


@pytest.mark.parametrize(
    ("kg", "units", "in_words", "in_an_input"),
    [
        ("62.50", KG, "62.5 kg", "62.5"),
        ("60.00", KG, "60 kg", "60"),
        ("61.23", KG, "61.23 kg", "61.23"),
        ("61.23", LB, "135 lb", "135"),
        ("20.53", LB, "45.25 lb", "45.25"),
        ("62.50", LB, "137.8 lb", "137.79"),
        ("62.50", JIN, "125 jin", "125"),
        ("61.23", JIN, "122.5 jin", "122.46"),
        ("0.00", LB, "0 lb", "0"),
        ("500.00", LB, "1102.3 lb", "1102.31"),
    ],
)
def test_a_weight_in_words_and_in_an_input(kg, units, in_words, in_an_input):
    with override("en"):
        assert load_words(Decimal(kg), units) == in_words
    assert show_load(Decimal(kg), units.load) == in_an_input


def test_units_have_chinese_names():
    with override("zh-hans"):
        assert [load_words(Decimal("62.5"), units) for units in ALL] == ["62.5 公斤", "137.8 磅", "125 斤"]
        assert [str(load_cell(units).label) for units in ALL] == ["公斤", "磅", "斤"]
    with override("en"):
        assert [str(load_cell(units).label) for units in ALL] == ["kg", "lb", "jin"]


@pytest.mark.parametrize(
    ("old", "new", "units", "more"),
    [
        ("60", "62.5", KG, "2.5 kg"),
        ("70.31", "72.57", LB, "5 lb"),  # 155 and 160 lb: 2.26 kg would read 4.98
        ("60", "62.5", JIN, "5 jin"),
        ("60", "62.5", LB, "5.5 lb"),  # 132.3 and 137.8
    ],
)
def test_a_difference_is_that_of_the_weights_as_they_are_read(old, new, units, more):
    with override("en"):
        assert more_words(Decimal(old), Decimal(new), units) == more


@pytest.mark.parametrize(
    ("increment", "steps"),
    [
        (None, ["2.5", "5", "5"]),
        ("2.5", ["2.5", "5", "5"]),
        ("1.25", ["1.25", "2.5", "2.5"]),
        ("5", ["5", "10", "10"]),
        ("2.27", ["2.27", "5", "4.5"]),  # an own exercise whose step was typed as 5 lb
    ],
)
def test_steps_are_round_in_every_unit(increment, steps):
    kg = None if increment is None else Decimal(increment)
    assert [f"{step(kg, units.load).normalize():f}" for units in ALL] == steps


@given(typed_numbers(1000), st.sampled_from(ALL))
def test_a_typed_load_is_shown_as_it_was_typed(number, units):
    cell = load_cell(units)
    if kg_to("kg", stored_load(number, units.load)) <= 500:
        stored = parse(cell, str(number), units)
        assert Decimal(show(cell, stored, units)) == number
        assert Decimal(load_words(stored, units).split()[0]) == number


@given(st.decimals(0, 500, places=2), st.sampled_from(ALL))
def test_a_stored_load_shown_and_sent_again_is_the_same(kg, units):
    cell = load_cell(units)
    assert parse(cell, show(cell, kg, units), units) == kg


@given(st.decimals(0, 500, places=2), st.sampled_from(ALL))
def test_a_sentence_is_off_by_less_than_its_last_digit(kg, units):
    said = Decimal(load_words(kg, units).split()[0])
    assert abs(said - kg_to(units.load, kg)) <= Decimal("0.05")


@given(st.integers(0, 12_400), st.sampled_from(ALL))
def test_a_typed_distance_is_shown_as_it_was_typed(hundredths, units):
    cell, number = distance_cell(units), Decimal(hundredths) / 100
    assert Decimal(show(cell, parse(cell, str(number), units), units)) == number


@given(st.integers(0, 200_000), st.sampled_from(ALL))
def test_a_stored_distance_shown_and_sent_again_is_the_same(metres, units):
    cell = distance_cell(units)
    assert parse(cell, show(cell, metres, units), units) == metres


@pytest.mark.parametrize(
    ("units", "number", "words"),
    [
        (KG, "500.01", "Enter 0 to 500 kg."),
        (LB, "1102.4", "Enter 0 to 1102 lb."),
        (JIN, "1000.1", "Enter 0 to 1000 jin."),
        (JIN, "-1", "Enter 0 to 1000 jin."),
    ],
)
def test_a_load_out_of_range_is_refused_in_the_own_unit(units, number, words):
    with override("en"), pytest.raises(ValidationError) as refused:
        parse_load(decimal(number), units)
    assert refused.value.messages == [words]


@given(st.sampled_from([(kind, unit) for kind, known in KINDS.items() for unit in known.units]), st.data())
def test_a_measurement_shown_in_its_form_and_sent_again_is_the_same(kind_and_unit, data):
    kind, unit = kind_and_unit
    known = KINDS[kind]
    value = data.draw(st.decimals(known.low, known.high, places=known.digits))
    shown = typed_in_unit(kind, value, unit)
    assert rounded(shown * known.factors.get(unit, Decimal(1)), known.digits) == value


@given(typed_numbers(700), st.sampled_from(["kg", "lb", "jin"]))
def test_a_typed_body_weight_is_shown_as_it_was_typed(number, unit):
    if 25 <= stored_load(number, unit) <= 350:
        stored, _stored_unit = normalise("weight", number, unit)
        assert typed_in_unit("weight", stored, unit) == number == in_unit("weight", stored, unit)
