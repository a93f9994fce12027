"""Every component in the real browser: accessible, inside the window, usable by touch, keyboard and without scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def address(live_server: object) -> Iterator[str]:
    with override_settings(DEBUG=True, ROOT_URLCONF="tests.core.urls_with_inbox"):
        yield f"{live_server}/dev/gallery/"


@pytest.fixture
def posts(page: Page, address: str) -> list[str]:
    """The bodies of the page's POST requests, after the gallery has opened."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    page.goto(address)
    expect(page.locator("html")).to_have_class("js")
    return sent


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_gallery_has_no_accessibility_findings(browser: Browser, address: str, theme: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=theme)
    page.goto(f"{address}?errors=1")
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    page.close()
    assert found == []


@pytest.mark.parametrize("root_size", ["100%", "125%", "200%"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, width: int, root_size: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(address)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", root_size)
    overflow = page.evaluate(OVERFLOW)
    cell = page.locator(".rate label").first.bounding_box()
    page.close()
    assert overflow <= 0
    assert cell
    assert cell["width"] >= 24


def test_tap_saves_at_once(page: Page, posts: list[str]) -> None:
    page.locator("#mood .rate label").nth(7).tap()
    page.wait_for_timeout(200)
    assert [body.split()[-2] for body in posts] == ["7"]


def test_arrows_save_only_after_a_rest(page: Page, posts: list[str]) -> None:
    page.locator("#mood .rate input").nth(2).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert posts == []
    page.wait_for_timeout(600)
    assert [body.split()[-2] for body in posts] == ["4"]


def test_enter_saves_what_the_arrows_chose_once(page: Page, posts: list[str]) -> None:
    page.locator("#mood .rate input").nth(2).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_timeout(900)
    assert [body.split()[-2] for body in posts] == ["3"]


def test_lost_connection_is_said_and_the_choice_stays(page: Page, posts: list[str]) -> None:
    page.context.set_offline(True)
    page.locator("#mood .rate label").nth(9).tap()
    expect(page.locator("#mood .failed span")).to_have_text("Not sent yet. Your choice is still here.")
    expect(page.locator("#live")).to_have_text("Not sent yet. Your choice is still here.")
    expect(page.locator("#mood input[value='9']")).to_be_checked()
    assert len(posts) == 1
    page.locator("#mood .failed").get_by_role("button", name="Try again").tap()
    page.wait_for_timeout(200)
    assert [body.split()[-2] for body in posts] == ["9", "9"]


def test_second_tap_takes_back_a_rating_inside_a_form(page: Page, posts: list[str]) -> None:
    chosen = page.locator("input[name=effort][value='4']")
    expect(chosen).to_be_checked()
    chosen.tap()
    expect(chosen).not_to_be_checked()
    assert posts == []


def test_save_button_stands_in_for_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    visible = page.locator("#mood .no-js").is_visible(), page.locator(".js-only").first.is_visible()
    page.close()
    assert visible == (True, False)
