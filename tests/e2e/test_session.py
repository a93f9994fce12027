"""A person logs strength training on a phone: ticks take the grey values, the rest runs, nothing planned is typed."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session, save_template
from journal.exercise_library import Library
from journal.models import TrainingSession
from journal.session_templates import body_of_session
from tests.e2e.taps import Taps

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
EXERCISES = ("back_squat", "bench_press", "romanian_deadlift")


@pytest.fixture
def phone(page: Page, live_server, ana: User) -> Page:
    """Ana's phone, signed in, three days after she did three sets of three exercises."""
    write_strength(ana)
    hold(page, ana, live_server.url)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{live_server.url}/sessions/new/")
    return page


def write_strength(person: User) -> TrainingSession:
    """Three days ago: three sets of three exercises."""
    sets = [{"exercise": slug, "load_kg": 60, "reps": 5} for slug in EXERCISES for _ in range(3)]
    started_at = (timezone.now() - timedelta(days=3)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "title": "Strength A", "sets": sets}
    return save_session(person=person, object_id=uuid7(), data=body)


def hold(page: Page, person: User, site: str) -> None:
    """From here on this person holds the phone."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = [{"name": name, "value": morsel.value, "url": site} for name, morsel in client.cookies.items()]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)


def ready(page: Page) -> None:
    """The scripts of the logger have started."""
    expect(page.locator("html")).to_have_attribute("data-logger", "ready")


def begin(page: Page) -> None:
    """Strength A again."""
    page.get_by_role("button", name="Strength A").tap()
    ready(page)


def tick_all_and_finish(page: Page) -> None:
    """Nine sets as they stand in grey, then the one button."""
    ready(page)
    for number in range(9):
        page.locator(f'[name="{number // 3}-{number % 3}-done"]').tap()
    page.locator("#rest").get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()


def loads(person: User) -> list[tuple[str, Decimal, int]]:
    """The sets of the newest session."""
    session = person.training_sessions.newest_first()[0]
    return list(session.sets.values_list("exercise", "load_kg", "reps"))


@pytest.mark.parametrize("source", ["last time", "template"])
def test_three_by_three_sets_take_twelve_taps_from_the_opened_app(phone: Page, ana: User, live_server, source: str):
    if source == "template":
        body = body_of_session(ana.training_sessions.get(), "Three by three")
        save_template(person=ana, object_id=uuid7(), data=body)
    taps = Taps(phone)
    phone.goto(f"{live_server.url}/")
    taps.start()
    phone.get_by_role("link", name="Start").tap()
    phone.get_by_role("button", name="Three by three" if source == "template" else "Strength A").tap()
    tick_all_and_finish(phone)
    assert loads(ana) == [(slug, Decimal("60.00"), 5) for slug in EXERCISES for _ in range(3)]
    assert not ana.unfinished_sessions.exists()
    assert taps.count == 12
    assert phone.errors == []


def test_a_tick_starts_the_rest_which_survives_a_reload(phone: Page):
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    dock = phone.locator("#rest")
    expect(dock).to_contain_text("How hard was set 1?")
    expect(dock.locator("[data-left]")).to_have_text(re.compile("^1:2[0-9]$"))  # a slow machine shows it later
    expect(phone.locator("[data-kept]")).to_have_text("Kept as you go.")
    until = json.loads(phone.locator('[name="rest"]').input_value())["until"]
    phone.reload()
    ready(phone)
    assert json.loads(phone.locator('[name="rest"]').input_value())["until"] == until
    expect(dock).to_contain_text("How hard was set 1?")
    dock.get_by_role("button", name="Skip").tap()
    expect(dock.locator("[data-left]")).to_be_hidden()


def test_a_nudged_load_is_carried_and_praised(phone: Page, ana: User):
    begin(phone)
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


def test_the_picker_narrows_down_at_once_and_the_focus_stays(phone: Page):
    phone.get_by_role("button", name="Strength", exact=True).tap()
    ready(phone)
    phone.locator("summary", has_text="Filter").tap()
    phone.get_by_label("Equipment").focus()
    phone.get_by_label("Equipment").select_option("Kettlebell")
    found = phone.locator("[data-found] button")
    expect(found.filter(has_text="Bench press")).to_have_count(0)
    expect(found.filter(has_text="Kettlebell swing")).to_be_visible()
    expect(phone.get_by_label("Equipment")).to_be_focused()
    found.filter(has_text="Kettlebell swing").first.tap()
    expect(phone.locator('input[name="exercise"]')).to_have_count(1)
    assert phone.errors == []


def test_the_picker_finds_while_typing_what_the_server_finds(phone: Page, ana):
    phone.get_by_role("button", name="Strength", exact=True).tap()
    ready(phone)
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
