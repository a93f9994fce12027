"""Every place that says a day or an hour: how it is led there, and what it must say on a person's own clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tokens import create_token
from core.dates import Week
from core.models import PushDevice
from core.uuid7 import uuid7
from groups.access_coach import sights
from groups.actions import save_slot
from groups.looks import note_looks
from groups.message_actions import write_message
from groups.models import MeetingSlot, Membership
from journal.actions import amend_entry, save_measurement
from plans.following import start_plan
from tests.factories import make_group, make_person, make_session
from tests.groups.coached import grant, make_coached


@dataclass(frozen=True)
class Wall:
    """What hangs on the person's wall just now."""

    person: User
    client: Client
    now: datetime

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def clock(self) -> str:
        return f"{self.now:%H:%M}"

    @property
    def long(self) -> str:
        """9 March 2026."""
        return f"{self.now.day} {self.now:%B %Y}"

    @property
    def short(self) -> str:
        """9 Mar."""
        return f"{self.now.day} {self.now:%b}"


type Place = Callable[[Wall], tuple[str, str]]
"""Makes what the page shows; returns its address and the words that must stand there."""
PLACES: dict[str, Place] = {}


def place(make: Place) -> Place:
    PLACES[make.__name__] = make
    return make


@place
def today(wall: Wall) -> tuple[str, str]:
    wall.client.post("/mood/", {"score": 7})
    return "/", f"{wall.day:%A} {wall.day.day} {wall.day:%B}, mood 7"


@place
def day_of_a_session(wall: Wall) -> tuple[str, str]:
    make_session(wall.person, minutes=41)
    return f"/days/{wall.day}/", f"{wall.clock} · 41 minutes"


@place
def timeline(wall: Wall) -> tuple[str, str]:
    make_session(wall.person, minutes=41)
    return "/timeline/", f"{wall.clock} · 41 minutes"


@place
def form_of_a_mood(wall: Wall) -> tuple[str, str]:
    wall.client.post("/mood/", {"score": 7})
    return f"/mood/{wall.person.mood_ratings.get().pk}/", f"{wall.now:%a} {wall.short} · {wall.clock}"


@place
def form_of_a_session(wall: Wall) -> tuple[str, str]:
    row = make_session(wall.person)
    return f"/sessions/{row.pk}/", f'value="{wall.clock}"'


@place
def history_of_an_entry(wall: Wall) -> tuple[str, str]:
    wall.client.post("/mood/", {"score": 7})
    row = wall.person.mood_ratings.get()
    amend_entry(person=wall.person, row=row, data={"score": 3})
    return f"/entries/mood-ratings/{row.pk}/history/", wall.clock


@place
def measurements(wall: Wall) -> tuple[str, str]:
    wall.person.body_kinds = ["waist"]
    wall.person.save()
    data = {"kind": "waist", "value": "88", "measured_at": wall.now.isoformat()}
    save_measurement(person=wall.person, object_id=uuid7(), data=data)
    return "/measurements/waist/", f"{wall.now:%a} {wall.short} {wall.now:%Y} · {wall.clock}"


@place
def trends(wall: Wall) -> tuple[str, str]:
    wall.client.post("/mood/", {"score": 7})
    return "/trends/", f"{wall.day:%A} {wall.day.day} {wall.day:%B}"


@place
def training_load(wall: Wall) -> tuple[str, str]:
    make_session(wall.person, rpe=5)
    return f"/trends/load/{wall.day}/", f"{wall.now:%a} {wall.clock}"


@place
def plan(wall: Wall) -> tuple[str, str]:
    start_plan(person=wall.person, programme="walk_run_10w", weekdays=[wall.day.weekday()], today=wall.day)
    return "/plan/", f"{wall.day:%A} · today"


@place
def programme(wall: Wall) -> tuple[str, str]:
    row = start_plan(person=wall.person, programme="walk_run_10w", weekdays=range(7), today=wall.day)
    monday = Week.of(wall.day).monday
    return f"/plan/{row.pk}/", f"{monday.day} {monday:%b %Y}"


@place
def meeting_of_a_group(wall: Wall) -> tuple[str, str]:
    group = make_group(wall.person, time_zone="Europe/Oslo")
    there = (timezone.now() + timedelta(hours=5)).astimezone(group.zone)
    save_slot(group=group, weekday=there.weekday(), time=there.time().replace(second=0, microsecond=0), title="")
    here = there.astimezone(wall.person.zone)
    return f"/groups/{group.pk}/", f"Meeting on {here:%A}, {here:%H:%M}"


@place
def whose_clock_it_is(wall: Wall) -> tuple[str, str]:
    address, _words = meeting_of_a_group(wall)
    slot = MeetingSlot.objects.select_related("group").get()
    there = slot.next_meeting_at.astimezone(slot.group.zone)
    return address, f"This is on your clock. On the group's, Europe/Oslo, it is {there:%A}, {there:%H:%M}."


@place
def message_to_a_coach(wall: Wall) -> tuple[str, str]:
    group, bo = _coached(wall)
    members = {row.person_id: row for row in Membership.objects.filter(group=group).select_related("person", "group")}
    write_message(mine=members[bo.pk], other=members[wall.person.pk], text="Tuesday?")
    return f"/messages/with/{members[bo.pk].pk}/", f"{wall.now:%a} {wall.short} · {wall.clock}"


@place
def access_log(wall: Wall) -> tuple[str, str]:
    _group, bo = _coached(wall)
    now = timezone.now()
    note_looks([(one, ("training",)) for one in sights(bo, now)], place="review", now=now)
    return "/sharing/log/", f"{wall.short}, {wall.clock}"


def _coached(wall: Wall) -> tuple[Any, User]:
    bo = make_person("bo@example.org")
    group = make_coached(bo, wall.person)
    grant(wall.person, bo, group, "training")
    return group, bo


@place
def sign_ins(wall: Wall) -> tuple[str, str]:
    key = wall.client.session.session_key
    UserSession.objects.create(user=wall.person, session_key=key, ip="127.0.0.1", user_agent="Firefox/140 Android")
    return "/settings/sign-ins/", f"{wall.long}, {wall.clock}"


@place
def consents(wall: Wall) -> tuple[str, str]:
    return "/settings/consents/", f"Agreed on {wall.long}, {wall.clock}"


@place
def receipts(wall: Wall) -> tuple[str, str]:
    return "/settings/consents/receipts/", f"{wall.long}, {wall.clock}"


@place
def devices(wall: Wall) -> tuple[str, str]:
    PushDevice.objects.create(person=wall.person, name="Phone", endpoint="https://fcm.googleapis.com/one")
    return "/settings/notifications/", f"Since {wall.long}"


@place
def use_of_a_token(wall: Wall) -> tuple[str, str]:
    token = create_token(person=wall.person, name="script")
    assert Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/me/").status_code == 200
    return "/settings/tokens/", wall.long


@place
def calendar_address(wall: Wall) -> tuple[str, str]:
    wall.client.post("/settings/calendar/")
    return "/settings/calendar/", f"This address is from {wall.long}."


@place
def offline_page(wall: Wall) -> tuple[str, str]:
    return "/offline/", f"Shown as of {wall.short}, {wall.clock}"
