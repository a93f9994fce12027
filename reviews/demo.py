"""Somebody to look around as: Ana with twelve weeks of journal, her coach Bo, their group, a review due now."""

import logging
import secrets
from datetime import time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import create_person, delete_account, save_profile
from accounts.models import User
from core.dates import Week
from plans.actions import set_targets
from plans.following import start_plan
from plans.models import WeeklyTarget
from reviews.actions import write_past_reviews
from reviews.demo_group import make_group
from reviews.demo_journal import WEEKS, Diary

EMAIL = "ana@example.org"
PASSWORD = "walking-in-the-morning-light"  # noqa: S105  a demo's, told to everybody
OTHERS = {"bo": "Bo", "mei": "Mei", "tom": "Tom", "lin": "Lin"}
ZONE = "Europe/Oslo"
TARGETS = {"moderate_equivalent_minutes": 150, "resistance_days": 2, "steps": 8000, "family_sessions": 1}
logger = logging.getLogger(__name__)


class NotEmpty(Exception):
    """Somebody uses this site already, or the demo people are there."""


def is_there() -> bool:
    """Whether the demo people live here."""
    return User.objects.filter(is_demo=True).exists()


def may_be_made() -> bool:
    """On a site with nobody but its operators; in development beside others too."""
    if is_there() or User.objects.filter(email=EMAIL).exists():
        return False
    return settings.DEBUG or not User.objects.filter(is_staff=False).exists()


@transaction.atomic
def fill_site() -> str:
    """Makes the demo people of a site that runs in earnest; returns the password that nobody else knows."""
    if not may_be_made():
        raise NotEmpty
    password = secrets.token_urlsafe(12)
    make_demo(password)
    logger.info("The demo people were made.")
    return password


@transaction.atomic
def remove_demo() -> int:
    """Takes the demo people away with everything of theirs; returns how many there were."""
    people = list(User.objects.filter(is_demo=True).order_by("pk"))
    for person in people:
        delete_account(person=person)
    logger.info("%d demo people were taken away.", len(people))
    return len(people)


@transaction.atomic
def make_demo(password: str = PASSWORD) -> None:
    """Everybody at once, or nobody."""
    ana = make_demo_person("ana", "Ana", password)
    others = [make_demo_person(name, shown, password) for name, shown in OTHERS.items()]
    first = Week.of(ana.today()).plus(1 - WEEKS)
    WeeklyTarget.objects.create(
        person=ana,
        target=3,
        weekdays=[1, 3, 5],
        if_then="If it is Tuesday half past six, then I put on my shoes and go.",
        starts_on=first.monday,
    )
    set_targets(person=ana, chosen=TARGETS, today=first.monday)
    save_profile(person=ana, changes={"usual_bed_time": time(23), "usual_rise_time": time(7)})
    Diary(ana).write()
    start_plan(
        person=ana, programme="walk_run_10w", weekdays=[1, 3, 5], today=ana.today(), at_time=time(18, 30), wish="energy"
    )
    make_group(ana, others[0], others[1:])
    newest = Week.of(ana.today()).previous()
    write_past_reviews(person=ana, since=first.monday, until=newest.previous().monday)
    User.objects.filter(pk=ana.pk).update(next_review_at=timezone.now() - timedelta(seconds=1))


def make_demo_person(name: str, shown: str, password: str = PASSWORD) -> User:
    """One person who has agreed to everything."""
    return create_person(
        email=f"{name}@example.org",
        display_name=shown,
        time_zone=ZONE,
        password=password,
        birth_year=1988,
        is_demo=True,
    )
