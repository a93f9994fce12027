"""Reminders of plans: to whom, when, once, silent when done, and neutral in every word."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from accounts.models import ReminderSetting
from accounts.reminders import Choice, save_reminders
from core.mail import KINDS, enqueue, stop_url
from core.models import OutboxMail
from core.sender import send_due
from journal.models import Measurement
from plans import following
from plans.models import Plan, PlannedSession
from plans.reminder_mail import WORDS, mail_of, render
from plans.reminders import write_batch
from plans.tasks import remind
from tests.factories import make_mood, make_night, make_person, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)  # 08:00 in Oslo
DUE = datetime(2026, 3, 2, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def switch_on(person: Any, kind: str, at: time | None = time(17), weeks: int = 4) -> None:
    save_reminders(person=person, chosen={kind: Choice("mail", at, weeks)})


def start(person: Any, at_time: time | None = None, programme: str = "interval_pace_6w") -> Plan:
    return following.start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY, at_time=at_time)


def pass_time(clock: Any, until: datetime, step: timedelta = timedelta(hours=1)) -> None:
    """Beat runs every step, as it would."""
    from django.utils import timezone

    while timezone.now() < until:
        clock.move_to(timezone.now() + step)
        remind()
        send_due()


def sent(person: Any) -> list[tuple[str, str]]:
    """Kind and hour (UTC) of what went out."""
    rows = person.outbox_mails.filter(state="sent").order_by("sent_at").values_list("kind", "sent_at")
    return [(kind.removeprefix("reminder_"), f"{at:%m-%d %H:%M}") for kind, at in rows]


def test_on_days_with_an_open_task_at_the_chosen_hour(ana, bo, clock) -> None:
    start(ana)
    start(bo)
    switch_on(ana, "plan_session")
    make_session(ana, MORNING - timedelta(days=1))
    pass_time(clock, datetime(2026, 3, 5, 23, tzinfo=UTC))
    assert sent(ana) == [("plan_session", "03-02 16:00"), ("plan_session", "03-04 16:00")]
    assert sent(bo) == []
    assert [message.to for message in mail.outbox] == [["ana@example.org"]] * 2


def finish(ana: Any) -> None:
    PlannedSession.objects.filter(key="W1-S1").update(state="done")


CHANGES: dict[str, Callable[[Any], object]] = {
    "done": finish,
    "rested": lambda ana: PlannedSession.objects.update(state="rested"),
    "plan paused": lambda ana: following.pause_plan(plan=ana.plans.get(), today=MONDAY),
    "person paused": lambda ana: ana.pauses.create(day=MONDAY, reason="travel"),
    "switched off": lambda ana: save_reminders(person=ana, chosen={"plan_session": Choice("off", time(17))}),
    "consent": lambda ana: withdraw_consent(person=ana, category="training"),
    "quiet": lambda ana: type(ana).objects.filter(pk=ana.pk).update(quiet_from=time(16)),
    "closed": lambda ana: type(ana).objects.filter(pk=ana.pk).update(is_active=False),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_written", [True, False])
def test_silent_when_done_or_not_wanted(ana, clock, change: str, is_written: bool) -> None:
    start(ana)
    switch_on(ana, "plan_session")
    clock.move_to(DUE)
    if is_written:
        remind()
        assert ana.outbox_mails.get().state == "waiting"
    CHANGES[change](ana)
    remind()
    send_due()
    assert sent(ana) == []


def test_nothing_is_sent_twice(ana, clock) -> None:
    start(ana)
    switch_on(ana, "plan_session")
    clock.move_to(DUE)
    for _run in range(3):
        remind()
        ReminderSetting.objects.update(next_at=DUE)
        send_due()
    assert len(mail.outbox) == 1


def test_one_nudge_a_day_over_all_kinds(ana, clock) -> None:
    start(ana, time(22))
    ana.usual_bed_time, ana.usual_rise_time = time(23), time(7)
    ana.save()
    for kind in WORDS:
        switch_on(ana, kind, None if kind in ("late_vigorous", "emotion_after") else time(17))
    pass_time(clock, datetime(2026, 3, 2, 23, tzinfo=UTC))
    assert len(sent(ana)) == 1
    reasons = ana.outbox_mails.filter(state="skipped").values_list("last_error", flat=True)
    assert set(reasons) == {"nudged today", "done"}  # done: nothing was rated before


def test_a_groups_reminder_counts_too(ana, clock) -> None:
    start(ana)
    switch_on(ana, "plan_session")
    enqueue(kind="checkin_reminder", person=ana, period_key="x", payload={})
    ana.outbox_mails.update(state="sent", sent_at=DUE - timedelta(hours=2))
    clock.move_to(DUE)
    remind()
    send_due()
    assert ana.outbox_mails.get(kind="reminder_plan_session").last_error == "nudged today"


def test_after_three_in_vain_every_second_is_left_out_and_the_mail_says_so(ana, clock) -> None:
    start(ana)
    plan = ana.plans.get()
    plan.planned_sessions.all().delete()
    for day in range(8):
        PlannedSession.objects.create(
            person=ana, plan=plan, key=f"X{day}", day=MONDAY + timedelta(days=day), planned_minutes=20
        )
    make_session(ana, MORNING - timedelta(days=1))
    switch_on(ana, "plan_session")
    pass_time(clock, datetime(2026, 3, 9, 23, tzinfo=UTC))
    days = [at[:5] for _kind, at in sent(ana)]
    assert days == ["03-02", "03-03", "03-04", "03-06", "03-08"]
    said = ["only every second" in message.body for message in mail.outbox]
    assert said == [False, False, False, True, True]


def test_comeback_on_day_7_and_21_then_silence(ana, bo, clock) -> None:
    make_session(ana, MORNING)
    for person in (ana, bo):
        switch_on(person, "comeback")
    make_session(bo, MORNING + timedelta(days=6))
    pass_time(clock, MORNING + timedelta(days=60), timedelta(hours=3))
    assert [at[:5] for _kind, at in sent(ana)] == ["03-09", "03-23"]
    assert [at[:5] for _kind, at in sent(bo)] == ["03-15", "03-29"]
    make_mood(ana)
    pass_time(clock, MORNING + timedelta(days=100), timedelta(hours=3))
    assert len(sent(ana)) == 4


def test_an_entry_of_a_withdrawn_category_is_not_looked_at(ana, clock) -> None:
    make_session(ana, MORNING)
    make_mood(ana, rated_at=MORNING + timedelta(days=5))
    withdraw_consent(person=ana, category="wellbeing")
    switch_on(ana, "comeback")
    pass_time(clock, MORNING + timedelta(days=8), timedelta(hours=3))
    assert [at[:5] for _kind, at in sent(ana)] == ["03-09"]


@pytest.mark.parametrize(
    ("at", "bed", "expected"),
    [
        (time(21), time(23), ["03-02 14:00"]),
        (time(17), time(23), []),
        (time(21), time(3), []),
        (time(13), time(15), []),  # six hours before lies in the quiet hours, at 07:00; their end has passed
        (None, time(23), []),
    ],
)
def test_before_a_hard_session_late_in_the_day(ana, clock, at: Any, bed: time, expected: list[str]) -> None:
    type(ana).objects.filter(pk=ana.pk).update(usual_bed_time=bed, usual_rise_time=time(7))
    start(ana, at)
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    switch_on(ana, "late_vigorous", None)
    pass_time(clock, datetime(2026, 3, 2, 22, tzinfo=UTC))
    assert sent(ana) == [("late_vigorous", when) for when in expected]


@pytest.mark.parametrize("change", ["moved", "gentle", "done", "earlier bed unknown"])
def test_what_changed_before_a_late_session_counts(ana, clock, change: str) -> None:
    type(ana).objects.filter(pk=ana.pk).update(usual_bed_time=time(23), usual_rise_time=time(7))
    start(ana, time(21))
    PlannedSession.objects.update(is_vigorous=True)
    switch_on(ana, "late_vigorous", None)
    remind()
    assert ana.outbox_mails.get().due_at == datetime(2026, 3, 2, 14, tzinfo=UTC)
    if change == "earlier bed unknown":
        type(ana).objects.filter(pk=ana.pk).update(usual_bed_time=None)
    fields = {"moved": {"at_time": time(16)}, "gentle": {"is_vigorous": False}, "done": {"state": "done"}}
    PlannedSession.objects.update(**fields.get(change, {"is_vigorous": True}))
    pass_time(clock, datetime(2026, 3, 2, 22, tzinfo=UTC))
    assert sent(ana) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"emotion_word": "calm", "emotion_before": 4}, [("emotion_after", "03-02 17:45")]),
        ({"emotion_word": "calm", "emotion_before": 4, "emotion_after": 6}, []),
        ({}, []),
    ],
)
def test_the_note_after_a_session(ana, clock, fields: dict[str, Any], expected: list[Any]) -> None:
    start(ana, time(18))
    PlannedSession.objects.update(planned_minutes=35)
    switch_on(ana, "emotion_after", None)
    make_session(ana, DUE + timedelta(hours=1), **fields)
    pass_time(clock, datetime(2026, 3, 2, 23, tzinfo=UTC), timedelta(minutes=15))
    assert sent(ana) == expected


def measure(person, *kinds: str) -> None:
    """Switches these kinds on."""
    person.body_kinds = list(kinds)
    person.save(update_fields=["body_kinds"])


@pytest.mark.parametrize(
    ("on", "logged", "expected"),
    [
        ([], "waist", 0),
        (["steps", "hs_crp"], "waist", 0),
        (["steps", "waist"], "steps", 1),
        (["waist", "hs_crp"], "hs_crp", 1),
        (["waist", "blood_pressure"], "resting_hr", 0),
    ],
)
def test_steps_and_laboratory_values_neither_ask_for_nor_silence_a_measurement(
    ana, clock, on: list[str], logged: str, expected: int
) -> None:
    measure(ana, *on)
    switch_on(ana, "measurement", time(9), weeks=4)
    at = datetime(2026, 3, 30, 7, tzinfo=UTC)
    Measurement.objects.create(person=ana, kind=logged, value="60", day=at.date(), measured_at=at)
    pass_time(clock, at + timedelta(hours=1), timedelta(hours=1))
    assert [kind for kind, _at in sent(ana)] == ["measurement"] * expected


@pytest.mark.parametrize(("days_ago", "expected"), [(None, 1), (14, 1), (13, 0), (0, 0)])
def test_a_measurement_at_the_persons_rhythm(ana, clock, days_ago: int | None, expected: int) -> None:
    measure(ana, "waist")
    switch_on(ana, "measurement", time(9), weeks=4)
    at = datetime(2026, 3, 30, 7, tzinfo=UTC)
    if days_ago is not None:
        day = at - timedelta(days=days_ago)
        Measurement.objects.create(person=ana, kind="waist", value="81.5", day=day.date(), measured_at=day)
    make_session(ana, at - timedelta(days=1))
    pass_time(clock, at + timedelta(hours=1), timedelta(hours=1))
    assert [kind for kind, _at in sent(ana)] == ["measurement"] * expected


@pytest.mark.parametrize(("week", "expected"), [(3, 0), (4, 1), (5, 0), (6, 1), (8, 1)])
def test_a_look_back_on_the_sunday_of_weeks_4_6_and_8(ana, clock, week: int, expected: int) -> None:
    start(ana)
    Plan.objects.update(programme_week=week)
    switch_on(ana, "milestone")
    pass_time(clock, datetime(2026, 3, 8, 22, tzinfo=UTC))
    assert sent(ana) == [("milestone", "03-08 16:00")] * expected


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", WORDS)
def test_mails_say_nothing_of_health(kind: str, language: str) -> None:
    person = make_person("fay@example.org", language=language)
    make_mood(person, 3, note="SENTINEL")
    make_night(person, MONDAY)
    start(person, time(21))
    message = mail_of(kind, person)
    said = (message.subject + re.sub(r"http\S+", "", message.text)).lower()  # a signature may hold any letters
    for word in ("sentinel", "interval", "mood", "sleep", "bed", "心情", "睡", "kg", "waist", "腰", "Tuesday group"):
        assert word.lower() not in said
    assert not any(character.isdigit() for character in said.replace("10", ""))
    assert message.unsubscribe_url == stop_url(f"reminder_{kind}", person.pk)


def test_one_click_stops_this_kind_only(ana, bo) -> None:
    for person in (ana, bo):
        switch_on(person, "comeback")
        switch_on(person, "plan_session")
    Client(enforce_csrf_checks=True).post(stop_url("reminder_comeback", ana.pk))
    on = ReminderSetting.objects.filter(channel="mail").values_list("person__email", "kind")
    assert sorted(on) == [
        ("ana@example.org", "plan_session"), ("bo@example.org", "comeback"), ("bo@example.org", "plan_session"),
    ]  # fmt: skip


def test_every_kind_is_a_nudge_that_goes_out_at_most_once() -> None:
    kinds = [KINDS[f"reminder_{kind}"] for kind in ReminderSetting.Kind]
    assert all(kind.is_at_most_once and kind.options == {"is_nudge": True} and kind.title for kind in kinds)


MOMENTS = {"milestone": datetime(2026, 3, 8, 16, tzinfo=UTC), "late_vigorous": MORNING, "emotion_after": MORNING}


@pytest.mark.parametrize("kind", WORDS)
def test_queries_do_not_grow_with_people(clock, kind: str) -> None:
    now = MOMENTS.get(kind, DUE)
    counts = []
    for size in (1, 3):
        for number in range(size):
            person = make_person(f"p{size}{number}@example.org", usual_bed_time=time(23))
            make_night(person, MONDAY)
            make_session(person, now - timedelta(days=7))
            person.sleep_diary.update(day=MONDAY - timedelta(days=7))
            start(person, time(21))
            switch_on(person, kind, time(17))
        ReminderSetting.objects.update(next_at=now)
        Plan.objects.update(programme_week=4)
        PlannedSession.objects.update(is_vigorous=True)
        clock.move_to(now)
        with CaptureQueriesContext(connection) as writing:
            assert write_batch(now) == size
        rows = list(OutboxMail.objects.select_related("person"))
        assert len(rows) == size
        with CaptureQueriesContext(connection) as rendering:
            render(kind, rows)
        counts.append((len(writing), len(rendering)))
        OutboxMail.objects.all().delete()
        ReminderSetting.objects.all().delete()
        clock.move_to(MORNING)
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12
