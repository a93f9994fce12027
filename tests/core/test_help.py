"""The help page: works for strangers, names the reader's own country, and says that nobody watches."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

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
