"""Statements, reports and cards go when their time is over, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.retention import keep_retention
from journal.models import AlarmReport, CareAnswer, ReadinessStatement, SupportCard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 17, 3, 20, tzinfo=UTC)


def ago(days: int) -> date:
    return NOW.date() - timedelta(days=days)


def test_statements_stay_for_twelve_months(ana):
    for days in (365, 366):
        ReadinessStatement.objects.create(person=ana, answered_on=ago(days), has_some_yes=False)
    assert keep_retention(NOW)["readiness-statements"] == 1
    assert ana.readiness_statements.get().answered_on == ago(365)


def test_answers_stay_for_twelve_weeks(ana, bo):
    for person, days in ((ana, 84), (bo, 85)):
        CareAnswer.objects.create(person=person, question="snoring", answered_on=ago(days))
    assert keep_retention(NOW)["care-answers"] == 1
    assert CareAnswer.objects.get().person == ana


def test_reports_stay_until_twelve_months_after_they_were_cleared(ana):
    for days, cleared in ((800, None), (800, 366), (800, 364)):
        cleared_at = cleared and NOW - timedelta(days=cleared)
        AlarmReport.objects.create(person=ana, reported_at=NOW - timedelta(days=days), cleared_at=cleared_at)
    assert keep_retention(NOW)["alarm-reports"] == 1
    assert ana.alarm_reports.filter(cleared_at=None).count() == 1


@pytest.mark.parametrize(
    ("card", "stays"),
    [
        ({"signal": "G1", "due_on": 30}, True),
        ({"signal": "G1", "due_on": 31}, False),
        ({"signal": "G1", "due_on": 31, "checked_on": 0}, True),  # it still holds: the check goes on with it
        ({"signal": "G1", "due_on": None}, False),
        ({"signal": "G1", "due_on": None, "checked_on": 0}, True),  # waits for its week
        ({"signal": "G1", "due_on": None, "is_muted": True}, True),
        ({"signal": "G8", "due_on": 84}, True),
        ({"signal": "G8", "due_on": 85}, False),
    ],
)
def test_cards_stay_for_thirty_days_and_the_counted_kind_for_twelve_weeks(ana, card, stays):
    days = {name: None if card.get(name) is None else ago(card[name]) for name in ("due_on", "checked_on")}
    SupportCard.objects.create(person=ana, **(card | days))
    keep_retention(NOW)
    assert ana.support_cards.exists() is stays
