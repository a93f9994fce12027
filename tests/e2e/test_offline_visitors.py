"""Without network and without a sign-in: help is there, signing in explains itself, and nothing typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tests.e2e.network import Network
from tests.e2e.test_offline import Open, go, network, open_phone, prepared, rate, wait_until
from tests.e2e.test_offline_privacy import stored
from tests.e2e.test_session import hold

__all__ = ["network", "open_phone"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OPEN_PAGES = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("shell-"));
  const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return held.flat().map(({ url }) => new URL(url).pathname).filter((path) => !path.startsWith("/static/")).sort();
}"""
WORDS = {
    "en": ("You can reach someone now", "Signing in needs the network", "Try again"),
    "zh-hans": ("现在就可以找人聊聊", "登录需要网络", "再试一次"),
}


def kept_pages(page: Page) -> list[str]:
    return list(page.evaluate(OPEN_PAGES))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_visitors_phone_has_help_and_says_why_nobody_can_sign_in(
    browser: Browser, network: Network, db: None, language: str
) -> None:
    locale = {"en": "en-GB", "zh-hans": "zh-CN"}[language]
    page = browser.new_context(locale=locale, viewport={"width": 390, "height": 844}).new_page()
    reach, why, again = WORDS[language]
    page.goto(f"{network.address}/accounts/login/")
    wait_until(page, lambda: kept_pages(page) == ["/help/", "/offline/away/"])
    network.go_down()
    page.goto(f"{network.address}/help/")
    expect(page.get_by_text(reach)).to_be_visible()
    page.goto(f"{network.address}/accounts/login/")
    expect(page.get_by_text(why)).to_be_visible()
    expect(page.get_by_text(reach)).to_be_visible()
    assert stored(page) == (0, 0)
    network.come_back()
    page.get_by_role("link", name=again).click()
    expect(page.locator("[name=login]")).to_be_visible()
    page.context.close()


def test_help_stays_when_somebody_signs_out_and_is_nobodys(open_phone: Open, ana: User, network: Network) -> None:
    User.objects.filter(pk=ana.pk).update(help_contact="Bogumila 12345678")
    page = prepared(open_phone("phone"), ana, network.address)
    wait_until(page, lambda: kept_pages(page) == ["/help/", "/offline/away/"])
    network.go_down()
    go(page, f"{network.address}/")
    page.get_by_role("button", name="Sign out and remove everything from this phone").tap()
    other = page.context.new_page()
    wait_until(other, lambda: page.url.startswith("chrome-error:"))
    other.goto(f"{network.address}/help/")
    expect(other.get_by_text("You can reach someone now")).to_be_visible()
    assert "Bogumila" not in other.content()
    assert ana.email not in other.content()


def test_an_ended_sign_in_keeps_the_tap_asks_to_sign_in_and_goes_on(
    open_phone: Open, ana: User, network: Network
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    Session.objects.all().delete()
    page.locator('#mood label:has(input[value="7"])').tap()
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible()
    assert not ana.mood_ratings.exists()
    wait_until(page, lambda: stored(page) == (0, 1))
    hold(page, ana, network.address)
    page.goto(f"{network.address}/")
    wait_until(page, lambda: list(ana.mood_ratings.values_list("score", flat=True)) == [7])


def test_an_ended_sign_in_keeps_a_form_that_leaves_its_page(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/sleep/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    page.locator('[name="tried_to_sleep"]').fill("23:10")
    page.locator('[name="final_wake"]').fill("06:40")
    Session.objects.all().delete()
    page.locator("main form, .dock").get_by_role("button", name="Save", exact=True).last.tap()
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible()
    hold(page, ana, network.address)
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.sleep_diary.count() == 1)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/settings/data/", "Importing, downloading and deleting are done on the site."),
        ("/settings/sign-ins/", "Sign-ins, passkeys and passwords can be changed with the network alone."),
        ("/accounts/2fa/", "Sign-ins, passkeys and passwords can be changed with the network alone."),
    ],
)
def test_a_page_that_needs_the_network_says_why(
    open_phone: Open, ana: User, network: Network, path: str, words: str
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}{path}")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator("[data-why]:visible")).to_have_count(1)


def test_what_is_typed_into_a_page_that_needs_the_network_stays(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/settings/profile/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    page.locator('[name="display_name"]').fill("Ana Maria")
    network.go_down()
    page.locator("main").get_by_role("button", name="Save").first.tap()
    expect(page.locator("main .failed")).to_contain_text("Not sent yet. Your choice is still here.")
    expect(page.locator('[name="display_name"]')).to_have_value("Ana Maria")
    network.come_back()
    page.locator("main .failed button").tap()
    expect(page.get_by_text("Saved.")).to_be_visible()
    ana.refresh_from_db()
    assert ana.display_name == "Ana Maria"


def test_a_row_of_a_visitor_is_not_another_persons(open_phone: Open, ana: User, bo: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4)
    network.come_back()
    page.context.clear_cookies()
    page.goto(f"{network.address}/help/")
    prepared(page.context, bo, network.address)
    wait_until(page, lambda: stored(page) == (1, 0))
    assert not bo.mood_ratings.exists()
