"""Conversions with exact factors, and the accepted ranges at their borders."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import units

D = Decimal


@pytest.mark.parametrize(
    ("kind", "value", "unit", "stored"),
    [
        ("weight", "70.25", "kg", (D("70.25"), "kg")),
        ("weight", "150", "lb", (D("68.04"), "kg")),
        ("weight", 150, "LBS", (D("68.04"), "kg")),
        ("weight", "141", "斤", (D("70.50"), "kg")),
        ("weight", "141", "jin", (D("70.50"), "kg")),
        ("waist", "30", "in", (D("76.20"), "cm")),
        ("body_fat", "22.5", "%", (D("22.50"), "%")),
        ("resting_hr", "54", "bpm", (D(54), "bpm")),
        ("resting_hr", 54, None, (D(54), "bpm")),
        ("resting_hr", "54.0", "", (D(54), "bpm")),
        ("steps", 0, "steps", (D(0), "steps")),
        ("hs_crp", "0.2", "mg/dL", (D("2.000"), "mg/L")),
        ("il6", "2.4", "ng/L", (D("2.400"), "pg/mL")),
        ("tnf_alpha", "8.1", "pg/ml", (D("8.100"), "pg/mL")),
        ("il1_beta", "0.05", "pg/mL", (D("0.050"), "pg/mL")),
        ("glucose", "99", "mg/dL", (D("5.50"), "mmol/L")),
        ("six_minute_walk", "500", "m", (D("500.0"), "m")),
        ("six_minute_walk", "1500", "ft", (D("457.2"), "m")),
    ],
)
def test_normalise(kind, value, unit, stored):
    assert units.normalise(kind, value, unit) == stored


@pytest.mark.parametrize("kind", units.KINDS)
def test_both_ends_of_the_range_are_accepted_and_no_more(kind):
    known = units.KINDS[kind]
    step = D(1).scaleb(-known.digits)
    for end, beyond in ((known.low, known.low - step), (known.high, known.high + step)):
        assert units.normalise(kind, end, known.unit) == (end, known.unit)
        with pytest.raises(units.MeasurementError) as refused:
            units.normalise(kind, beyond, known.unit)
        assert (refused.value.field, refused.value.code) == ("value", "out_of_range")
        assert refused.value.params == {"low": f"{known.low:f}", "high": f"{known.high:f}", "unit": known.unit}


@pytest.mark.parametrize(
    ("kind", "value", "unit", "field", "code"),
    [
        ("height", "180", "cm", "kind", "unknown_kind"),
        ("blood_pressure", "120", "mmHg", "kind", "unknown_kind"),
        ("weight", "70", "stone", "unit", "unknown_unit"),
        ("weight", "seventy", "kg", "value", "not_a_number"),
        ("weight", "NaN", "kg", "value", "not_a_number"),
        ("weight", "Infinity", "kg", "value", "not_a_number"),
        ("hs_crp", "9e999999", "mg/dL", "value", "out_of_range"),
        ("resting_hr", "54.5", "bpm", "value", "not_whole"),
        ("weight", "50", "lb", "value", "out_of_range"),
    ],
)
def test_refused_with_field_and_code(kind, value, unit, field, code):
    with pytest.raises(units.MeasurementError) as refused:
        units.normalise(kind, value, unit)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_unknown_unit_names_the_accepted_ones():
    with pytest.raises(units.MeasurementError) as refused:
        units.normalise("glucose", "99", "g/L")
    assert refused.value.params == {"units": "mmol/L, mg/dL"}


def test_hs_crp_hints_at_the_commonest_mistake():
    with pytest.raises(units.MeasurementError) as refused:
        units.normalise("hs_crp", "0.005", "mg/L")
    assert refused.value.hint == "is_mg_per_dl"


@pytest.mark.parametrize(
    ("pressure", "field", "code"),
    [
        ((59, 40, None), "systolic", "out_of_range"),
        ((281, 90, None), "systolic", "out_of_range"),
        ((120, 29, None), "diastolic", "out_of_range"),
        ((250, 181, None), "diastolic", "out_of_range"),
        ((120, 80, 29), "pulse", "out_of_range"),
        ((120, 80, 241), "pulse", "out_of_range"),
        ((None, 80, 60), "systolic", "required"),
        ((120, None, 60), "diastolic", "required"),
        ((80, 80, None), "diastolic", "diastolic_not_below_systolic"),
    ],
)
def test_blood_pressure_refused(pressure, field, code):
    with pytest.raises(units.MeasurementError) as refused:
        units.check_blood_pressure(*pressure)
    assert (refused.value.field, refused.value.code) == (field, code)


@pytest.mark.parametrize("pressure", [(60, 30, 30), (280, 180, 240), (120, 80, None)])
def test_blood_pressure_accepted(pressure):
    units.check_blood_pressure(*pressure)


@given(st.decimals(25, 350, places=2), st.sampled_from(["kg", "lb", "jin"]))
def test_weight_shown_and_typed_again_is_the_same(kg, unit):
    shown = units.rounded(units.kg_to(unit, kg), 2)
    assert abs(units.kg_from(unit, shown) - kg) <= D("0.005")


def test_a_mile():
    assert units.mi_to_km(D(26)) == D("41.842944")
    assert units.km_to_mi(D("1.609344")) == 1
