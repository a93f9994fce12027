"""An hour too close to bed: said on the week, after moving a task and on the plan, with an earlier hour by one tap."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.reminders import Choice, save_reminders
from core.sender import send_due
from plans import elements, following
from plans.models import Plan, PlannedSession
from plans.programmes import shipped
from plans.starting import if_then
from plans.tasks import remind, settle_past_tasks
from tests.factories import make_night

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)  # 08:00 in Oslo
SAID = "This ends close to your usual bed time."
EARLIER, MODERATE = 'value="earlier"', 'value="moderate"'


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def sleeper(ana: User) -> User:
    ana.usual_bed_time, ana.usual_rise_time = time(23), time(7)
    ana.save()
    return ana


def start(person: User, at_time: time | None = time(21), **more: Any) -> Plan:
    values: dict[str, Any] = {"programme": "interval_pace_6w", "weekdays": [0, 2, 4], "today": MONDAY, **more}
    return following.start_plan(person=person, at_time=at_time, **values)


def today_of(plan: Plan) -> PlannedSession:
    return plan.planned_sessions.get(day=MONDAY)


def counted(page: Any) -> tuple[int, int, int]:
    text = page.content.decode()
    return text.count(SAID), text.count(EARLIER), text.count(MODERATE)


@pytest.mark.parametrize(
    ("at", "change", "expected"),
    [
        (time(21), {}, (2, 2, 2)),
        (time(21), {"planned_minutes": 70}, (3, 3, 0)),
        (time(19), {}, (0, 0, 0)),
        (time(17), {}, (0, 0, 0)),
        (None, {}, (0, 0, 0)),
        (time(21), {"is_short": True}, (0, 0, 0)),
        (time(21), {"state": "done"}, (0, 0, 0)),
        (time(21), {"state": "skipped"}, (0, 0, 0)),
        (time(7), {}, (0, 0, 0)),
    ],
)
def test_the_week_says_it_of_open_tasks_that_are_still_to_come(
    sleeper: User, browse: Any, at: time | None, change: Any, expected: tuple[int, int, int]
) -> None:
    start(sleeper, at)
    PlannedSession.objects.update(**({"planned_minutes": 30} | change))
    assert counted(browse(sleeper).get("/plan/")) == expected


def test_nothing_is_said_where_no_night_is_known(ana: User, browse: Any) -> None:
    start(ana)
    assert counted(browse(ana).get("/plan/")) == (0, 0, 0)


def test_an_earlier_hour_by_one_tap(sleeper: User, browse: Any) -> None:
    task = today_of(start(sleeper))
    PlannedSession.objects.update(planned_minutes=40)
    client = browse(sleeper)
    client.post(reverse("plans:task", args=[task.pk]), {"do": "earlier"})
    task.refresh_from_db()
    assert (task.day, task.at_time) == (MONDAY, time(19, 15))
    assert counted(client.get("/plan/"))[0] == 1
    client.post(reverse("plans:task", args=[task.pk]), {"do": "earlier"})
    task.refresh_from_db()
    assert task.at_time == time(19, 15)


def test_the_moderate_version_by_one_tap_and_back(sleeper: User, browse: Any) -> None:
    task = today_of(start(sleeper))
    PlannedSession.objects.update(planned_minutes=40)
    before, client = task.elements, browse(sleeper)
    said = client.post(reverse("plans:task", args=[task.pk]), {"do": "moderate"}, headers={"HX-Request": "true"})
    task.refresh_from_db()
    assert (task.is_vigorous, elements.is_vigorous(task.elements), counted(said)[0]) == (False, False, 1)
    assert "moderate version" in said.content.decode()
    client.post(reverse("plans:task", args=[task.pk]), {"do": "written"})
    task.refresh_from_db()
    assert (task.is_vigorous, task.elements) == (True, before)


@pytest.mark.parametrize("programme", shipped())
def test_every_session_has_a_moderate_version_that_can_be_taken_back(programme: str) -> None:
    for week in shipped()[programme].weeks:
        for session in week.sessions:
            told = elements.own(session.elements, {"run_interval": {"pace_s_per_km": "300"}}, {})
            calm = elements.moderate(told)
            assert (elements.is_vigorous(calm), elements.as_written(calm)) == (False, told)
            assert elements.is_moderated(calm) is elements.is_vigorous(told)
            assert "pace_s_per_km" not in str([one for one in calm if "written" not in one])


def test_a_moved_task_is_held_against_the_night_of_its_new_day(sleeper: User, browse: Any) -> None:
    task = today_of(start(sleeper, time(17)))
    PlannedSession.objects.filter(pk=task.pk).update(at_time=time(21))
    moved = {"move": (MONDAY + timedelta(days=1)).isoformat()}
    said = browse(sleeper).post(reverse("plans:task", args=[task.pk]), moved, headers={"HX-Request": "true"})
    assert ("Moved." in said.content.decode(), counted(said)[:2]) == (True, (1, 1))


def days(plan: Plan, at: str) -> dict[str, Any]:
    return {"weekdays": [str(day) for day in plan.weekdays], "at_time": at, "if_then": plan.if_then}


@pytest.mark.parametrize(("at", "said"), [("17:00", 0), ("21:00", 1)])
def test_changed_days_are_held_against_the_night(sleeper: User, browse: Any, at: str, said: int) -> None:
    plan, client = start(sleeper, time(17)), browse(sleeper)
    page = client.post(reverse("plans:plan-detail", args=[plan.pk]), days(plan, at), follow=True)
    assert (page.content.decode().count(SAID), page.status_code) == (said, 200)
    assert page.content.decode().count(reverse("plans:plan-earlier", args=[plan.pk])) == said


def test_one_tap_trains_earlier_and_the_untouched_sentence_follows(sleeper: User, browse: Any) -> None:
    programme = shipped()["interval_pace_6w"]
    plan = start(sleeper, if_then=if_then(programme, [0, 2, 4], time(21)))
    page = browse(sleeper).post(reverse("plans:plan-earlier", args=[plan.pk]), follow=True)
    plan.refresh_from_db()
    assert SAID not in page.content.decode()
    assert plan.if_then == if_then(programme, [0, 2, 4], plan.at_time)
    assert set(plan.planned_sessions.values_list("at_time", flat=True)) == {plan.at_time}
    longest = max(plan.planned_sessions.values_list("planned_minutes", flat=True))
    assert time(23 - 4) <= plan.at_time <= (datetime(2026, 3, 2, 20) - timedelta(minutes=longest)).time()


def test_own_words_stay(sleeper: User, browse: Any) -> None:
    plan = start(sleeper, if_then="If it is nine, then I run.")
    browse(sleeper).post(reverse("plans:plan-earlier", args=[plan.pk]))
    plan.refresh_from_db()
    assert (plan.if_then, plan.at_time < time(21)) == ("If it is nine, then I run.", True)


def test_another_persons_plan_is_not_there(sleeper: User, chen: User, browse: Any) -> None:
    plan = start(sleeper)
    assert browse(chen).post(reverse("plans:plan-earlier", args=[plan.pk])).status_code == 404
    assert browse(sleeper).get(reverse("plans:plan-earlier", args=[plan.pk])).status_code == 405
    plan.refresh_from_db()
    assert plan.at_time == time(21)


def test_the_start_takes_the_earlier_hour_into_its_form(sleeper: User, browse: Any) -> None:
    sleeper.readiness_statements.create(answered_on=MONDAY, has_some_yes=False)
    body = {"weekdays": ["0", "2"], "at_time": "21:00", "begins": "monday", "if_then": "x", "wish": "progress"}
    path = "/plan/programmes/interval_pace_6w/start/"
    page = browse(sleeper).post(path, body | {"look": "1"})
    hour = page.context["late_note"].clock
    page = browse(sleeper).post(path, body | {"earlier": f"{hour:%H:%M}"})
    assert (page.context["form"].initial["at_time"], page.context["late_note"].verdict) == (hour, "hint")
    assert sleeper.plans.count() == 0


@pytest.mark.parametrize("has_profile", [True, False])
def test_the_week_asks_for_nights_once(ana: User, browse: Any, has_profile: bool) -> None:
    for day in range(5):
        make_night(ana, MONDAY - timedelta(days=day))
    if has_profile:
        User.objects.filter(pk=ana.pk).update(usual_bed_time=time(23), usual_rise_time=time(7))
    for programme in ("interval_pace_6w", "walk_run_10w", "strength_foundation_8w"):
        start(ana, time(22), programme=programme)
    client = browse(ana)
    client.get("/plan/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/plan/")
    assert (len(queries), counted(page)[0] > 3) == (9 - has_profile, True)


# ---- Six hours before (J8) ------------------------------------------------------------------------------------------


def pass_time(clock: Any, until: datetime) -> None:
    """Beat runs every hour."""
    from django.utils import timezone

    while timezone.now() < until:
        clock.move_to(timezone.now() + timedelta(hours=1))
        settle_past_tasks()
        remind()
        send_due()


def sent(person: User) -> list[str]:
    rows = person.outbox_mails.filter(state="sent", kind="reminder_late_vigorous").order_by("sent_at")
    return [f"{at:%m-%d %H:%M}" for at in rows.values_list("sent_at", flat=True)]


def switch_on(person: User) -> None:
    save_reminders(person=person, chosen={"late_vigorous": Choice("mail")})
    remind()


def move(plan: Plan) -> None:
    following.move_task(task=plan.planned_sessions.get(key="W1-S2"), day=MONDAY, at_time=time(21))


CHANGES = {
    "moved": move,
    "another hour": lambda plan: following.change_days(
        plan=plan, weekdays=[0], at_time=time(21), if_then="", auto_accepts=False, today=MONDAY
    ),
    "begun": lambda plan: start(plan.person, programme="walk_run_10w"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_planned_for_today_in_the_course_of_today_is_told_too(sleeper: User, clock: Any, change: str) -> None:
    plan = start(sleeper, time(9), weekdays=[2, 4] if change == "moved" else [0])
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    switch_on(sleeper)
    clock.move_to(MORNING + timedelta(hours=2))
    remind()
    assert sleeper.outbox_mails.count() == 0
    CHANGES[change](plan)
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    pass_time(clock, MORNING + timedelta(hours=14))
    assert sent(sleeper) == ["03-02 14:00"]


def test_a_missed_task_that_the_night_moved_onto_today_is_told(sleeper: User, clock: Any) -> None:
    plan = start(sleeper)
    PlannedSession.objects.exclude(pk=today_of(plan).pk).delete()
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    switch_on(sleeper)
    pass_time(clock, datetime(2026, 3, 3, 22, tzinfo=UTC))
    assert sent(sleeper) == ["03-02 14:00", "03-03 14:00"]


def test_night_shift_moves_with_the_own_day(ana: User, clock: Any) -> None:
    """Bed at 08:00, up at 15:00, quiet in between: a hard session at 05:00 is told the evening before."""
    fields = {"usual_bed_time": time(8), "usual_rise_time": time(15), "quiet_from": time(7), "quiet_until": time(15)}
    User.objects.filter(pk=ana.pk).update(**fields)
    ana.refresh_from_db()
    start(ana, time(5), weekdays=[1, 3])
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    switch_on(ana)
    pass_time(clock, datetime(2026, 3, 3, 8, tzinfo=UTC))
    assert sent(ana) == ["03-02 22:00"]


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 3, 28), 0), (date(2026, 3, 29), 1)])
def test_the_hour_that_a_clock_change_takes(ana: User, browse: Any, clock: Any, day: date, expected: int) -> None:
    """Bed at 03:30: a session from 23:00 to 23:40 ends 3 h 50 min before it, in the night of the change 2 h 50 min."""
    clock.move_to(datetime(2026, 3, 23, 7, tzinfo=UTC))
    User.objects.filter(pk=ana.pk).update(usual_bed_time=time(3, 30), usual_rise_time=time(11))
    ana.refresh_from_db()
    evening = day - timedelta(days=1)
    start(ana, time(23), today=evening, weekdays=[evening.weekday()])
    PlannedSession.objects.update(is_vigorous=True, planned_minutes=40)
    assert counted(browse(ana).get("/plan/"))[0] == expected
