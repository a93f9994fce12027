"""Measurements in a browser: a switch, two readings a minute apart, a walk whose clock survives a reload."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(context: BrowserContext, live_server: object) -> Page:
    """Ana's phone; errors of scripts and of the content policy end the test."""
    person = make_person("ana@example.org")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])
    page = context.new_page()
    page.person, page.site, page.problems = person, str(live_server), []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if "Content Security" in line.text else None)
    return page


def switch_on(page: Page, *kinds: str) -> None:
    page.person.body_kinds = list(kinds)
    page.person.save(update_fields=["body_kinds"])


def open_page(page: Page, name: str, *args: object) -> None:
    page.goto(page.site + reverse(f"journal:{name}", args=args))


def test_a_switch_says_how_weight_moves_and_offers_it(phone: Page) -> None:
    open_page(phone, "measurement-list")
    phone.get_by_role("link", name="Choose what to measure").tap()
    weight = phone.get_by_role("switch", name="Weight")
    expect(weight).to_have_attribute("aria-checked", "false")
    weight.tap()
    expect(phone.get_by_role("status").first).to_contain_text("only weeks say something")
    expect(phone.get_by_role("switch", name="Weight")).to_have_attribute("aria-checked", "true")
    phone.get_by_role("link", name="Open Weight").tap()
    phone.get_by_label("Value").fill("71,5")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator("main li", has_text="71.5")).to_be_visible()
    open_page(phone, "measurement-kinds")
    phone.get_by_role("switch", name="Weight").tap()
    expect(phone.get_by_text("1 value is kept and hidden")).to_be_visible()
    assert phone.problems == []


def test_steps_of_today_are_noted_from_the_log(phone: Page) -> None:
    switch_on(phone, "steps")
    open_page(phone, "log")
    phone.get_by_label("Steps today").fill("8200")
    phone.locator(".steps-today button").tap()
    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert [int(value) for value in phone.person.measurements.values_list("value", flat=True)] == [8200]
    assert phone.problems == []


def test_two_readings_with_a_minute_between_them(phone: Page) -> None:
    switch_on(phone, "blood_pressure")
    phone.clock.install()
    open_page(phone, "measurement-form", "blood_pressure")
    for name, value in (("systolic", "128"), ("diastolic", "82"), ("systolic_2", "124"), ("diastolic_2", "81")):
        if name == "systolic_2":
            phone.get_by_role("button", name="Wait one minute").tap()
            expect(phone.locator("[data-left]")).to_have_text("1:00")
            phone.clock.fast_forward(61_000)
            expect(phone.locator("main").get_by_text("The minute is over: measure again.")).to_be_visible()
            expect(phone.locator("#id_systolic_2")).to_be_focused()
        phone.locator(f"#id_{name}").fill(value)
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator("main li", has_text="128/82")).to_be_visible()
    assert phone.person.measurements.count() == 2
    expect(phone.locator("main").get_by_text("The minute is over: measure again.")).to_be_hidden()
    assert phone.problems == []


def test_a_high_reading_fills_the_page(phone: Page) -> None:
    switch_on(phone, "blood_pressure")
    open_page(phone, "measurement-form", "blood_pressure")
    phone.locator("#id_systolic").fill("182")
    phone.locator("#id_diastolic").fill("95")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_text("Sit down, rest for five minutes, and measure again.")).to_be_visible()
    expect(phone.get_by_role("link", name="Call 112")).to_be_visible()
    assert "182" not in phone.content()
    assert phone.problems == []


def test_the_clock_of_a_walk_survives_a_reload(phone: Page) -> None:
    switch_on(phone, "six_minute_walk")
    phone.clock.install()
    open_page(phone, "measurement-form", "six_minute_walk")
    phone.get_by_role("button", name="Start six minutes").tap()
    phone.clock.fast_forward(100_000)
    expect(phone.locator("[data-left]")).to_have_text("4:20")
    phone.reload()
    expect(phone.locator("[data-left]")).to_have_text("4:20")
    phone.clock.fast_forward(261_000)
    expect(phone.locator("main").get_by_text("Six minutes are over. How far did you come?")).to_be_visible()
    expect(phone.locator("#id_value")).to_be_focused()
    phone.locator("#id_value").fill("512")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator("main p", has_text="512")).to_be_visible()
    expect(phone.get_by_role("button", name="Start six minutes")).to_be_visible()
    expect(phone.locator("main").get_by_text("Six minutes are over. How far did you come?")).to_be_hidden()
    assert phone.problems == []


def test_a_walk_can_be_broken_off(phone: Page) -> None:
    switch_on(phone, "six_minute_walk")
    open_page(phone, "measurement-form", "six_minute_walk")
    phone.get_by_role("button", name="Start six minutes").tap()
    phone.get_by_role("button", name="Stop").tap()
    expect(phone.get_by_role("button", name="Start six minutes")).to_be_visible()
    expect(phone.locator("[data-left]")).to_be_hidden()
    assert phone.problems == []


def test_pages_work_without_scripts(browser: Any, phone: Page) -> None:
    switch_on(phone, "six_minute_walk", "blood_pressure")
    state = phone.context.storage_state()
    plain = browser.new_context(storage_state=state, java_script_enabled=False)
    page = plain.new_page()
    page.goto(phone.site + reverse("journal:measurement-form", args=["blood_pressure"]))
    expect(page.get_by_role("button", name="Wait one minute")).to_be_hidden()
    page.locator("#id_systolic").fill("120")
    page.locator("#id_diastolic").fill("80")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main li", has_text="120/80")).to_be_visible()
    plain.close()
