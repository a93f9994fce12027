"""The switches of measurements, height, and whose ranges of blood pressure are named."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from journal.models import Measurement, MeasurementKind
from tests.factories import make_person

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
KINDS = reverse("journal:measurement-kinds")
LIST = reverse("journal:measurement-list")
DAY = reverse("journal:day", args=[NOW.date()])
QUIET = {
    "weight": "Weight moves by a kilogram and more within days",
    "waist": "A tape is off by 1 to 2 cm",
    "body_fat": "Body fat moves with water",
}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def make_value(person, kind, value, **fields):
    return Measurement.objects.create(
        person=person, kind=kind, value=value, measured_at=NOW, day=NOW.date(), utc_offset=60, **fields
    )


def of(person):
    return User.objects.get(pk=person.pk)


def test_all_twelve_are_off_at_first(browse, ana):
    page = browse(ana).get(KINDS).content.decode()
    assert page.count('aria-checked="false"') == len(MeasurementKind)
    assert 'aria-checked="true"' not in page
    assert "Nothing is switched on" in browse(ana).get(LIST).content.decode()


@pytest.mark.parametrize("kind", MeasurementKind.values)
def test_a_switch_offers_a_kind_and_takes_it_back(browse, ana, kind):
    client = browse(ana)
    page = client.post(KINDS, {"kind": kind, "on": "1"}, follow=True).content.decode()
    assert of(ana).body_kinds == [kind]
    assert page.count('aria-checked="true"') == 1
    assert {name for name, said in QUIET.items() if said in page} == {kind} & set(QUIET)
    assert reverse("journal:measurement-form", args=[kind]) in client.get(LIST).content.decode()
    assert client.get(reverse("journal:measurement-form", args=[kind])).context["form"].kind == kind
    page = client.post(KINDS, {"kind": kind, "off": "1"}, follow=True).content.decode()
    assert "Nothing was deleted." in page
    assert of(ana).body_kinds == []
    assert reverse("journal:measurement-form", args=[kind]) not in client.get(LIST).content.decode()


@pytest.mark.parametrize(("kind", "category"), [("steps", "training"), ("six_minute_walk", "body"), ("weight", "body")])
def test_switching_on_asks_for_the_consent_first(browse, kind, category):
    person = make_person("dana@example.org", consents=[])
    answer = browse(person).post(KINDS, {"kind": kind, "on": "1"})
    assert answer.status_code == 403
    assert f'name="category" value="{category}"' in answer.content.decode()
    assert of(person).body_kinds == []


def test_switching_off_needs_no_consent(browse):
    person = make_person("dana@example.org", consents=[], body_kinds=["weight", "steps"])
    browse(person).post(KINDS, {"kind": "weight", "off": "1"})
    assert of(person).body_kinds == ["steps"]


def test_an_unknown_kind_is_not_found(browse, ana):
    assert browse(ana).post(KINDS, {"kind": "height", "on": "1"}).status_code == 404


def test_values_of_a_kind_that_is_off_are_kept_and_nowhere_shown(browse, ana):
    make_value(ana, "resting_hr", 57)
    make_value(ana, "waist", 91)
    client = browse(ana)
    pages = [LIST, DAY, reverse("journal:timeline"), f"{reverse('journal:timeline')}?kind=body", reverse("journal:log")]
    shown = {page: client.get(page).content.decode() for page in pages}
    assert not any("57\N{NO-BREAK SPACE}bpm" in text or "91\N{NO-BREAK SPACE}cm" in text for text in shown.values())
    assert not any("Resting heart rate" in text for text in shown.values())
    assert client.get(KINDS).content.decode().count("1 value is kept and hidden") == 2
    client.post(KINDS, {"kind": "resting_hr", "on": "1"})
    assert all("57\N{NO-BREAK SPACE}bpm" in client.get(page).content.decode() for page in pages[:4])
    assert client.get(KINDS).content.decode().count("1 value is kept and hidden") == 1
    assert ana.measurements.count() == 2


@pytest.mark.parametrize("kind", QUIET)
def test_quiet_values_stand_on_their_own_page_alone(browse, kind):
    person = make_person("dana@example.org", body_kinds=[kind])
    make_value(person, kind, "55.5")
    client = browse(person)
    for page in (LIST, DAY, reverse("journal:timeline")):
        text = client.get(page).content.decode()
        assert str(MeasurementKind(kind).label) in text
        assert "55.5" not in text
    assert "55.5" in client.get(reverse("journal:measurement-form", args=[kind])).content.decode()


def test_the_overview_shows_the_last_value_of_each_kind(browse):
    person = make_person("dana@example.org", body_kinds=["steps", "blood_pressure", "hs_crp"])
    make_value(person, "steps", 8200)
    make_value(person, "blood_pressure", None, systolic=128, diastolic=82, pulse=60)
    make_value(person, "hs_crp", "0.3", is_below_detection=True, fasting="yes")
    rows = browse(person).get(LIST).context["rows"]
    shown = [(kind, words.replace("\N{NO-BREAK SPACE}", " ")) for kind, _last, words in rows]
    assert shown == [("steps", "8,200 steps"), ("blood_pressure", "128/82 mmHg"), ("hs_crp", "< 0.3 mg/L")]


# Height and ranges


@pytest.mark.parametrize(
    ("units", "posted", "stored"),
    [
        ("metric", {"height_cm": "172"}, 172),
        ("metric", {"height_cm": ""}, None),
        ("imperial", {"feet": "5", "inches": "8"}, 173),
        ("imperial", {"feet": "6", "inches": ""}, 183),
        ("imperial", {"feet": "", "inches": "68"}, 173),
        ("imperial", {"feet": "", "inches": ""}, None),
    ],
)
def test_height_is_kept_in_centimetres(browse, units, posted, stored):
    person = make_person("dana@example.org", body_kinds=["weight"], units=units, height_cm=170)
    browse(person).post(reverse("journal:height"), posted)
    assert of(person).height_cm == stored


@pytest.mark.parametrize(
    ("units", "posted"),
    [
        ("metric", {"height_cm": "99"}),
        ("metric", {"height_cm": "251"}),
        ("metric", {"height_cm": "tall"}),
        ("imperial", {"feet": "9", "inches": "0"}),
        ("imperial", {"feet": "", "inches": "5"}),
    ],
)
def test_an_impossible_height_is_refused(browse, units, posted):
    person = make_person("dana@example.org", body_kinds=["weight"], units=units, height_cm=170)
    assert browse(person).post(reverse("journal:height"), posted).status_code == 422
    assert of(person).height_cm == 170


def test_feet_and_inches_shown_are_those_typed(browse):
    person = make_person("dana@example.org", body_kinds=["weight"], units="imperial")
    client = browse(person)
    for feet, inches in ((5, 8), (5, 11), (6, 0)):
        client.post(reverse("journal:height"), {"feet": feet, "inches": inches})
        assert (
            client.get(reverse("journal:height")).context["form"].initial.items()
            >= {"feet": feet, "inches": inches}.items()
        )


@pytest.mark.parametrize(("name", "kind"), [("height", "weight"), ("pressure-scheme", "blood_pressure")])
def test_it_is_asked_where_its_kind_is_on(browse, ana, name, kind):
    client = browse(ana)
    assert client.get(reverse(f"journal:{name}")).status_code == 404
    client.post(KINDS, {"kind": kind, "on": "1"})
    assert client.get(reverse(f"journal:{name}")).context["form"].fields


@pytest.mark.parametrize(
    ("zone", "here"),
    [("Europe/Oslo", "ESC 2024"), ("America/New_York", "AHA/ACC 2025"), ("Asia/Shanghai", "China")],
)
def test_the_ranges_are_those_of_the_region_or_chosen(browse, zone, here):
    person = make_person("dana@example.org", body_kinds=["blood_pressure"], time_zone=zone)
    client = browse(person)
    assert f"By region, here: {here}" in client.get(reverse("journal:pressure-scheme")).content.decode()
    client.post(reverse("journal:pressure-scheme"), {"pressure_scheme": "aha"})
    assert of(person).pressure_scheme == "aha"
    assert client.post(reverse("journal:pressure-scheme"), {"pressure_scheme": "who"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_switches_ask_the_same_number_of_questions(browse, django_assert_num_queries, count):
    person = make_person(f"dana{count}@example.org", body_kinds=["steps", "waist", "il6"][:count])
    for kind in MeasurementKind.values[: 4 * count]:
        make_value(person, kind, 60)
    client = browse(person)
    client.get(KINDS)
    with django_assert_num_queries(4):
        client.get(KINDS)
