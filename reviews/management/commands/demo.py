"""Somebody to sign in as: Ana with twelve weeks of journal, her coach Bo, their group, a review due now."""

from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.actions import create_person, save_profile
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


class Command(BaseCommand):
    help = "Makes the demo people once: Ana, her coach Bo, their group. Only with DEBUG, since their password is known."

    def handle(self, *args: Any, **options: Any) -> str:
        """Says how to sign in; a second run changes nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo's password is known to everybody; it is made only with DEBUG.")
        if not User.objects.filter(email=EMAIL).exists():
            make_demo()
        return f"Sign in as {EMAIL} with the password {PASSWORD}"


TARGETS = {"moderate_equivalent_minutes": 150, "resistance_days": 2, "steps": 8000, "family_sessions": 1}


@transaction.atomic
def make_demo() -> None:
    """Everybody at once, or nobody."""
    ana = make_demo_person("ana", "Ana")
    others = [make_demo_person(name, shown) for name, shown in OTHERS.items()]
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


def make_demo_person(name: str, shown: str) -> User:
    """One person who has agreed to everything and knows the demo's password."""
    return create_person(
        email=f"{name}@example.org", display_name=shown, time_zone=ZONE, password=PASSWORD, birth_year=1988
    )
