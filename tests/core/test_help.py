"""The help page: works for strangers, names the reader's own country, and says that nobody watches."""

import re
from datetime import date

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import export
from accounts.actions import erase_category, withdraw_consent
from core.help_contacts import contacts_for, country_of_browser, country_of_zone
from tests.factories import make_person

OPERATORS_FILE = """
checked_on: 2026-01-01
international: {name: {en: Any country}, link: "https://lines.example.org"}
countries:
  - codes: [NZ]
    name: {en: New Zealand}
    lines: [{number: "1737", name: {en: Talk}}]
"""


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Asia/Shanghai", "CN"), ("America/Toronto", "CA"), ("Europe/London", "GB"), ("Europe/Berlin", "DE"), ("UTC", "")],
)
def test_country_of_zone(zone, country):
    assert country_of_zone(zone) == country


@pytest.mark.parametrize(
    ("header", "country"), [("en-GB,en;q=0.9", "GB"), ("en", ""), ("", ""), ("zh-Hans", ""), ("zh-Hans-CN", "CN")]
)
def test_country_of_browser(header, country):
    assert country_of_browser(header) == country


def test_each_country_offers_an_emergency_number():
    contacts = contacts_for("", "en")
    assert contacts.own is None
    assert [country.name for country in contacts.others if not any(line.is_emergency for line in country.lines)] == []


def test_both_languages_name_every_line():
    for language in ("en", "zh-hans"):
        contacts = contacts_for("NO", language)
        names = [line.name for country in (contacts.own, *contacts.others) for line in country.lines]
        assert all(names)
    assert contacts.own.name == "欧洲其他国家"


@pytest.mark.django_db
def test_stranger_sees_the_number_of_the_browsers_region(browse):
    page = browse().get(reverse("core:help"), headers={"Accept-Language": "en-GB,en;q=0.8"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "tel:116123" in text.split("<details")[0]
    assert "tel:12356" in text.split("<details")[1]
    assert "Nobody monitors this journal." in text


def test_own_number_goes_by_the_zone_of_the_profile(browse, chen):
    first = browse(chen).get(reverse("core:help")).content.decode().split("<details")[0]
    assert "tel:12356" in first


@pytest.mark.django_db
def test_operators_file_replaces_ours_and_grows_stale(browse, settings, tmp_path):
    path = tmp_path / "contacts.yaml"
    path.write_text(OPERATORS_FILE)
    settings.HELP_CONTACTS = str(path)
    maori = make_person("kiri@example.org", time_zone="Pacific/Auckland")
    with time_machine.travel("2026-05-01T00:00Z", tick=False):
        page = browse(maori).get(reverse("core:help")).content.decode()
        assert "tel:1737" in page
        assert "116123" not in page
        assert "half a year" not in page
    with time_machine.travel("2026-09-01T00:00Z", tick=False):
        assert "half a year" in browse(maori).get(reverse("core:help")).content.decode()


def test_shipped_numbers_say_that_nobody_confirmed_them():
    contacts = contacts_for("DE", "en")
    assert contacts.checked_on is None
    assert not contacts.is_stale(date(2030, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "numbers"),
    [("Asia/Shanghai", ["120", "110"]), ("Europe/London", ["999", "112"]), ("America/New_York", ["911"])],
)
def test_emergency_numbers_of_the_own_country_come_first_and_large(browse, zone, numbers):
    page = browse(make_person("kim@example.org", time_zone=zone)).get(reverse("core:help")).content.decode()
    first, rest = page.split("<section")[1], page.split("<section")[2]
    assert re.findall(r'class="btn pri" href="tel:(\d+)"', first) == numbers
    assert [f"tel:{number}" in rest for number in numbers] == [False] * len(numbers)


def test_an_unknown_country_opens_the_list(browse, db):
    page = browse().get(reverse("core:help"), headers={"Accept-Language": "en"}).content.decode()
    assert "We do not know which country you are in." in page
    assert '<details class="card" open>' in page
    assert "btn pri" not in page


FORM = "/settings/help-contact/"


def test_a_trusted_person_stands_on_the_help_page_of_one_person_alone(ana, bo, browse):
    client = browse(ana)
    assert client.post(FORM, {"name": "Ida", "number": "+47 22 (33) 44-55"})["Location"] == "/help/"
    page = client.get("/help/").content.decode()
    assert ('href="tel:+4722334455"' in page, "Ida" in page) == (True, True)
    for other in (browse(bo), browse()):
        assert "Ida" not in other.get("/help/").content.decode()
    assert "+47 22 (33) 44-55" in client.get(FORM).content.decode()
    client.post(FORM, {"remove": "1"})
    ana.refresh_from_db()
    assert ana.help_contact == ""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("", "112"),
        ("Ida", ""),
        ("Ida", "call me"),
        ("Ida", "1"),
        ("Ida", "javascript:1"),
        ("I\nda", "112"),
        ("Ida", "1" * 40),
    ],
)
def test_a_contact_that_cannot_be_called_is_refused(ana, browse, name, number):
    assert browse(ana).post(FORM, {"name": name, "number": number}).status_code == 422
    ana.refresh_from_db()
    assert ana.help_contact == ""


def test_a_contact_needs_the_consent_to_well_being(ana, browse):
    client = browse(ana)
    client.post(FORM, {"name": "Ida", "number": "112 233"})
    withdraw_consent(person=ana, category="wellbeing")
    assert "Ida" not in client.get("/help/").content.decode()
    assert client.post(FORM, {"name": "Eve", "number": "112 233"}).status_code == 403
    erase_category(person=ana, category="wellbeing")
    ana.refresh_from_db()
    assert ana.help_contact == ""


def test_the_own_export_carries_the_contact(ana):
    ana.help_contact = "Ida\n112 233"
    assert next(iter(export.profile_rows(ana)))["help_contact"] == "Ida\n112 233"


@pytest.mark.parametrize("path", ["/nowhere/", "/help/", "/", "/accounts/login/", "/goodbye/"])
def test_help_is_one_tap_away_before_signing_in(browse, db, path):
    page = browse().get(path).content.decode()
    assert re.search(r'<footer class="foot">\s*<a href="/help/">', page)


def test_help_stands_on_pages_of_errors(rf):
    for name in ("400", "403", "403_csrf", "404", "429", "500"):
        assert re.search(r'<footer class="foot">\s*<a href="/help/">', render_to_string(f"{name}.html")), name
