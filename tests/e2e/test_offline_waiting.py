"""What waits on a phone: what the site said of it, whose clock is right, and the offer to install."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, expect

from accounts.actions import withdraw_consent
from accounts.models import User
from tests.e2e.network import Network
from tests.e2e.test_offline import Open, go, network, open_phone, prepared, rate, wait_until, waiting
from tests.e2e.test_session import hold

__all__ = ["network", "open_phone"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_refused_entry_stays_until_the_person_decides(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4)
    assert waiting(page) == 1
    withdraw_consent(person=ana, category="wellbeing")
    network.come_back()
    page.goto(f"{network.address}/offline/waiting/")
    row = page.locator("#waiting li")
    expect(row.locator("[data-state]")).to_have_text("not taken", timeout=45_000)
    expect(row.locator("[data-reason]")).to_contain_text("Consent for wellbeing has not been given.")
    expect(page.locator("#waits")).to_have_text("1 to look at")
    row.get_by_role("button", name="Discard").tap()
    expect(page.get_by_text("All saved.")).to_be_visible()
    expect(page.locator("#waits")).to_have_count(0)
    assert not ana.mood_ratings.exists()


def test_a_phone_whose_clock_is_off_asks_before_it_sends(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 5)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=12), tick=True):
        network.come_back()
        page.goto(f"{network.address}/offline/waiting/")
        expect(page.locator("#clock h2")).to_contain_text("Is it really", timeout=45_000)
        assert not ana.mood_ratings.exists()
        page.get_by_role("button", name="No, correct the times").tap()
        wait_until(page, lambda: ana.mood_ratings.exists())
        off = abs(ana.mood_ratings.get().rated_at - datetime.now(UTC))
    assert off < timedelta(minutes=10)


def test_the_third_visit_offers_to_install_and_a_no_is_kept(browser: Browser, ana: User, live_server: Any) -> None:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148"
    context = browser.new_context(viewport={"width": 390, "height": 844}, user_agent=agent, has_touch=True)
    for visit in (1, 2, 3):
        page = context.new_page()
        hold(page, ana, live_server.url)
        page.goto(f"{live_server.url}/")
        expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
        expect(page.locator("main [data-install]")).to_have_count(1 if visit == 3 else 0)
        if visit == 3:
            expect(page.locator("main [data-apple]")).to_contain_text("Add to Home Screen")
            page.locator("main [data-install]").get_by_role("button", name="Not now").tap()
        page.close()
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    expect(page.locator("main [data-install]")).to_have_count(0)
    context.close()
