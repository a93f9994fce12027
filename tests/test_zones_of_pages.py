"""Pages, mails, files and feeds on the person's own clock: around midnight and where clocks change, both ways."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.export import export_name
from groups import mornings
from groups.calendar_events import meetings_of
from groups.models import MeetingSlot
from groups.reminders import mail_of
from journal.actions import save_measurement
from tests.factories import make_group, make_person, make_slot
from tests.zone_pages import PLACES, Wall

pytestmark = pytest.mark.django_db
AUCKLAND, LOS_ANGELES, KOLKATA = "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"
MOMENTS = [  # zone, an instant, the wall at it
    (AUCKLAND, "2026-04-04T11:00", "2026-04-05 00:00"),
    (AUCKLAND, "2026-04-04T14:30", "2026-04-05 02:30"),  # the hour comes again
    (AUCKLAND, "2026-09-26T14:00", "2026-09-27 03:00"),  # summer time begins
    (LOS_ANGELES, "2026-03-08T10:00", "2026-03-08 03:00"),  # summer time begins
    (LOS_ANGELES, "2026-03-09T06:59", "2026-03-08 23:59"),
    (LOS_ANGELES, "2026-11-01T09:30", "2026-11-01 01:30"),  # the hour comes again
    (KOLKATA, "2026-03-10T18:30", "2026-03-11 00:00"),
]


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment[0]} {moment[1]}")
def wall(request: pytest.FixtureRequest) -> Any:
    zone, instant, local = request.param
    with time_machine.travel(datetime.fromisoformat(instant).replace(tzinfo=UTC), tick=False):
        lena = make_person("lena@example.org", time_zone=zone)
        client = Client()
        client.force_login(lena, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert f"{lena.local_now():%Y-%m-%d %H:%M}" == local
        yield Wall(lena, client, lena.local_now())


@pytest.mark.parametrize("place", PLACES)
def test_a_page_says_the_day_and_hour_of_the_wall(wall: Wall, place: str) -> None:
    address, words = PLACES[place](wall)
    answer = wall.client.get(address, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert words in page or words in said.replace("&#x27;", "'")


def test_the_file_of_an_export_is_named_by_the_day_of_the_wall(wall: Wall) -> None:
    assert export_name(wall.person) == f"small-wins-{wall.day}.zip"


@pytest.mark.parametrize(("instant", "zone", "day", "clock"), [
    ("2026-03-10T12:00", AUCKLAND, "2026-03-11", "07:00"),
    ("2026-03-10T12:00", LOS_ANGELES, "2026-03-10", "11:00"),
    ("2026-03-10T12:00", KOLKATA, "2026-03-10", "23:30"),
    ("2026-03-31T12:00", AUCKLAND, "2026-04-01", "06:00"),  # Oslo has summer time now
    ("2026-03-31T12:00", KOLKATA, "2026-03-31", "22:30"),
    ("2026-04-07T12:00", AUCKLAND, "2026-04-08", "05:00"),  # and Auckland none
    ("2026-11-03T12:00", LOS_ANGELES, "2026-11-03", "10:00"),
])  # fmt: skip
def test_a_meeting_in_oslo_stands_in_mail_and_calendar_by_the_readers_wall(
    instant: str, zone: str, day: str, clock: str
) -> None:
    now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        reader = make_person("reader@example.org", time_zone=zone)
        slot = make_slot(make_group(make_person("bo@example.org"), reader), weekday=1, at=time(19))
        mail = mail_of(reader, slot, slot.meeting_after(now), now)
        local = now.astimezone(reader.zone).date()
        is_today = str(local) == day
        assert f"meets {'today' if is_today else 'tomorrow'} at {clock}." in mail.text
        first = next(iter(meetings_of(reader, local, local + timedelta(days=8))))
        assert (str(first.day), first.title) == (day, f"Meeting, {clock}")


@pytest.mark.parametrize(("zone", "words"), [
    ("Europe/Oslo", "Tuesday group met yesterday."),
    (LOS_ANGELES, "Tuesday group met yesterday."),
    (AUCKLAND, "Tuesday group met on Wednesday."),  # this very morning there
])  # fmt: skip
def test_the_morning_after_names_a_day_of_the_readers_own(zone: str, words: str) -> None:
    wednesday = datetime(2026, 3, 4, 8, tzinfo=UTC)
    with time_machine.travel(wednesday - timedelta(days=2), tick=False) as clock:
        reader = make_person("reader@example.org", time_zone=zone)
        slot = make_slot(make_group(make_person("bo@example.org"), reader), weekday=1, at=time(19))
        clock.move_to(wednesday)
        met_at = MeetingSlot.objects.select_related("group").get(pk=slot.pk).meeting_before(wednesday)
        assert words in mornings.mail_of(reader, slot, met_at, wednesday).text


def test_a_measurement_keeps_the_clock_of_its_place_when_the_person_moves(ana: Any, browse: Any) -> None:
    ana.body_kinds = ["waist"]
    ana.save()
    data = {"kind": "waist", "value": "88", "measured_at": "2026-03-10T23:30:00+01:00"}
    save_measurement(person=ana, object_id=ana.pk, data=data)
    type(ana).objects.update(time_zone=AUCKLAND)
    assert "Tue 10 Mar 2026 · 23:30" in browse(ana).get("/measurements/waist/").content.decode()


def test_on_the_clock_of_the_group_nothing_more_is_said(ana: Any, browse: Any) -> None:
    group = make_group(ana, time_zone="Europe/Berlin")  # the same wall under another name
    make_slot(group)
    assert "This is on your clock." not in browse(ana).get(f"/groups/{group.pk}/").content.decode()
