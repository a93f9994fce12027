"""Measurements: units, ranges, a very high blood pressure, quiet values."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from journal.models import Measurement
from tests.factories import make_person

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
WHEN = {"measured_at": "2026-03-12T08:00"}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def make_value(person, kind, value, unit):
    return Measurement.objects.create(
        person=person, kind=kind, value=value, unit=unit, measured_at=NOW, day=NOW.date(), utc_offset=60
    )


@pytest.mark.parametrize(
    ("kind", "posted", "stored"),
    [
        ("weight", {"value": "160", "unit": "lb"}, ("72.57", "kg")),
        ("weight", {"value": "72.5", "unit": "kg"}, ("72.5", "kg")),
        ("weight", {"value": "145", "unit": "jin"}, ("72.5", "kg")),
        ("waist", {"value": "84.5", "unit": "cm"}, ("84.5", "cm")),
        ("steps", {"value": "8200", "unit": "steps"}, ("8200", "steps")),
        ("hs_crp", {"value": "0.2", "unit": "mg/dL"}, ("2", "mg/L")),
    ],
)
def test_values_are_stored_in_one_unit(browse, ana, kind, posted, stored):
    browse(ana).post(url("measurement-form", kind), posted | WHEN)
    row = ana.measurements.get()
    assert (row.kind, row.value, row.unit) == (kind, Decimal(stored[0]), stored[1])
    assert row.measured_at == datetime(2026, 3, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "posted", "said"),
    [
        ("weight", {"value": "20", "unit": "kg"}, "Use a value from 25 to 350 kg."),
        ("weight", {"value": "", "unit": "kg"}, "This field is required."),
        ("steps", {"value": "12.5", "unit": "steps"}, "Use a whole number."),
        ("blood_pressure", {"systolic": "80", "diastolic": "90"}, "The lower value must be below the upper one."),
        ("blood_pressure", {"systolic": "500", "diastolic": "90"}, "from 60 to 280"),
    ],
)
def test_what_cannot_be_is_refused(browse, ana, kind, posted, said):
    page = browse(ana).post(url("measurement-form", kind), posted | WHEN)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ana.measurements.exists()


@pytest.mark.parametrize(("systolic", "diastolic", "is_high"), [(179, 119, False), (180, 90, True), (150, 120, True)])
def test_a_very_high_pressure_asks_to_rest_and_measure_again(browse, ana, systolic, diastolic, is_high):
    posted = {"systolic": systolic, "diastolic": diastolic} | WHEN
    answer = browse(ana).post(url("measurement-form", "blood_pressure"), posted, follow=True)
    page = answer.content.decode()
    assert ana.measurements.get().systolic == systolic
    assert ("rest for five minutes, and measure again" in page) is is_high
    assert ("contact a doctor today" in page) is is_high
    assert (f"{systolic}/{diastolic}" in page) is not is_high


@pytest.mark.django_db
def test_imperial_people_read_and_correct_pounds(browse):
    person = make_person("lou@example.org", units="imperial")
    row = make_value(person, "weight", "72.57", "kg")
    client = browse(person)
    assert "160 lb" in client.get(url("measurement-form", "weight")).content.decode()
    page = client.get(url("measurement-edit", "weight", row.pk)).content.decode()
    assert 'value="160"' in page
    client.post(url("measurement-edit", "weight", row.pk), {"value": "150", "unit": "lb"} | WHEN)
    row.refresh_from_db()
    assert row.value == Decimal("68.04")


def test_the_overview_keeps_body_values_quiet(browse, ana):
    make_value(ana, "weight", "72.5", "kg")
    make_value(ana, "steps", "8200", "steps")
    page = browse(ana).get(url("measurement-list")).content.decode()
    assert "8200" in page
    assert "72.5" not in page


def test_another_persons_value_is_not_found(browse, ana, chen):
    row = make_value(ana, "weight", "72.5", "kg")
    client = browse(chen)
    assert client.get(url("measurement-edit", "weight", row.pk)).status_code == 404
    assert (
        client.post(url("measurement-edit", "weight", row.pk), {"value": "60", "unit": "kg"} | WHEN).status_code == 404
    )
    assert "72.5" not in client.get(url("measurement-form", "weight")).content.decode()
    assert client.get(url("measurement-form", "height")).status_code == 404


@pytest.mark.django_db
def test_steps_need_training_and_the_body_its_own_consent(browse):
    person = make_person("new@example.org", consents=["training"])
    client = browse(person)
    client.post(url("measurement-form", "steps"), {"value": "8200", "unit": "steps"} | WHEN)
    assert client.post(url("measurement-form", "weight"), {"value": "70", "unit": "kg"} | WHEN).status_code == 403
    assert [row.kind for row in person.measurements.all()] == ["steps"]
