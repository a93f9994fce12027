"""Which reminders a person chooses, and when each is looked at."""

import re
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from accounts.actions import save_profile
from accounts.models import ReminderSetting, SiteCount
from accounts.reminders import Choice, save_reminders, switch_off
from accounts.site_counts import counted
from core.mail import stop_url
from core.models import PushDevice
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)  # 13:00 in Oslo


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def choose(person, kind, at=None, weeks=4, channel="mail", weekend=None):
    save_reminders(person=person, chosen={kind: Choice(channel, at, weeks, weekend)})
    return person.reminder_settings.get(kind=kind).next_at


@pytest.mark.parametrize(
    ("kind", "at", "expected"),
    [
        ("plan_session", time(18, 30), datetime(2026, 3, 2, 17, 30, tzinfo=UTC)),
        ("plan_session", time(13), datetime(2026, 3, 3, 12, tzinfo=UTC)),
        ("plan_session", time(9), datetime(2026, 3, 3, 8, tzinfo=UTC)),
        ("measurement", time(9), datetime(2026, 3, 30, 7, tzinfo=UTC)),  # summer time
        ("late_vigorous", None, NOW),
    ],
)
def test_when_it_is_looked_at_first(ana, kind, at, expected):
    assert choose(ana, kind, at) == expected


def test_what_did_not_change_keeps_its_time_and_off_has_none(ana, clock):
    first = choose(ana, "measurement", time(9))
    clock.move_to(datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert choose(ana, "measurement", time(9)) == first
    assert choose(ana, "measurement", time(9), weeks=1) == datetime(2026, 3, 16, 8, tzinfo=UTC)
    assert choose(ana, "measurement", time(9), channel="off") is None


def test_a_new_zone_makes_new_times(ana):
    choose(ana, "plan_session", time(18, 30))
    save_profile(person=ana, changes={"time_zone": "Asia/Shanghai"})
    assert ana.reminder_settings.get().next_at == datetime(2026, 3, 3, 10, 30, tzinfo=UTC)


def test_the_link_of_a_mail_switches_one_kind_off(ana, bo):
    for person in (ana, bo):
        choose(person, "plan_session", time(18))
        choose(person, "comeback", time(18))
    switch_off("comeback", str(ana.pk))
    rows = ReminderSetting.objects.order_by("person__email", "kind").values_list("person__email", "kind", "channel")
    assert [f"{email[:3]} {kind} {channel}" for email, kind, channel in rows] == [
        "ana comeback off", "ana plan_session mail", "bo@ comeback mail", "bo@ plan_session mail",
    ]  # fmt: skip
    assert ana.reminder_settings.get(kind="comeback").next_at is None


def test_the_page_has_everything_off_and_stores_what_is_chosen(browse, ana, bo):
    client = browse(ana)
    page = client.get("/settings/reminders/").content.decode()
    assert (page.count("checked"), len(re.findall(r'value="off"[^>]* checked', page))) == (6, 6)
    body = {"plan_session": "mail", "plan_session_at": "18:30", "measurement_weeks": "2", "comeback_at": ""}
    assert client.post("/settings/reminders/", body).status_code == 302
    on = ana.reminder_settings.filter(channel="mail").values_list("kind", "at_time")
    assert list(on) == [("plan_session", time(18, 30))]
    assert ana.reminder_settings.count() == 6
    assert not bo.reminder_settings.exists()
    page = client.get("/settings/reminders/").content.decode()
    assert len(re.findall(r'value="off"[^>]* checked', page)) == 5
    assert re.findall(r'name="(\w+)" value="mail"[^>]* checked', page) == ["plan_session"]
    assert "18:30" in page


@pytest.mark.parametrize(("at", "status"), [("21:29", 302), ("21:30", 422), ("07:29", 422), ("07:30", 302)])
def test_an_hour_in_the_quiet_hours_is_refused(browse, ana, at, status):
    body = {"plan_session": "mail", "plan_session_at": at, "measurement_weeks": "4"}
    assert browse(ana).post("/settings/reminders/", body).status_code == status
    assert ana.reminder_settings.exists() is (status == 302)


def test_who_is_due_is_found_by_the_index(ana):
    for number in range(300):
        person = make_person(f"p{number}@example.org", consents=[])
        ReminderSetting.objects.bulk_create(
            ReminderSetting(person=person, kind=kind, channel="off") for kind in ReminderSetting.Kind.values
        )
    due = choose(ana, "late_vigorous")
    found = ReminderSetting.objects.due(due)
    assert [row.person_id for row in found] == [ana.pk]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = ReminderSetting.objects.filter(next_at__lte=due).order_by("next_at").explain()
    assert "reminder_due" in plan


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 3, 6, 17, 30, tzinfo=UTC)),  # Friday
        (datetime(2026, 3, 6, 17, 30, tzinfo=UTC), datetime(2026, 3, 7, 9, tzinfo=UTC)),
        (datetime(2026, 3, 7, 9, tzinfo=UTC), datetime(2026, 3, 8, 9, tzinfo=UTC)),
        (datetime(2026, 3, 8, 9, tzinfo=UTC), datetime(2026, 3, 9, 17, 30, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 8, tzinfo=UTC)),  # summer time begins
    ],
)
def test_weekends_have_an_hour_of_their_own(ana, clock, now, expected):
    clock.move_to(now)
    assert choose(ana, "plan_session", time(18, 30), weekend=time(10)) == expected


