"""The policy of nudges: each rule alone, then a thousand people for a year."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from core.clocks import instant, is_quiet
from core.nudge_policy import BACKING_OFF, Occasion, Standing, is_backing_off, refusal

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 11, tzinfo=UTC)
STANDING = Standing(OSLO, (time(21, 30), time(7, 30)), TODAY)


def sent(*ago: int) -> list[Occasion]:
    return [Occasion(TODAY - timedelta(days=days), was_sent=True) for days in ago]


def left(ago: int) -> list[Occasion]:
    return [Occasion(TODAY - timedelta(days=ago), was_sent=False)]


def active(ago: int, **more: object) -> Standing:
    return replace(STANDING, last_active=TODAY - timedelta(days=ago), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (STANDING, ""),
        (replace(STANDING, is_on=False), "switched off"),
        (replace(STANDING, is_done=True), "done"),
        (replace(STANDING, is_paused=True), "paused"),
        (replace(STANDING, quiet=(time(12), time(12, 1))), "quiet hours"),
        (replace(STANDING, quiet=(time(12), time(12))), ""),
        (replace(STANDING, quiet=(time(7), time(12))), ""),
        (replace(STANDING, occasions=sent(1)), ""),
        (replace(STANDING, occasions=sent(0)), "nudged today"),
        (replace(STANDING, occasions=left(0)), ""),
        (active(5, occasions=sent(3, 1)), ""),
        (active(5, occasions=sent(5, 3, 1)), ""),
        (active(5, occasions=sent(4, 3, 1)), BACKING_OFF),
        (active(5, occasions=sent(4, 3, 2) + left(1)), ""),
        (active(5, occasions=sent(4, 3, 2) + left(1) + sent(0)), "nudged today"),
        (active(6, occasions=sent(5, 4, 3) + left(2) + sent(1)), BACKING_OFF),
        (active(2, occasions=sent(5, 4, 3)), ""),
        (active(13), ""),
        (active(14), "silent"),
    ],
)
def test_each_rule(standing: Standing, expected: str) -> None:
    assert refusal(NOON, standing) == expected


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (active(14), ""),
        (active(200), ""),
        (active(21, occasions=sent(14, 10, 9, 8)), ""),
        (active(21, occasions=sent(7)), "silent"),
        (active(21, occasions=sent(8)), ""),
        (active(7, occasions=sent(6, 5, 1)), ""),
        (active(21, is_paused=True), "paused"),
    ],
)
def test_one_welcome_back(standing: Standing, expected: str) -> None:
    assert refusal(NOON, standing, is_welcome=True) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 20, 20, 29, tzinfo=UTC), ""),
        (datetime(2026, 3, 20, 20, 30, tzinfo=UTC), "quiet hours"),
        (datetime(2026, 3, 20, 6, 29, tzinfo=UTC), "quiet hours"),
        (datetime(2026, 3, 20, 6, 30, tzinfo=UTC), ""),
        (datetime(2026, 3, 29, 5, 29, tzinfo=UTC), "quiet hours"),  # summer time has begun
        (datetime(2026, 3, 29, 5, 30, tzinfo=UTC), ""),
        (datetime(2026, 3, 29, 19, 30, tzinfo=UTC), "quiet hours"),
    ],
)
def test_quiet_hours_follow_the_clock_on_the_wall(now: datetime, expected: str) -> None:
    assert refusal(now, STANDING) == expected


def test_the_mail_can_say_that_fewer_come() -> None:
    assert not is_backing_off(active(5, occasions=sent(3, 1)))
    assert is_backing_off(active(5, occasions=sent(4, 3, 1)))


ZONES = ("Europe/Oslo", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago")


class Simulated:
    """A person who logs now and then, pauses, switches off, and is tempted at one to three hours a day."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.zone = ZoneInfo(random.choice(ZONES))
        self.quiet = (time(random.choice((0, 15, 21, 22)), 30), time(random.choice((0, 6, 7, 9)), 30))
        self.energy = random.random()
        self.pause = self.last = date(2026, 1, 1)
        self.pause += timedelta(days=random.randrange(365))
        self.off_from = date(2026, 1, 1) + timedelta(days=random.randrange(30, 800))
        self.occasions: list[Occasion] = []

    def day(self, day: date, found: Counter[str]) -> None:
        random = self.random
        if day.day == 1:
            self.energy = random.choice((0, 0, 0.1, 0.5, 0.9))
        is_done = False
        for hour in sorted(random.sample(range(24), random.randrange(1, 4))):
            now = instant(day, time(hour, random.randrange(60)), self.zone)
            self.tempt(now, found, is_done=is_done, is_welcome=random.random() < 0.2)
            if random.random() < self.energy / 2:
                is_done, self.last = True, day

    def tempt(self, now: datetime, found: Counter[str], *, is_done: bool, is_welcome: bool) -> None:
        day = now.astimezone(self.zone).date()
        is_on, is_paused = day < self.off_from, self.pause <= day < self.pause + timedelta(days=10)
        del self.occasions[:-40]
        standing = Standing(self.zone, self.quiet, self.last, self.occasions, is_on, is_done, is_paused)
        reason = refusal(now, standing, is_welcome=is_welcome)
        found[reason or "sent"] += 1
        if not reason:
            self.judge(now, day, found, is_welcome=is_welcome, is_fine=is_on and not is_done and not is_paused)
        if reason in ("", BACKING_OFF):
            self.occasions.append(Occasion(day, was_sent=not reason))

    def judge(self, now: datetime, day: date, found: Counter[str], *, is_welcome: bool, is_fine: bool) -> None:
        """Counts what must never be, by rules of its own."""
        before = [one.day for one in self.occasions if one.was_sent]
        silence = (day - self.last).days
        found["violation: off, done or paused"] += not is_fine
        found["violation: second of the day"] += day in before
        found["violation: quiet hours"] += is_quiet(now, self.zone, *self.quiet)
        found["violation: silent"] += silence >= 14 and not is_welcome
        found["violation: second welcome"] += silence >= 14 and any((one - self.last).days >= 14 for one in before)
        row = [one for one in self.occasions if one.day > self.last]
        in_vain = sum(one.was_sent for one in row) >= 3 and row[-1].was_sent
        found["violation: no back-off"] += in_vain and not is_welcome


def test_a_thousand_people_for_a_year() -> None:
    random, found = Random(12), Counter[str]()
    for _number in range(1_000):
        person = Simulated(random)
        for n in range(365):
            person.day(date(2026, 1, 1) + timedelta(days=n), found)
    assert {name: count for name, count in found.items() if name.startswith("violation") and count} == {}
    reasons = ("sent", "switched off", "done", "paused", "quiet hours", "nudged today", "silent", BACKING_OFF)
    assert all(found[reason] > 1_000 for reason in reasons)
