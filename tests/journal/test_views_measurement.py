"""One kind of measurement: its form, what is stored, its history, and what a kind that is off shows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from journal.body_kinds import GROUPS
from journal.models import Measurement, MeasurementKind
from tests.factories import make_person

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
WHEN = {"measured_at": "2026-03-12T08:00"}
LABORATORY = [kind.value for kind in GROUPS["laboratory"]]


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lou(db):
    """Everything is switched on."""
    return make_person("lou@example.org", body_kinds=MeasurementKind.values)


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def make_value(person, kind, value, at=NOW, **fields):
    fields = {"day": at.date(), "utc_offset": 60} | fields
    return Measurement.objects.create(person=person, kind=kind, value=value, measured_at=at, **fields)


@pytest.mark.parametrize(
    ("kind", "posted", "stored"),
    [
        ("weight", {"value": "160", "unit": "lb"}, ("72.57", "kg")),
        ("weight", {"value": "72.5", "unit": "kg"}, ("72.5", "kg")),
        ("weight", {"value": "72,5", "unit": "kg"}, ("72.5", "kg")),
        ("weight", {"value": "145", "unit": "jin"}, ("72.5", "kg")),
        ("waist", {"value": "84.5", "unit": "cm"}, ("84.5", "cm")),
        ("resting_hr", {"value": "58", "unit": "bpm"}, ("58", "bpm")),
        ("body_fat", {"value": "28,4", "unit": "%"}, ("28.4", "%")),
        ("six_minute_walk", {"value": "1640", "unit": "ft"}, ("499.9", "m")),
        ("glucose", {"value": "99", "unit": "mg/dL"}, ("5.5", "mmol/L")),
        ("hs_crp", {"value": "0.2", "unit": "mg/dL"}, ("2", "mg/L")),
    ],
)
def test_values_are_stored_in_one_unit(browse, lou, kind, posted, stored):
    answer = browse(lou).post(url("measurement-form", kind), posted | WHEN)
    row = lou.measurements.get()
    assert (row.kind, row.value, row.unit) == (kind, Decimal(stored[0]), stored[1])
    assert row.measured_at == datetime(2026, 3, 12, 7, tzinfo=UTC)
    assert answer["Location"] == url("measurement-form", kind)


@pytest.mark.parametrize(
    ("kind", "posted", "said"),
    [
        ("weight", {"value": "20", "unit": "kg"}, "Use a value from 25 to 350 kg."),
        ("weight", {"value": "", "unit": "kg"}, "This field is required."),
        ("steps", {"value": "12.5", "unit": "steps"}, "Use a whole number."),
        ("steps", {"value": "9000", "unit": "steps", "day": "2026-03-13"}, "This day has not come yet."),
        ("resting_hr", {"value": "121", "unit": "bpm"}, "Use a value from 30 to 120 bpm."),
        ("hs_crp", {"value": "0.002", "unit": "mg/L"}, "1 mg/dL is 10 mg/L."),
        ("il6", {"value": "1001", "unit": "pg/mL"}, "Use a value from 0.1 to 1000 pg/mL."),
        ("hs_crp", {"value": "1", "unit": "mg/L", "hours_since_hard": "1001"}, "from 0 to 1000"),
        ("blood_pressure", {"systolic": "80", "diastolic": "90"}, "The lower value must be below the upper one."),
        ("blood_pressure", {"systolic": "500", "diastolic": "90"}, "from 60 to 280"),
        ("blood_pressure", {"systolic": "120", "diastolic": "80", "systolic_2": "118"}, "This field is required."),
        ("blood_pressure", {"systolic": "120", "diastolic": "80", "pulse_2": "60"}, "This field is required."),
        ("weight", {"value": "70", "unit": "kg", "measured_at": "2026-03-12T19:11"}, "This time is still to come."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(browse, lou, kind, posted, said):
    page = browse(lou).post(url("measurement-form", kind), WHEN | posted)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not lou.measurements.exists()


# Blood pressure


def test_two_readings_are_stored_a_minute_apart(browse, lou):
    posted = {"systolic": "128", "diastolic": "82", "pulse": "60", "systolic_2": "124", "diastolic_2": "81"}
    browse(lou).post(url("measurement-form", "blood_pressure"), posted | WHEN)
    rows = lou.measurements.order_by("measured_at").values_list("measured_at", "systolic", "diastolic", "pulse")
    first = datetime(2026, 3, 12, 7, tzinfo=UTC)
    assert list(rows) == [(first, 128, 82, 60), (first + timedelta(minutes=1), 124, 81, None)]


def test_a_refused_second_reading_leaves_none_of_the_two(browse, lou):
    posted = {"systolic": "128", "diastolic": "82", "systolic_2": "124", "diastolic_2": "124"}
    page = browse(lou).post(url("measurement-form", "blood_pressure"), posted | WHEN)
    assert page.context["form"].errors.keys() == {"diastolic_2"}
    assert not lou.measurements.exists()


@pytest.mark.parametrize(
    ("first", "second", "is_high"),
    [
        ((179, 119), None, False),
        ((180, 90), None, True),
        ((150, 120), None, True),
        ((150, 90), (180, 90), True),
        ((150, 90), (150, 95), False),
    ],
)
def test_a_very_high_pressure_asks_to_rest_and_measure_again(browse, lou, first, second, is_high):
    posted = {"systolic": first[0], "diastolic": first[1]} | WHEN
    if second:
        posted |= {"systolic_2": second[0], "diastolic_2": second[1]}
    answer = browse(lou).post(url("measurement-form", "blood_pressure"), posted, follow=True)
    page = answer.content.decode()
    assert lou.measurements.count() == (2 if second else 1)
    assert ("rest for five minutes, and measure again" in page) is is_high
    assert ("contact a doctor today" in page) is is_high
    assert (f"{first[0]}/{first[1]}" in page) is not is_high


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "link"),
    [("Europe/Oslo", 'href="tel:112"'), ("Asia/Shanghai", 'href="tel:120"'), ("UTC", reverse("core:help"))],
)
def test_the_page_names_the_emergency_number_of_the_place(browse, zone, link):
    person = make_person("lou@example.org", time_zone=zone)
    page = browse(person).get(url("pressure-high"))
    assert link in page.content.decode()
    for said in (
        "rest for five minutes, and measure again",
        "contact a doctor today",
        "pain in the chest, breathlessness, weakness on one side, trouble speaking or seeing, or a severe headache",
    ):
        assert said in page.content.decode()


# Steps


@pytest.mark.parametrize(
    ("day", "measured_at"),
    [
        ("", NOW),
        ("2026-03-12", NOW),
        ("2026-03-10", datetime(2026, 3, 10, 22, 59, tzinfo=UTC)),
    ],
)
def test_steps_belong_to_a_day(browse, lou, day, measured_at):
    browse(lou).post(url("measurement-form", "steps"), {"value": "8200", "unit": "steps", "day": day})
    row = lou.measurements.get()
    assert (row.value, row.measured_at, row.day) == (8200, measured_at, date.fromisoformat(day or "2026-03-12"))


def test_steps_of_today_are_one_number_and_one_tap(browse, lou):
    client = browse(lou)
    for name in ("log", "measurement-list"):
        page = client.get(url(name)).content.decode()
        assert f'action="{url("measurement-form", "steps")}"' in page
        posted = {"value": "8200", "unit": "steps", "next": url(name)}
        assert client.post(url("measurement-form", "steps"), posted)["Location"] == url(name)
    assert lou.measurements.count() == 2


def test_steps_entered_again_correct_the_day(browse, lou):
    client = browse(lou)
    for minutes, value in enumerate(("4000", "9000")):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            client.post(url("measurement-form", "steps"), {"value": value, "unit": "steps", "day": "2026-03-10"})
    assert lou.measurements.step_days() == lou.measurements.first_step_days(500, 14) == {date(2026, 3, 10): 9000}


# Laboratory


@pytest.mark.parametrize("kind", LABORATORY)
def test_a_sample_is_kept_with_its_value(browse, lou, kind):
    posted = WHEN | {"value": "2", "is_below_detection": "on", "fasting": "yes", "had_infection": "no"}
    posted |= {"hours_since_hard": "30"}
    client = browse(lou)
    posted["unit"] = client.get(url("measurement-form", kind)).context["form"]["unit"].initial
    client.post(url("measurement-form", kind), posted | {"laboratory": "Harbour lab"})
    row = lou.measurements.get()
    assert (row.is_below_detection, row.fasting, row.had_infection, row.hours_since_hard, row.laboratory) == (
        True, "yes", False, 30, "Harbour lab",
    )  # fmt: skip
    assert "&lt;\N{NO-BREAK SPACE}2" in client.get(url("measurement-form", kind)).content.decode()


@pytest.mark.parametrize(("answer", "stored"), [("yes", True), ("no", False), ("", None)])
def test_an_infection_is_yes_no_or_not_said(browse, lou, answer, stored):
    client = browse(lou)
    client.post(url("measurement-form", "hs_crp"), {"value": "1", "unit": "mg/L", "had_infection": answer} | WHEN)
    row = lou.measurements.get()
    assert row.had_infection is stored
    assert client.get(url("measurement-edit", "hs_crp", row.pk)).context["form"]["had_infection"].value() == answer


# Corrections


def test_imperial_people_read_and_correct_pounds(browse, lou):
    lou.units = "imperial"
    lou.save()
    row = make_value(lou, "weight", "72.60", unit="kg")
    client = browse(lou)
    assert "160.1\N{NO-BREAK SPACE}lb" in client.get(url("measurement-form", "weight")).content.decode()
    assert 'value="160.06"' in client.get(url("measurement-edit", "weight", row.pk)).content.decode()
    client.post(url("measurement-edit", "weight", row.pk), {"value": "150", "unit": "lb"} | WHEN)
    row.refresh_from_db()
    assert row.value == Decimal("68.04")


@pytest.mark.parametrize(
    ("load_unit", "units", "shown"), [("", "metric", "70"), ("jin", "metric", "140"), ("kg", "imperial", "70")]
)
def test_weight_is_read_in_the_unit_of_weights(browse, lou, load_unit, units, shown):
    lou.load_unit, lou.units = load_unit, units
    lou.save()
    make_value(lou, "weight", "70", unit="kg")
    page = browse(lou).get(url("measurement-form", "weight"))
    assert [value.partition("\N{NO-BREAK SPACE}")[0] for _row, value in page.context["rows"]] == [shown]


def test_a_correction_without_a_change_moves_nothing(browse, lou):
    lou.units = "imperial"
    lou.save()
    at = datetime(2026, 3, 12, 6, 58, 31, tzinfo=UTC)
    row = make_value(lou, "weight", "72.60", at, unit="kg", utc_offset=480)
    client = browse(lou)
    form = client.get(url("measurement-edit", "weight", row.pk)).context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted["measured_at"] = posted["measured_at"].strftime("%Y-%m-%dT%H:%M")
    client.post(url("measurement-edit", "weight", row.pk), posted)
    row.refresh_from_db()
    assert (row.value, row.measured_at, row.utc_offset) == (Decimal("72.60"), at, 480)


def test_steps_corrected_keep_their_time(browse, lou):
    row = make_value(lou, "steps", 4000, NOW - timedelta(days=2), unit="steps")
    client = browse(lou)
    client.post(url("measurement-edit", "steps", row.pk), {"value": "5000", "unit": "steps", "day": "2026-03-10"})
    row.refresh_from_db()
    assert (row.value, row.measured_at) == (5000, NOW - timedelta(days=2))


def test_another_persons_value_is_not_found(browse, lou, chen):
    row = make_value(lou, "weight", "72.5", unit="kg")
    chen.body_kinds = MeasurementKind.values
    chen.save()
    client = browse(chen)
    address = url("measurement-edit", "weight", row.pk)
    assert client.get(address).status_code == 404
    assert client.post(address, {"value": "60", "unit": "kg"} | WHEN).status_code == 404
    assert "72.5" not in client.get(url("measurement-form", "weight")).content.decode()
    assert client.get(url("measurement-form", "height_cm")).status_code == 404
    row.refresh_from_db()
    assert row.value == Decimal("72.5")


# Off


@pytest.mark.parametrize("kind", MeasurementKind.values)
def test_a_kind_that_is_off_shows_its_switch_and_stores_nothing(browse, ana, kind):
    make_value(ana, kind, 5, systolic=142, diastolic=91)
    client = browse(ana)
    page = client.get(url("measurement-form", kind)).content.decode()
    assert "This is switched off" in page
    assert "1 value is kept and hidden. Nothing was deleted." in page
    assert "142/91" not in page
    edit = url("measurement-edit", kind, ana.measurements.get().pk)
    for address in (url("measurement-form", kind), edit):
        assert client.post(address, {"value": "6", "systolic": "120", "diastolic": "80"} | WHEN).status_code == 403
    assert ana.measurements.get().value == 5


@pytest.mark.parametrize(("category", "kind"), [("training", "steps"), ("body", "six_minute_walk"), ("body", "weight")])
def test_each_kind_needs_its_own_consent(browse, lou, category, kind):
    make_value(lou, kind, 98765)
    withdraw_consent(person=lou, category=category)
    client = browse(lou)
    asked = client.get(url("measurement-form", kind)).content.decode()
    assert f'value="{category}"' in asked
    assert "98765" not in asked.replace(",", "")
    assert client.post(url("measurement-form", kind), {"value": "80"} | WHEN).status_code == 403
    other = "weight" if category == "training" else "steps"
    assert client.post(url("measurement-form", other), {"value": "80", "unit": ""} | WHEN).status_code in (302, 422)
    assert lou.measurements.filter(kind=kind).count() == 1


# Cost


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["steps", "resting_hr", "weight", "six_minute_walk", "hs_crp", "blood_pressure"])
@pytest.mark.parametrize("count", [1, 3, 3000])
def test_a_page_asks_the_same_number_of_questions(browse, django_assert_num_queries, kind, count):
    person = make_person(f"{kind}@example.org", body_kinds=[kind])
    fields = {"systolic": 120, "diastolic": 80} if kind == "blood_pressure" else {"value": 60}
    Measurement.objects.bulk_create(
        Measurement(person=person, kind=kind, measured_at=at, day=at.date(), **fields)
        for at in (NOW - timedelta(hours=2 * n) for n in range(count))
    )
    client = browse(person)
    client.get(url("measurement-form", kind))
    extra = {"steps": 1, "weight": 1}.get(kind, 0)
    with django_assert_num_queries(5 + extra):
        page = client.get(url("measurement-form", kind))
    assert len(page.context["rows"]) == min(count, 10)
    with django_assert_num_queries(4):
        client.get(url("measurement-list"))


def test_earlier_values_follow_page_by_page(browse, lou):
    for n in range(23):
        make_value(lou, "resting_hr", 50 + n, NOW - timedelta(days=n))
    client = browse(lou)
    shown = []
    for page in ("1", "2", "3", "x"):
        context = client.get(url("measurement-form", "resting_hr"), {"page": page}).context
        shown.append(([int(row.value) for row, _words in context["rows"]], context["next_page"]))
    assert shown[:3] == [([*range(50, 60)], 2), ([*range(60, 70)], 3), ([70, 71, 72], None)]
    assert shown[3] == shown[0]
