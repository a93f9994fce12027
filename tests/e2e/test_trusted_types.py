"""Trusted types in the real browser: text never becomes markup or a script, and what the product does itself passes."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_session import hold

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SINKS = {
    "innerHTML": "() => { document.body.innerHTML = '<b>x</b>' }",
    "insertAdjacentHTML": "() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "parser": "() => new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "script address": "() => { document.createElement('script').src = '/static/core/js/app.js' }",
    "script text": "() => { document.createElement('script').text = '1' }",
    "frame": "() => { document.createElement('iframe').srcdoc = '<b>x</b>' }",
    "worker": "async () => { await navigator.serviceWorker.register('/service-worker.js') }",
    "other policy": "() => trustedTypes.createPolicy('other', { createHTML: (text) => text })",
    "same policy again": "() => trustedTypes.createPolicy('app', { createHTML: (text) => text })",
}
TRY = "try {{ await ({})(); return 'done' }} catch (error) {{ return error.name }}"


def test_no_text_becomes_markup_and_the_product_goes_on(page: Page, live_server, ana) -> None:
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    hold(page, ana, live_server.url)
    page.goto(live_server.url)
    page.get_by_role("radio", name="7 of 10").first.check(force=True)
    expect(page.locator("[data-settles]").first).to_contain_text("7")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    assert noise == []
    answers = {name: page.evaluate(f"async () => {{ {TRY.format(does)} }}") for name, does in SINKS.items()}
    assert answers == dict.fromkeys(SINKS, "TypeError")