def test_the_hour_of_weekends_is_stored_kept_out_of_quiet_hours_and_exported(browse, ana):
    body = {"plan_session": "mail", "plan_session_at": "18:30", "measurement_weeks": "4"}
    client = browse(ana)
    assert client.post("/settings/reminders/", body | {"plan_session_weekend_at": "06:00"}).status_code == 422
    assert client.post("/settings/reminders/", body | {"plan_session_weekend_at": "10:15"}).status_code == 302
    assert 'value="10:15"' in client.get("/settings/reminders/").content.decode()
    from accounts.export import KINDS

    hours = {row["kind"]: row["weekend_at"] for row in KINDS["reminders"](ana)}
    assert hours["plan_session"] == time(10, 15)


def test_each_kind_comes_by_mail_or_to_devices(browse, ana):
    client, page = browse(ana), "/settings/reminders/"
    assert 'value="push"' not in client.get(page).content.decode()
    assert client.post(page, {"plan_session": "push", "measurement_weeks": "4"}).status_code == 422
    PushDevice.objects.create(person=ana, name="Phone", endpoint="https://fcm.googleapis.com/one")
    ana.pushed_kinds = ["weekly_review", "reminder_comeback"]
    ana.save()
    assert client.post(page, {"plan_session": "push", "comeback": "mail", "measurement_weeks": "4"}).status_code == 302
    ana.refresh_from_db()
    assert ana.pushed_kinds == ["weekly_review", "reminder_plan_session"]
    shown = re.findall(r'name="(\w+)" value="(mail|push)"[^>]* checked', client.get(page).content.decode())
    assert shown == [("plan_session", "push"), ("comeback", "mail")]
    assert ana.reminder_settings.get(kind="plan_session").channel == "mail"


def test_what_was_stopped_is_counted_for_the_site_and_for_nobody(browse, ana, bo):
    for person in (ana, bo):
        choose(person, "plan_session", time(18))
        choose(person, "comeback", time(18))
    switch_off("comeback", str(ana.pk))
    switch_off("comeback", str(ana.pk))  # a second click of the same link
    browse(ana).post("/settings/reminders/", {"measurement_weeks": "4"})
    client = browse()
    for _ in range(2):
        client.post(stop_url("checkin_reminder", bo.pk).removeprefix(settings.SITE_ADDRESS))
    save_profile(person=ana, changes={"has_checkin_reminders": False})
    assert counted(SiteCount.Name.REMINDER_STOPPED, 1) == 4
