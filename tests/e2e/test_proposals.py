"""A proposal in a browser: from the Plan tab to its reason and its rows, one tap accepts; pain swaps; an easy week."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from core.dates import Week
from plans import following
from plans.models import Plan
from tests.factories import make_person
from tests.plans.logging import lifts, log

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(db: None) -> Any:
    return make_person("ana@example.org", time_zone="Etc/UTC")


@pytest.fixture
def plan(ana: Any) -> Plan:
    """Two lifts of today, one of them with pain in a session of its own."""
    today = ana.today()
    plan = following.start_plan(
        person=ana, programme="strength_foundation_8w", weekdays=list(range(7)), today=Week.of(today).monday
    )
    Plan.objects.update(starts_on=plan.starts_on - timedelta(days=7))
    hour = datetime.now().astimezone().hour
    day = today if hour > 2 else today - timedelta(days=1)
    log(ana, day, lifts("bench_press", 40, 12, 12, 12), hour=0)
    log(ana, day, lifts("row", 30, 12, 12, 12), hour=1, pain=5, pain_place="shoulder")
    return plan


@pytest.fixture
def phone(context: BrowserContext, live_server: object, ana: Any) -> Page:
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}/plan/")
    return page


def test_a_tap_accepts_another_swaps_and_the_week_becomes_easy(phone: Page, plan: Plan) -> None:
    phone.get_by_role("link", name="What your plan proposes").first.tap()
    bench = phone.locator("section.card", has_text="Bench press: 42.5 kg, 8 repetitions")
    bench.get_by_text("What it rests on").tap()
    expect(bench.get_by_role("link", name="40 × 12, 12, 12")).to_be_visible()
    bench.get_by_role("button", name="Accept").tap()
    expect(phone.get_by_text("Done. Your plan has it now.")).to_be_visible()
    row = phone.locator("section.card", has_text="You noted pain of 5 of 10")
    row.locator("button.chip").first.tap()
    expect(phone.get_by_text("Swapped. Your open tasks have it now.")).to_be_visible()
    phone.get_by_role("button", name="Make this week easy").tap()
    expect(phone.get_by_role("heading", name="This week is an easy one")).to_be_visible()
    plan.refresh_from_db()
    assert list(plan.targets.values_list("exercise", "load_kg")) == [("bench_press", 42.5)]
    assert list(plan.swaps) == ["row"]
    assert plan.weeks.get().is_easy
