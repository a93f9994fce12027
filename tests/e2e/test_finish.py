"""After a session on a phone: two taps are enough, six say everything; a quiet minute; the way out when unwell."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session
from journal.models import TrainingSession

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def squats(person: User, days_ago: int, load: float, **more: Any) -> TrainingSession:
    """A strength session of forty minutes that has just ended, or ended so many days ago."""
    started_at = (timezone.now() - timedelta(days=days_ago, minutes=40)).astimezone(person.zone)
    sets = [{"exercise": "back_squat", "load_kg": load, "reps": 5}] * 3
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "sets": sets} | more
    return save_session(person=person, object_id=uuid7(), data=body)


@pytest.fixture
def phone(context: BrowserContext, live_server: object, ana: User) -> Page:
    """Ana's phone, counting taps; errors of scripts and of the content policy are kept."""
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])
    page = context.new_page()
    page.site, page.taps, page.problems = str(live_server), 0, []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if "Content Security" in line.text else None)
    return page


def tap(page: Page, target: Any) -> None:
    target.tap()
    page.taps += 1


def rate(page: Page, name: str, value: int) -> None:
    tap(page, page.locator(f'label:has(input[name="{name}"][value="{value}"])'))


def save(page: Page) -> None:
    tap(page, page.locator("main .btn.pri", has_text="Save"))


def test_two_taps_are_enough(phone: Page, ana: User) -> None:
    squats(ana, 7, 60, rpe=6)
    session = squats(ana, 0, 60)
    phone.goto(phone.site + reverse("journal:session-finish", args=[session.pk]))
    rate(phone, "rpe", 4)
    save(phone)
    expect(phone.get_by_text("Felt like 4 of 10")).to_be_visible()
    session.refresh_from_db()
    assert (session.rpe, phone.taps, phone.problems) == (4, 2, [])


def test_six_taps_say_everything(phone: Page, ana: User) -> None:
    for days_ago, load in ((21, 55), (14, 57.5), (7, 60)):
        squats(ana, days_ago, load)
    session = squats(ana, 0, 62.5, emotion_word="tense", emotion_before=7)
    phone.goto(phone.site + reverse("journal:session-finish", args=[session.pk]))
    tap(phone, phone.get_by_role("button", name="Keep as a win"))
    expect(phone.get_by_text("Kept as a win.")).to_be_visible()
    rate(phone, "emotion_after", 4)
    rate(phone, "rpe", 5)
    tap(phone, phone.get_by_label("One minute for a line"))
    phone.keyboard.type("The bar felt light.")
    phone.keyboard.press("Tab")  # past the quiet minute
    phone.keyboard.press("Tab")
    phone.keyboard.type("Warm legs.")
    rate(phone, "confidence_next", 8)
    save(phone)
    expect(phone.get_by_text("Tense: 7 → 4")).to_be_visible()
    expect(phone.get_by_text("1 of the last 4 weeks had training and a note")).to_be_visible()
    session.refresh_from_db()
    said = (session.emotion_after, session.rpe, session.note, session.body_note, session.confidence_next)
    assert said == (4, 5, "The bar felt light.", "Warm legs.", 8)
    assert (phone.taps, phone.problems) == (6, [])


def test_a_quiet_minute_fills_and_waits_for_nobody(phone: Page, ana: User) -> None:
    session = squats(ana, 0, 60)
    phone.clock.install()
    phone.goto(phone.site + reverse("journal:session-finish", args=[session.pk]))
    phone.get_by_role("button", name="Take a quiet minute first").tap()
    bar = phone.get_by_role("progressbar", name="A quiet minute")
    over = phone.locator("[data-minute-over]")
    phone.clock.run_for(30_000)
    expect(bar).to_have_js_property("value", 30)
    expect(over).to_be_hidden()
    phone.clock.run_for(30_000)
    expect(bar).to_be_hidden()
    expect(over).to_be_visible()
    assert phone.locator("#live").text_content() == "A minute has gone by. Write, or leave it."
    assert phone.problems == []


def test_the_logger_leads_to_help_at_once(phone: Page, ana: User) -> None:
    phone.goto(f"{phone.site}/sessions/new/?activity=running")
    phone.locator("button[name=activity][value=running]").tap()
    phone.get_by_role("link", name="I felt unwell").tap()
    expect(phone.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    phone.get_by_role("button", name="I felt one of these").tap()
    expect(phone.get_by_role("heading", name="Hard training is off your plan")).to_be_visible()
    phone.get_by_label("Checked by a professional").tap()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_text("Noted. Your plan is open again.")).to_be_visible()
    assert list(ana.alarm_reports.filter(cleared_at=None)) == []
    assert phone.problems == []
