"""Weekly targets, tasks of plans and what plans propose: in the review of a week, and in its mail without steps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import sender
from groups.models import Group, Membership
from journal.models import SmallWin
from plans import following
from plans.actions import set_targets
from plans.models import PlannedSession
from plans.stepping import step_batch
from reviews import actions
from reviews.facts import PersonWeek
from tests.factories import make_mood, make_night, make_person, make_session
from tests.reviews.test_mail import parts

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 28)
MIDNIGHT = datetime(2026, 10, 4, 22, 1, tzinfo=UTC)  # Monday 5 October in Oslo
DUE = datetime(2026, 10, 5, 5, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
PAGE = "/reviews/2026-09-28/"
FIVE = {
    "moderate_equivalent_minutes": 150,
    "resistance_days": 2,
    "steps": 8000,
    "family_sessions": 1,
    "mind_body_sessions": 2,
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 9, 28, 8, tzinfo=UTC), tick=False) as clock:
        yield clock


def at(day: int, hour: int = 17) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def log_a_week(person: Any) -> None:
    """Minutes in the band, one strength day, one session with family that is yoga too; 4,711 steps a day."""
    make_session(person, at(29), minutes=30, moderate_minutes=0, vigorous_minutes=60, is_resistance=True)
    make_session(person, at(30), minutes=40, activity="yoga", moderate_minutes=5, with_family=True)
    make_session(person, at(20), minutes=40, activity="yoga", moderate_minutes=300, with_family=True)
    person.body_kinds = ["steps"]
    person.save(update_fields=["body_kinds"])
    for number in range(30):
        day = date(2026, 10, 4) - timedelta(days=number)
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        person.measurements.create(kind="steps", value=4711, unit="steps", measured_at=noon, day=day)


def write(person: Any) -> None:
    actions.write_reviews(wanted=[PersonWeek(person.pk, MONDAY)], languages={person.pk: person.language})


def mailed(person: Any, clock: Any) -> str:
    User.objects.filter(pk=person.pk).update(next_review_at=DUE)
    clock.move_to(DUE)
    actions.write_due_reviews()
    clock.move_to(DUE + timedelta(minutes=10))
    sender.send_due()
    text, html = parts(next(one for one in mail.outbox if one.to == [person.email]))
    return str(text + html)


def follow(person: Any, clock: Any, *, done: int = 3) -> Any:
    """A plan whose first week is over, with so many of its three tasks done, on the Monday after."""
    plan = following.start_plan(person=person, programme="walk_run_10w", weekdays=[0, 2, 4], today=MONDAY)
    for task in plan.planned_sessions.all()[:done]:
        noon = datetime(task.day.year, task.day.month, task.day.day, 12, tzinfo=UTC)
        task.session, task.state = make_session(person, noon, rpe=5), "done"
        task.save()
    clock.move_to(MIDNIGHT)
    assert step_batch(now=MIDNIGHT) >= 1
    return plan


def test_the_review_tells_the_targets_of_its_week(ana: Any, bo: Any, browse: Any, clock: Any) -> None:
    set_targets(person=ana, chosen=FIVE, today=MONDAY)
    set_targets(person=bo, chosen=FIVE, today=MONDAY)
    log_a_week(ana)
    write(ana)
    clock.move_to(NOW)
    set_targets(person=ana, chosen={"resistance_days": 6}, today=NOW.date())
    page = " ".join(browse(ana).get(PAGE).content.decode().split())
    told = ["125 of 150 minutes", "1 of 2 days", "4,711 of 6,700", "yes, this week", "1 of 2"]
    assert [words for words in told if words not in page] == []
    assert page.count("Moderate-equivalent minutes") == 1


def test_a_review_without_targets_has_its_figures_as_before(ana: Any, browse: Any, clock: Any) -> None:
    log_a_week(ana)
    write(ana)
    clock.move_to(NOW)
    page = browse(ana).get(PAGE).content.decode()
    assert ("150–300 a week" in page, "With family" in page, "4,711" in page) == (True, False, False)


@pytest.mark.parametrize("targets", [1, 5])
def test_the_page_of_a_review_asks_eleven_times_with_targets(ana: Any, browse: Any, clock: Any, targets: int) -> None:
    group = Group.objects.create(name="Harbour", time_zone="Europe/Oslo")
    Membership.objects.create(group=group, person=ana)
    set_targets(person=ana, chosen=dict(list(FIVE.items())[:targets]), today=MONDAY)
    log_a_week(ana)
    for hour in range(5):
        make_mood(ana, 5, at(29, hour))
        make_night(ana, MONDAY + timedelta(days=hour))
    write(ana)
    clock.move_to(NOW)
    client = browse(ana)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    assert len(queries) <= 11, [query["sql"] for query in queries]


@pytest.mark.parametrize(("consents", "shown"), [(["training", "wellbeing"], "7"), (["training", "sleep"], "7 h 20")])
def test_moods_and_nights_are_read_by_what_is_agreed_to(
    browse: Any, clock: Any, consents: list[str], shown: str
) -> None:
    lou = make_person("lou@example.org", consents=consents)
    make_mood(lou, 7, at(29))
    make_night(lou, MONDAY)
    write(lou)
    clock.move_to(NOW)
    page = browse(lou).get(PAGE).content.decode()
    assert ("week-mood" in page, "week-sleep" in page) == ("wellbeing" in consents, "sleep" in consents)
    assert f">{shown}<" in page


def test_the_mail_tells_targets_and_never_steps(ana: Any, clock: Any) -> None:
    set_targets(person=ana, chosen=FIVE, today=MONDAY)
    log_a_week(ana)
    message = mailed(ana, clock)
    told = [
        "Moderate-equivalent minutes: 125 of 150 minutes",
        "Resistance days: 1 of 2 days",
        "With family: yes, this week",
        "Yoga, tai chi or mobility: 1 of 2",
    ]
    assert [message.count(words) for words in told] == [2, 2, 2, 2]
    assert [word for word in ("4711", "4,711", "6,700", "8,000", "teps") if word in message] == []


def test_a_mail_that_is_a_link_only_tells_none_of_it(ana: Any, clock: Any) -> None:
    ana.mail_level = User.MailLevel.LINK
    ana.save(update_fields=["mail_level"])
    set_targets(person=ana, chosen=FIVE, today=MONDAY)
    log_a_week(ana)
    follow(ana, clock)
    message = mailed(ana, clock)
    assert [words for words in ("125", "family", "proposes", "Your plan") if words in message] == []


@pytest.mark.parametrize("done", [0, 2, 3])
def test_tasks_of_a_plan_stand_before_a_target_of_sessions(ana: Any, clock: Any, done: int) -> None:
    ana.weekly_targets.create(target=7, starts_on=MONDAY)
    follow(ana, clock, done=done)
    make_session(ana, at(29))
    write(ana)
    facts = ana.weekly_reviews.get().facts
    assert (facts["tasks_planned"], facts["tasks_done"]) == (3, done)


def test_the_mail_names_what_the_plan_proposes_and_no_reason(ana: Any, bo: Any, clock: Any) -> None:
    follow(ana, clock)
    set_targets(person=bo, chosen={"resistance_days": 2}, today=MONDAY)
    make_session(bo, at(29))
    told, others = mailed(ana, clock), mailed(bo, clock)
    assert told.count("Your plan proposes: On to week 2.") == 2
    assert told.count("Your plan: 3 sessions.") == 2
    assert [words for words in ("effort", "of 10") if words in told] == []
    assert ("proposes" in others, "Your plan" in others) == (False, False)


def test_a_pause_that_follows_from_pain_stands_in_no_mail(ana: Any, clock: Any) -> None:
    plan = follow(ana, clock)
    plan.proposals.update(outcome="pause", change={"state": "paused"})
    assert "proposes" not in mailed(ana, clock)


def test_what_a_coach_proposes_is_not_called_the_plans(ana: Any, clock: Any) -> None:
    plan = follow(ana, clock)
    plan.proposals.update(rule="coach")
    assert "proposes" not in mailed(ana, clock)


def test_an_easy_week_is_the_persons_own_wish(ana: Any, clock: Any) -> None:
    plan = follow(ana, clock)
    plan.proposals.update(outcome="easy", change={"is_easy": True})
    assert "proposes" not in mailed(ana, clock)


@pytest.mark.parametrize("plans", [1, 3])
def test_mails_of_plans_ask_as_much_for_many_as_for_one(clock: Any, plans: int) -> None:
    from core.models import OutboxMail
    from reviews.mail import render

    people = [make_person(f"p{number}@example.org") for number in range(plans)]
    for person in people:
        set_targets(person=person, chosen=FIVE, today=MONDAY)
        log_a_week(person)
        clock.move_to(datetime(2026, 9, 28, 8, tzinfo=UTC))
        follow(person, clock)
    User.objects.update(next_review_at=DUE)
    clock.move_to(DUE)
    actions.write_due_reviews()
    rows = list(OutboxMail.objects.filter(kind="weekly_review").select_related("person"))
    with CaptureQueriesContext(connection) as queries:
        assert len(render(rows)) == plans
    assert len(queries) == 6


def test_wins_and_tasks_of_another_person_are_not_counted(ana: Any, bo: Any, clock: Any) -> None:
    follow(bo, clock)
    SmallWin.objects.create(id=bo.pk, person=bo, day=MONDAY, rule="SW12", priority=0)
    make_session(ana, at(29))
    write(ana)
    facts = ana.weekly_reviews.get().facts
    assert (facts["tasks_planned"], facts["tasks_done"], facts["wins"]) == (0, 0, [])
    assert PlannedSession.objects.filter(person=ana).count() == 0
