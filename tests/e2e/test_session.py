"""A person logs strength training on a phone: ticks take the grey values, the rest runs, nothing planned is typed."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session
from journal.exercise_library import Library

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
EXERCISES = ("back_squat", "bench_press", "romanian_deadlift")


@pytest.fixture
def phone(page: Page, live_server, ana: User) -> Page:
    """Ana's phone, signed in, three days after she did three sets of three exercises."""
    sets = [{"exercise": slug, "load_kg": 60, "reps": 5} for slug in EXERCISES for _ in range(3)]
    started_at = (timezone.now() - timedelta(days=3)).astimezone(ana.zone)
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "title": "Strength A", "sets": sets}
    save_session(person=ana, object_id=uuid7(), data=body)
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{live_server.url}/sessions/new/")
    return page


def loads(person: User) -> list[tuple[str, Decimal, int]]:
    """The sets of the newest session."""
    session = person.training_sessions.newest_first()[0]
    return list(session.sets.values_list("exercise", "load_kg", "reps"))


def test_three_by_three_sets_take_twelve_taps_at_most(phone: Page, ana: User):
    taps = 0

    def tap(target) -> None:
        nonlocal taps
        target.tap()
        taps += 1

    tap(phone.get_by_role("button", name="Strength A"))
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    for number in range(9):
        tap(phone.locator(f'[name="{number // 3}-{number % 3}-done"]'))
    tap(phone.locator("#rest").get_by_role("button", name="Finish"))
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    assert loads(ana) == [(slug, Decimal("60.00"), 5) for slug in EXERCISES for _ in range(3)]
    assert taps <= 11  # and one before, on Today's Start
    assert phone.errors == []


def test_a_tick_starts_the_rest_which_survives_a_reload(phone: Page):
    phone.get_by_role("button", name="Strength A").tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    phone.locator('[name="0-0-done"]').tap()
    dock = phone.locator("#rest")
    expect(dock).to_contain_text("How hard was set 1?")
    expect(dock.locator("[data-left]")).to_have_text(re.compile("^1:2[0-9]$"))  # a slow machine shows it later
    kept = phone.evaluate("JSON.parse(sessionStorage.getItem('rest'))")
    assert sorted(kept) == ["label", "long", "row", "until"]
    assert phone.evaluate("[sessionStorage.length, localStorage.length]") == [1, 0]
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.reload()
    expect(dock).to_be_visible()
    dock.get_by_role("button", name="Skip").tap()
    expect(dock).to_be_hidden()


def test_a_nudged_load_is_carried_and_praised(phone: Page, ana: User):
    phone.get_by_role("button", name="Strength A").tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    phone.get_by_role("button", name="Next set: 2.5 more").first.tap()
    phone.locator('[name="0-0-done"]').tap()
    phone.locator("#rest").get_by_role("button", name="8.5").tap()
    expect(phone.locator('[name="0-1-load"]')).to_have_attribute("placeholder", "62.5")
    expect(phone.get_by_text("↑ 2.5 kg since last time")).to_be_visible()
    phone.locator('[name="0-1-done"]').tap()
    phone.get_by_role("button", name="Add set").first.tap()
    expect(phone.locator('[name="0-3-done"]')).to_be_visible()
    expect(phone.locator('[name="0-0-load"]')).to_have_value("62.5")
    phone.locator('[name="0-3-reps"]').fill("4")
    phone.locator('[name="0-3-reps"]').blur()
    expect(phone.locator('[name="0-3-done"]')).to_be_checked()
    phone.locator("main").get_by_role("button", name="Finish").tap()
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    assert loads(ana) == [("back_squat", Decimal("62.50"), 5)] * 2 + [("back_squat", Decimal("62.50"), 4)]
    assert ana.training_sessions.newest_first()[0].sets.order_by("position")[0].rpe == Decimal("8.5")
    assert phone.errors == []


def test_the_picker_finds_while_typing_what_the_server_finds(phone: Page, ana):
    phone.get_by_role("button", name="Strength", exact=True).tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    found = phone.locator("[data-found] button:visible")
    expect(found.filter(has_text="Back squat")).to_be_visible()
    everything = found.all_text_contents()
    assert {"Bench press", "Jog"} & set(everything) == {"Bench press"}  # unasked, those of the activity
    for text in ("press  BENCH", "Jo", "wotui", "wo tui", "ｗｔ", "硬拉", "child’s", "row", "卧推"):
        phone.get_by_label("Find an exercise").fill(text)
        names = [choice.name for choice in Library(ana).search(text, "strength")]
        assert found.all_text_contents() == names != [], text
    phone.get_by_label("Find an exercise").fill("no such thing")
    expect(phone.get_by_text("None of that name")).to_be_visible()
    phone.get_by_label("Find an exercise").fill("")
    assert found.all_text_contents() == everything
    phone.get_by_label("Find an exercise").fill("卧推")
    found = found.first
    found.tap()
    expect(phone.locator('input[name="exercise"]')).to_have_value("bench_press")
