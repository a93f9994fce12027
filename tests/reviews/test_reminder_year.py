"""Everybody's reminders through the real tables, step by step: never two a day, in quiet hours, unwanted or in a pause.

The policy alone is tried on 1,000 people for a year in tests/core/test_nudge_policy.py. This is what comes of it with
the writers, the outbox and the sender, by mail and by push: 10 people for 45 days, or as many as `REMINDER_PEOPLE` and
`REMINDER_DAYS` say (`REMINDER_PEOPLE=1000 REMINDER_DAYS=365` takes an hour or so).
"""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.db.models import Min
from django.test import Client

from accounts.models import ReminderSetting, User
from accounts.reminders import USUAL_TIMES, WITH_WEEKENDS, Choice, Kind, save_reminders
from core import push
from core.clocks import is_within
from core.mail import stop_url
from core.models import OutboxMail, PushDevice
from core.nudges import nudge_kinds
from core.sender import send_due
from groups import reminders as meetings
from groups.models import MeetingSlot
from plans import reminders, settling, stepping
from plans.following import start_plan
from tests.factories import make_group, make_mood, make_person, make_session, make_slot

PEOPLE, DAYS = int(os.environ.get("REMINDER_PEOPLE", "10")), int(os.environ.get("REMINDER_DAYS", "45"))
START = date(2026, 3, 2)  # the clocks change on 8 and 29 March
ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
QUIET = ((time(21, 30), time(7, 30)), (time(22), time(6)), (time(0, 30), time(9)))
HOURS = (time(9), time(12, 30), time(17), time(19, 30))
STEP = timedelta(minutes=30)
OTHERS = {"grant_renewal", "message", "morning_after"}
"""What other people's acts bring about: not written here, and under the same policy (tests/groups)."""
PROGRAMMES = ("interval_pace_6w", "steady_mix_12w", "walk_run_10w")


class Life:
    """One person: what they want, when they log, when they pause and when they have enough."""

    def __init__(self, number: int, random: Random) -> None:
        self.random, self.energy = random, random.choice((0.05, 0.4, 0.9))
        zone, quiet = random.choice(ZONES), random.choice(QUIET)
        is_pushed, self.sleeps_in = number % 2 == 1, number % 3 == 0
        self.person = make_person(
            f"p{number}@example.org", time_zone=zone, quiet_from=quiet[0], quiet_until=quiet[1],
            pushed_kinds=nudge_kinds() if is_pushed else [], usual_bed_time=time(23), usual_rise_time=time(7),
            body_kinds=["weight"],
        )  # fmt: skip
        if is_pushed:
            PushDevice.objects.create(person=self.person, name="Phone", endpoint=f"https://fcm.googleapis.com/{number}")
        single = list(Kind.values)[number % 10 - 4] if number % 10 >= 4 else None
        self.want(list(Kind.values) if single is None else [single])
        pause = START + timedelta(days=random.randrange(3, DAYS))
        self.pause = (pause, pause + timedelta(days=random.randrange(2, 12)))
        self.person.pauses.create(day=self.pause[0], ended_on=self.pause[1], reason="travel")
        self.stops = {kind: START + timedelta(days=random.randrange(5, 2 * DAYS)) for kind in nudge_kinds()}
        if single:  # whoever wants one thing keeps it, logs often or not at all, and so is sure to get it
            self.stops = dict.fromkeys(nudge_kinds(), date.max)
            self.energy = 0.0 if single == Kind.COMEBACK else 0.9

    def want(self, kinds: list[str]) -> None:
        """These kinds at hours of the person's own, and a plan with sessions at noon or late."""
        at = {kind: self.random.choice(HOURS) if kind in USUAL_TIMES else None for kind in Kind}
        free = {k: a if a is None or not is_within(a, *self.quiet) else time(17) for k, a in at.items()}
        late = {kind: time(10) if self.sleeps_in and kind in WITH_WEEKENDS else None for kind in kinds}
        chosen = {kind: Choice("mail", free[Kind(kind)], every_weeks=1, weekend_at=late[kind]) for kind in kinds}
        save_reminders(person=self.person, chosen=chosen)
        programme = self.random.choice(PROGRAMMES) if len(kinds) > 1 else "interval_pace_6w"
        at_time = time(20, 30) if Kind.LATE_VIGOROUS in kinds else time(12)
        start_plan(person=self.person, programme=programme, weekdays=[0, 2, 4], today=START, at_time=at_time)
        if kinds == [Kind.MILESTONE]:
            self.person.plans.update(programme_week=4)

    @property
    def quiet(self) -> tuple[time, time]:
        return self.person.quiet_from, self.person.quiet_until

    def live(self, day: date, now: datetime) -> None:
        """Now and then an entry; at some day no more of a kind, by the link in its mail."""
        if self.random.random() < self.energy:
            make_mood(self.person, rated_at=now)
        if self.random.random() < self.energy:
            make_session(self.person, now, emotion_before=5)
        for kind, last in self.stops.items():
            if last == day:
                Client().post(stop_url(kind, self.person.pk).removeprefix(site.SITE_ADDRESS))


