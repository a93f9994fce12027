"""A person looks an exercise up, begins a session with it, and makes two exercises one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_own_exercise, save_session

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page: Page, live_server, ana: User) -> Page:
    """Ana's phone, signed in; she logged squats twice, once under a name of her own."""
    stone = save_own_exercise(person=ana, object_id=uuid7(), data={"name": "My squat", "pattern": "squat"}).slug
    for days_ago, slug in ((5, stone), (3, "back_squat")):
        started_at = (timezone.now() - timedelta(days=days_ago)).astimezone(ana.zone)
        sets = [{"exercise": slug, "load_kg": 55 + days_ago, "reps": 5}] * 3
        body = {"started_at": started_at, "minutes": 40, "activity": "strength", "sets": sets}
        save_session(person=ana, object_id=uuid7(), data=body)
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{live_server.url}/log/")
    return page


def test_a_pose_is_found_begun_and_ticked_with_its_level(phone: Page, ana: User):
    phone.get_by_role("link", name="Exercises").tap()
    phone.get_by_label("Find an exercise").fill("shushi")
    phone.get_by_role("button", name="Find").tap()
    phone.get_by_role("link", name="Tree").tap()
    expect(phone.get_by_role("heading", name="Tree")).to_be_visible()
    phone.get_by_role("button", name="Begin a session with it").tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    phone.get_by_label("Set 1, level").fill("2")
    phone.get_by_label("Set 1, s").fill("40")
    phone.get_by_label("Set 1, s").blur()
    expect(phone.locator('[name="0-0-done"]')).to_be_checked()
    phone.get_by_label("Minutes").fill("10")
    phone.get_by_text("The five levels").tap()
    expect(phone.get_by_text("Toes on the floor, a hand on the wall")).to_be_visible()
    phone.locator("#session [data-finish]").evaluate("button => button.click()")
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    assert list(ana.training_sets.filter(exercise="yoga_tree").values_list("seconds", "pose_level")) == [(40, 2)]
    assert phone.errors == []


def test_a_pose_is_ticked_without_a_level(phone: Page, ana: User, live_server):
    phone.goto(f"{live_server.url}/exercises/yoga_tree/")
    phone.get_by_role("button", name="Begin a session with it").tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    phone.get_by_label("Set 1, s").fill("40")
    phone.locator('[name="0-1-hold"]').tap()
    expect(phone.locator('[name="0-0-done"]')).to_be_checked()
    assert phone.errors == []


def test_filters_are_tapped_one_after_the_other(phone: Page, live_server):
    phone.goto(f"{live_server.url}/exercises/")
    phone.get_by_text("Filter").tap()
    phone.get_by_role("link", name="Hip hinge", exact=True).tap()
    phone.get_by_role("link", name="Kettlebell", exact=True).tap()
    expect(phone.get_by_role("heading", name="2 exercises")).to_be_visible()
    phone.get_by_role("link", name="Hip hinge", exact=True).tap()
    expect(phone.get_by_role("heading", name="2 exercises")).not_to_be_visible()
    expect(phone.get_by_role("link", name="Kettlebell", exact=True)).to_have_attribute("aria-current", "true")


def test_two_exercises_become_one_and_two_again(phone: Page, ana: User, live_server):
    phone.goto(f"{live_server.url}/exercises/own_my_squat/")
    phone.get_by_role("link", name="Merge it into another").tap()
    phone.get_by_role("link", name="Back squat").tap()
    expect(phone.get_by_text("3 sets in 1 session become Back squat.")).to_be_visible()
    phone.get_by_role("button", name="Merge them").tap()
    expect(phone.get_by_text("My squat is now Back squat.")).to_be_visible()
    expect(phone.get_by_text("60 × 5, 5, 5", exact=True)).to_be_visible()
    assert ana.training_sets.filter(exercise="back_squat").count() == 6
    phone.get_by_role("button", name="Undo").tap()
    expect(phone.get_by_role("heading", name="My squat")).to_be_visible()
    assert ana.training_sets.filter(exercise="back_squat").count() == 3
