"""The days in a browser: found by a word, many deleted and brought back, a calendar, a version brought back."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journal.actions import amend_entry
from tests.factories import make_mood, make_person, make_session

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def sign_in(context: BrowserContext, site: str) -> Page:
    """Ana's phone, with a few days of entries."""
    person = make_person("ana@example.org")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    now = person.local_now()
    for back in range(3):
        make_session(person, now - timedelta(days=back, hours=2), title=f"Walk {back}", note="By the harbour")
    make_mood(person, 6, now - timedelta(days=1), note="Rain all day")
    page = context.new_page()
    page.person, page.site = person, site
    return page


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request: pytest.FixtureRequest, browser: Browser, live_server: object) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=request.param)
    yield sign_in(context, str(live_server))
    context.close()


def test_a_word_finds_days_and_stays_out_of_the_address(phone: Page) -> None:
    phone.goto(f"{phone.site}/timeline/")
    phone.get_by_role("link", name="Find").click()
    phone.get_by_label("Words in notes").fill("RAIN")
    phone.locator("main form .btn.pri").click()
    expect(phone.locator("main .rows > li")).to_have_count(1)
    assert urlsplit(phone.url)[2:4] == ("/timeline/", "")
    phone.get_by_role("link", name="Show everything").click()
    expect(phone.locator("main .rows > li")).to_have_count(4)


def test_ticked_entries_go_and_come_back(phone: Page) -> None:
    phone.goto(f"{phone.site}/timeline/")
    phone.get_by_role("link", name="Select").click()
    for box in phone.get_by_role("checkbox").all()[:3]:
        box.check()
    phone.get_by_role("button", name="Delete what is ticked").click()
    expect(phone.locator(".message", has_text="3 entries deleted.")).to_be_visible()
    expect(phone.locator("main .rows > li")).to_have_count(1)
    phone.locator(".message").get_by_role("button", name="Undo").click()
    expect(phone.locator(".message", has_text="3 entries are back.")).to_be_visible()
    expect(phone.locator("main .rows > li")).to_have_count(4)


def test_a_month_leads_to_a_day_whose_entry_can_go(phone: Page) -> None:
    day = phone.person.today()
    phone.goto(f"{phone.site}/calendar/{day.year}/{day.month}/")
    phone.locator(f"a[href='/days/{day}/']").first.click()
    phone.get_by_role("button", name="Delete: Walk 0").click()
    expect(phone.locator(".message", has_text="Deleted.")).to_be_visible()
    assert sorted(phone.person.training_sessions.values_list("title", flat=True)) == ["Walk 1", "Walk 2"]


def test_a_changed_entry_tells_what_it_said_and_says_it_again(phone: Page) -> None:
    mood = phone.person.mood_ratings.get()
    amend_entry(person=phone.person, row=mood, data={"score": 2})
    phone.goto(f"{phone.site}/mood/{mood.pk}/")
    phone.get_by_role("link", name="What it said before").click()
    expect(phone.locator(".changes dd").first).to_have_text("6 of 10 2 of 10")
    phone.get_by_role("button", name="Bring back what it said before").click()
    expect(phone.locator(".message", has_text="It says again what it said then.")).to_be_visible()
    mood.refresh_from_db()
    assert mood.score == 6
