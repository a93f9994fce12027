"""The sheet around a mood that was just saved (S02), and Today come back to after a while (S01)."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from journal.models import MoodRating
from tests.e2e.taps import Taps
from tests.factories import make_mood, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": ("Add a word", "Done", "Close", "Change", "One line, only for you", "Couldn't refresh, showing"),
    "zh-hans": ("补一句", "完成", "关闭", "更改", "写一句，只有你能看到", "暂时无法刷新"),
}
SEEN_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without a worker, which would keep what cannot be sent."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ana(language: str) -> User:
    return make_person("ana@example.org", language=language)


@pytest.fixture
def phone(context: BrowserContext, live_server: object, ana: User) -> Page:
    """Today on Ana's phone."""
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])
    page = context.new_page()
    page.taps = Taps(page)
    page.clock.install()
    page.goto(f"{live_server}/")
    expect(page.locator("html.js")).to_be_attached()
    page.taps.start()
    return page


AT_REST = "node => Promise.all(node.getAnimations().map((one) => one.finished.catch(() => {})))"


def open_sheet(page: Page, language: str) -> MoodRating:
    page.locator("#mood .rate label").nth(7).tap()
    page.get_by_role("link", name=WORDS[language][0]).tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").evaluate(AT_REST)
    return MoodRating.objects.latest("rated_at")


def is_over(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-sheet]")).to_be_focused()


def test_a_line_is_added_over_today(phone: Page, language: str) -> None:
    add, done, _close, _change, note, _old = WORDS[language]
    rating = open_sheet(phone, language)
    sheet = phone.get_by_role("dialog")
    expect(sheet.locator("h2")).to_contain_text("7 · ")
    expect(sheet.locator("input[name=tags]")).to_have_count(0)  # they come with the third entry
    box = sheet.bounding_box()
    assert box
    assert (round(box["x"]), round(box["width"]), round(box["y"] + box["height"])) == (0, 390, 844)
    assert Axe().run(phone).violations_count == 0
    sheet.get_by_label(note).fill("After the rain.")
    sheet.get_by_role("button", name=done).tap()
    is_over(phone)
    rating.refresh_from_db()
    assert (rating.score, rating.note, phone.url.count("/mood/"), phone.taps.count) == (7, "After the rain.", 0, 3)
    phone.get_by_role("link", name=add).tap()
    expect(phone.get_by_role("dialog").get_by_label(note)).to_have_value("After the rain.")


@pytest.mark.parametrize("way", ["button", "key", "outside", "drag"])
def test_every_way_out_keeps_what_was_written(phone: Page, ana: User, language: str, way: str) -> None:
    for back in (1, 2):
        make_mood(ana, 6, ana.local_now() - timedelta(days=back))
    rating = open_sheet(phone, language)
    MoodRating.objects.filter(pk=rating.pk).update(energy=4)
    sheet = phone.get_by_role("dialog")
    sheet.locator("label.chip").first.tap()
    leave(phone, way, WORDS[language][2])
    is_over(phone)
    rating.refresh_from_db()
    assert (rating.tags, rating.score) == (["slept_well"], 7)


def leave(page: Page, way: str, close: str) -> None:
    sheet = page.get_by_role("dialog")
    if way == "button":
        sheet.get_by_role("button", name=close).tap()
    elif way == "key":
        page.keyboard.press("Escape")
    elif way == "outside":
        page.mouse.click(195, 20)
    else:
        box = sheet.locator("[data-grip]").bounding_box()
        assert box
        page.mouse.move(195, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(195, box["y"] + 160)
        page.mouse.up()


def test_energy_and_calm_stay_and_change_opens_the_whole_page(phone: Page, ana: User, language: str) -> None:
    rating = open_sheet(phone, language)
    phone.get_by_role("dialog").get_by_label(WORDS[language][4]).fill("Kept.")
    phone.get_by_role("dialog").get_by_role("button", name=WORDS[language][3]).tap()
    phone.wait_for_url(f"**/mood/{rating.pk}/")
    rating.refresh_from_db()
    assert rating.note == "Kept."


def test_text_stays_while_it_cannot_be_sent(phone: Page, language: str) -> None:
    rating = open_sheet(phone, language)
    phone.route("**/mood/*/", lambda route: route.abort())
    sheet = phone.get_by_role("dialog")
    sheet.get_by_label(WORDS[language][4]).fill("Later.")
    sheet.get_by_role("button", name=WORDS[language][1]).tap()
    expect(sheet.locator(".failed")).to_be_visible()
    expect(sheet.get_by_label(WORDS[language][4])).to_have_value("Later.")
    phone.unroute("**/mood/*/")
    phone.evaluate("dispatchEvent(new Event('online'))")
    is_over(phone)
    rating.refresh_from_db()
    assert rating.note == "Later."


def test_today_is_read_again_or_says_of_when_it_is(phone: Page, ana: User, language: str) -> None:
    old = phone.locator("[data-as-of]")
    expect(old).to_be_hidden()
    make_mood(ana, 9)
    phone.evaluate(SEEN_AGAIN)
    expect(phone.locator(".week .m9")).to_have_count(0)  # seconds later nothing is asked
    phone.clock.fast_forward("10:00")
    phone.evaluate(SEEN_AGAIN)
    expect(phone.locator(".week .m9")).to_have_count(1)
    phone.route("**/*", lambda route: route.abort())
    phone.clock.fast_forward("10:00")
    phone.evaluate(SEEN_AGAIN)
    expect(old).to_be_visible()
    expect(old).to_contain_text(WORDS[language][5])
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
