"""The page for alarm symptoms: it always helps, it stores little, and hard training waits for a professional."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from journal.models import AlarmReport
from journal.retention import old_alarms
from journal.safety import clear_alarms, has_open_alarm, report_alarm
from tests.factories import make_person
from tests.journal.plain_form import PlainForm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 18, 5, tzinfo=UTC)  # 19:05 in Oslo
UNWELL = "/sessions/unwell/"
SYMPTOMS = ("in the chest", "fainting", "breathlessness", "irregular heartbeat", "on one side", "severe headache")


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("zone", "number"),
    [("Europe/Oslo", "112"), ("America/New_York", "911"), ("Asia/Shanghai", "120"), ("Europe/London", "999")],
)
def test_it_names_every_symptom_and_the_number_of_the_country(browse, zone, number):
    page = browse(make_person("dora@example.org", consents=[], time_zone=zone)).get(UNWELL).content.decode()
    assert [symptom for symptom in SYMPTOMS if symptom not in page] == []
    assert page.count('href="tel:') == 1
    assert f'href="tel:{number}"' in page


def test_where_the_country_is_not_known_it_leads_to_all_numbers(browse):
    page = browse(make_person("dora@example.org", time_zone="UTC")).get(UNWELL).content.decode()
    assert "tel:" not in page
    assert "Show the emergency number" in page


def test_a_tap_keeps_the_moment_and_nothing_else(ana, bo, browse):
    client = browse(ana)
    form = PlainForm(client.get(UNWELL), "felt")
    for _ in range(2):
        form.press(client, UNWELL, "felt")
    report = AlarmReport.objects.get()
    assert (report.person, report.reported_at, report.cleared_at) == (ana, NOW, None)
    assert {field.name for field in AlarmReport._meta.fields} == {"id", "person", "reported_at", "cleared_at"}
    assert "On 4 March 2026, 19:05 you said that you felt one of these." in client.get(UNWELL).content.decode()
    assert (has_open_alarm(ana), has_open_alarm(bo)) == (True, False)
    assert "you said that you felt" not in browse(bo).get(UNWELL).content.decode()


def test_it_stays_open_until_a_professional_has_looked(ana, bo, browse):
    report_alarm(person=ana)
    report_alarm(person=bo)
    client = browse(ana)
    form = PlainForm(client.get(UNWELL), "checked")
    client.post(UNWELL, form.values)
    assert has_open_alarm(ana) is True
    client.post(UNWELL, form.values | {"is_checked": "on"})
    assert (has_open_alarm(ana), has_open_alarm(bo)) == (False, True)
    assert ana.alarm_reports.get().cleared_at == NOW
    report_alarm(person=ana)
    assert ana.alarm_reports.count() == 2


def test_without_the_consent_it_helps_and_stores_nothing(browse):
    dora = make_person("dora@example.org", consents=["wellbeing"])
    client = browse(dora)
    assert 'id="felt"' not in client.get(UNWELL).content.decode()
    assert client.post(UNWELL, {"felt": "1"}).status_code == 200
    assert not AlarmReport.objects.exists()


def test_a_withdrawn_consent_ends_its_use(ana, browse):
    report_alarm(person=ana)
    withdraw_consent(person=ana, category="training")
    assert has_open_alarm(ana) is False
    assert "you said that you felt" not in browse(ana).get(UNWELL).content.decode()


def test_the_plan_asks_once(ana, django_assert_num_queries):
    report_alarm(person=ana)
    assert ana.has_consent("training")
    with django_assert_num_queries(1):
        assert has_open_alarm(ana)


def test_a_stranger_signs_in_first(client):
    assert client.get(UNWELL)["Location"].startswith("/accounts/login/")


def test_the_logger_leads_there(ana, browse):
    page = browse(ana).post("/sessions/new/", {"activity": "running"}).content.decode()
    assert f'href="{reverse("journal:unwell")}"' in page


def test_a_cleared_report_goes_after_a_year(ana):
    report_alarm(person=ana)
    clear_alarms(person=ana)
    report_alarm(person=ana)
    assert old_alarms(NOW + timedelta(days=365)) == 0
    assert old_alarms(NOW + timedelta(days=366)) == 1
    assert old_alarms(NOW + timedelta(days=3660)) == 0  # the open one
    assert has_open_alarm(ana)
