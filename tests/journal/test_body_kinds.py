"""Kinds of measurement: off until switched on, hidden and kept when switched off, erased with their own category."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions import erase_category, withdraw_consent
from journal.body_kinds import GROUPS, kinds_on, switch_kind
from journal.models import Measurement, MeasurementKind
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def make_value(person, kind, value, at=NOON, **fields):
    return Measurement.objects.create(person=person, kind=kind, value=value, measured_at=at, day=at.date(), **fields)


def test_every_kind_has_its_place():
    assert sorted(kind for kinds in GROUPS.values() for kind in kinds) == sorted(MeasurementKind)


def test_nothing_is_on_before_it_was_switched_on(ana):
    make_value(ana, "weight", 70)
    assert (ana.body_kinds, kinds_on(ana)) == ([], [])


def test_a_kind_is_on_until_it_is_switched_off(ana, bo):
    for kind in ("weight", "steps", "weight"):
        switch_kind(person=ana, kind=MeasurementKind(kind), is_on=True)
    ana.refresh_from_db()
    assert (sorted(ana.body_kinds), kinds_on(ana)) == (["steps", "weight"], ["steps", "weight"])
    switch_kind(person=ana, kind=MeasurementKind.STEPS, is_on=False)
    ana.refresh_from_db()
    assert (ana.body_kinds, kinds_on(bo)) == (["weight"], [])


@pytest.mark.parametrize(("category", "left"), [("body", ["steps"]), ("training", ["six_minute_walk"])])
def test_without_its_consent_no_kind_is_on(category, left):
    person = make_person("dana@example.org", body_kinds=["six_minute_walk", "steps", "long_gone"])
    withdraw_consent(person=person, category=category)
    assert kinds_on(person) == left


@pytest.mark.parametrize(
    ("category", "left"), [("body", ["steps"]), ("training", ["six_minute_walk", "weight"]), ("sleep", None)]
)
def test_steps_are_erased_with_training_and_the_rest_with_the_body(category, left, ana, bo):
    for person in (ana, bo):
        for kind in ("steps", "weight", "six_minute_walk"):
            make_value(person, kind, 60)
    erase_category(person=ana, category=category)
    everything = ["six_minute_walk", "steps", "weight"]
    assert sorted(ana.measurements.values_list("kind", flat=True)) == (everything if left is None else left)
    assert sorted(bo.measurements.values_list("kind", flat=True)) == everything


def test_of_several_entries_of_steps_on_a_day_the_latest_counts(ana, bo):
    make_value(ana, "steps", 9000, NOON + timedelta(hours=1))
    make_value(ana, "steps", 4000)
    make_value(ana, "steps", 5000, NOON + timedelta(days=1))
    make_value(ana, "weight", 70, NOON + timedelta(days=1, hours=1))
    make_value(bo, "steps", 1, NOON + timedelta(hours=2))
    assert ana.measurements.step_days() == {date(2026, 3, 12): 9000, date(2026, 3, 13): 5000}


def test_the_first_valid_days_skip_a_drawer_and_a_corrected_entry(ana, bo):
    for n, (early, late) in enumerate([(499, None), (7000, 300), (300, 8000), (500, None), (6000, None)]):
        at = NOON + timedelta(days=n)
        make_value(ana, "steps", early, at)
        if late:
            make_value(ana, "steps", late, at + timedelta(hours=3))
    make_value(bo, "steps", 9999, NOON - timedelta(days=9))
    make_value(bo, "steps", 9999, NOON + timedelta(days=3, hours=9))
    assert ana.measurements.first_step_days(500, 2) == {date(2026, 3, 14): 8000, date(2026, 3, 15): 500}