def next_moment(now: datetime, end: datetime) -> datetime:
    """When something is due next, on the half hour after it, but at the end of the day at the latest."""
    waiting = OutboxMail.objects.filter(state="waiting").aggregate(at=Min("next_try_at"))["at"]
    settings = ReminderSetting.objects.aggregate(at=Min("next_at"))["at"]
    slots = MeetingSlot.objects.aggregate(at=Min("next_reminder_at"))["at"]
    due = min([at for at in (waiting, settings, slots) if at] + [end])
    steps = -((now - max(due, now + STEP)) // STEP)
    return min(end, now + max(1, steps) * STEP)


def violations(lives: list[Life]) -> Counter[str]:
    """What must never be, counted on the rows that were sent."""
    found: Counter[str] = Counter()
    for life in lives:
        days: Counter[date] = Counter()
        rows = life.person.outbox_mails.filter(state="sent", kind__in=nudge_kinds()).values_list("kind", "sent_at")
        for kind, sent_at in rows:
            local = sent_at.astimezone(life.person.zone)
            days[local.date()] += 1
            found["in quiet hours"] += is_within(local.time(), *life.quiet)
            found["after the person said stop"] += sent_at.date() > life.stops[kind]
            found["in a pause"] += life.pause[0] <= local.date() <= life.pause[1]
        found["second of a day"] += sum(number - 1 for number in days.values())
    return found


@pytest.mark.django_db
def test_nobody_is_reminded_too_often_at_night_unasked_or_in_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "_hand_over", lambda device, message, topic: 201)
    now = datetime(START.year, START.month, START.day, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        random = Random(12)
        lives = [Life(number, random) for number in range(PEOPLE)]
        for first in range(0, PEOPLE, 10):
            members: list[Any] = [life.person for life in lives[first : first + 10]]
            group = make_group(members[0], *members[1:])
            make_slot(group, weekday=first % 7, at=time(19))
            make_slot(group, weekday=3, at=time(7))
        for number in range(DAYS):
            end = now + timedelta(days=1)
            for life in lives:
                life.live(START + timedelta(days=number), now)
            settling.settle_due_tasks()
            stepping.step_due_plans()
            while now < end:
                now = next_moment(now, end)
                clock.move_to(now)
                reminders.write_due_reminders()
                meetings.write_due_reminders()
                send_due()
    found = violations(lives)
    assert {name: number for name, number in found.items() if number} == {}
    kinds = Counter(OutboxMail.objects.filter(state="sent").values_list("kind", flat=True))
    assert {kind for kind in nudge_kinds() if kinds[kind] == 0} == OTHERS
    reasons = set(OutboxMail.objects.filter(state="skipped").values_list("last_error", flat=True))
    assert ReminderSetting.objects.filter(channel="off").exists()
    assert {"paused", "quiet hours", "nudged today", "silent"} <= reasons
    assert User.objects.filter(outbox_mails__state="sent").exclude(pushed_kinds=[]).exists()
