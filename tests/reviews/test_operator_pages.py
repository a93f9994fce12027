"""The operator's demo people and figures of logging: made and taken away in two steps, many people or nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import SiteCount, User
from accounts.site_counts import count
from core.mail import new_row
from core.models import OutboxMail
from core.retention import keep_retention
from core.sender import send_due
from groups.models import Group
from journal.models import PsqiDraft, PsqiSheet, TrainingSession
from reviews.actions import write_due_reviews
from reviews.demo import is_there, may_be_made
from reviews.keeping_on import Share
from reviews.operator_figures import logging_figures
from tests.factories import make_factor, make_group, make_mood, make_person

pytestmark = pytest.mark.django_db
DEMO, LOGGING = "/operator/demo/", "/operator/logging/"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def operator(browse):
    root = User.objects.create_superuser("root@example.org", is_welcomed=True)
    make_factor(root)
    return browse(root)


@pytest.mark.parametrize("path", [DEMO, LOGGING])
def test_others_find_no_such_page_and_operators_show_a_second_factor(browse, ana, bo, path):
    for person in (ana, bo):
        assert browse(person).get(path).status_code == 404
        assert browse(person).post(path, {"do": "remove"}).status_code == 404
    plain = browse(User.objects.create_superuser("plain@example.org", is_welcomed=True))
    assert plain.get(path)["Location"].startswith("/settings/second-factor/")
    assert plain.post(path, {"do": "make"})["Location"].startswith("/settings/second-factor/")
    assert not is_there()


def test_an_empty_site_is_filled_and_emptied_again(operator, settings):
    settings.DEBUG = False
    assert "Make demo people" in operator.get(DEMO).content.decode()
    answer = operator.post(DEMO, {"do": "make"})
    ana = User.objects.get(email="ana@example.org")
    assert ana.check_password(answer.context["password"])
    assert answer.context["password"] in answer.content.decode()
    assert not ana.check_password("walking-in-the-morning-light")
    assert (User.objects.filter(is_demo=True).count(), Group.objects.count()) == (5, 1)
    assert answer.context["password"] not in operator.get(DEMO).content.decode()
    assert operator.get("/operator/counts/").context["counts"].people == 1
    write_due_reviews()
    assert send_due(seconds=5) == {"skipped": 1}
    settled = OutboxMail.objects.exclude(state="waiting").values_list("kind", "last_error")
    assert (mail.outbox, list(settled)) == ([], [("weekly_review", "demo")])
    assert "5 demo people are gone." in operator.post(DEMO, {"do": "remove"}, follow=True).content.decode()
    assert list(User.objects.values_list("email", flat=True)) == ["root@example.org"]
    assert [model.objects.exists() for model in (Group, TrainingSession, OutboxMail, PsqiSheet)] == [False] * 4
    assert may_be_made()


def test_where_somebody_lives_nobody_is_made_up(operator, ana, settings):
    settings.DEBUG = False
    assert "Somebody uses this site already." in operator.get(DEMO).content.decode()
    assert "Nothing was added." in operator.post(DEMO, {"do": "make"}, follow=True).content.decode()
    assert not is_there()
    operator.post(DEMO, {"do": "remove"})
    assert User.objects.filter(pk=ana.pk).exists()


def log(person, *ago):
    for days in ago:
        make_mood(person, rated_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_the_figures_are_shares_of_many(clock, operator):
    for number in range(6):
        person = make_person(f"p{number}@example.org", date_joined=NOW - timedelta(days=60))
        log(person, 59, *([20] if number < 2 else []))
    demo = make_person("demo@example.org", is_demo=True, date_joined=NOW - timedelta(days=60))
    log(demo, 59, 0)
    silent = make_person("silent@example.org", consents=[], date_joined=NOW - timedelta(days=60))
    log(silent, 59, 0)
    imported = make_person("imported@example.org", date_joined=NOW - timedelta(days=60))
    make_mood(imported, rated_at=NOW - timedelta(days=400), source="small_wins")
    figures = logging_figures()
    assert (figures.people, figures.month, figures.half_life) == (6, Share(2, 6), 1)
    assert figures.back == Share(2, 6)
    page = operator.get(LOGGING).content.decode()
    assert "33 % after 30 days" in page
    assert "example.org" not in page


def test_until_the_first_entry_of_all_and_of_the_invited(clock, bo):
    group = make_group(bo)
    people = [make_person(f"p{number}@example.org", date_joined=NOW) for number in range(10)]
    for number, person in enumerate(people):
        clock.move_to(NOW + timedelta(seconds=40 if number < 5 else 90))
        if number < 5:
            group.memberships.create(person=person)
        make_mood(person)
    clock.move_to(NOW + timedelta(days=1))
    assert (logging_figures().first_entry_seconds, logging_figures().invited_seconds) == (65, 40)
    User.objects.filter(pk=people[0].pk).delete()
    assert (logging_figures().first_entry_seconds, logging_figures().invited_seconds) == (90, None)


def test_sheets_that_were_left_are_counted_when_they_go(clock, ana, bo):
    PsqiDraft.objects.create(person=ana)
    PsqiSheet.objects.create(person=ana, taken_on=NOW.date())
    PsqiSheet.objects.create(person=bo, taken_on=NOW.date(), provenance="direct_score")
    assert logging_figures().sheets == Share(1, 1)
    clock.move_to(NOW + timedelta(days=8))
    keep_retention()
    assert logging_figures().sheets == Share(1, 2)
    clock.move_to(NOW + timedelta(weeks=61))
    keep_retention()
    assert not SiteCount.objects.exists()


def test_stops_of_a_thousand_reminders(clock, ana):
    rows = [
        new_row(kind="reminder_comeback", person_id=ana.pk, period_key=str(number), payload={}) for number in range(250)
    ]
    for row in rows:
        row.state, row.sent_at = "sent", NOW - timedelta(days=3)
    OutboxMail.objects.bulk_create(rows)
    count(SiteCount.Name.REMINDER_STOPPED, 2)
    clock.move_to(NOW + timedelta(weeks=5))
    count(SiteCount.Name.REMINDER_STOPPED)
    figures = logging_figures()
    assert (figures.reminders, figures.stops, figures.stops_per_1000) == (250, 3, 12.0)


@pytest.mark.parametrize("people", [1, 7])
def test_the_page_costs_the_same_for_few_and_many(operator, people):
    for number in range(people):
        log(make_person(f"p{number}@example.org"), 0, 20)
    operator.get(LOGGING)
    with CaptureQueriesContext(connection) as queries:
        logging_figures()
    assert len(queries) == 8
