"""A person sets the reminders of their plan and takes the calendar address to a calendar program, in both languages."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from plans.following import start_plan
from tests.e2e.test_programme import phone_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {"new": "Make an address", "again": "Make a new address", "off": "Switch it off", "save": "Save"},
    "zh-hans": {"new": "生成地址", "again": "换一个新地址", "off": "关闭", "save": "保存"},
}


@pytest.mark.parametrize("language", WORDS)
def test_the_address_opens_the_calendar_until_it_is_changed_or_off(
    page: Page, live_server: Any, ana: User, language: str
) -> None:
    say = WORDS[language]
    phone_of(page, live_server, ana, language)
    start_plan(person=ana, programme="walk_run_10w", weekdays=range(7), today=ana.today())
    page.goto(f"{live_server.url}/settings/calendar/")
    page.get_by_role("button", name=say["new"]).tap()
    first = address_of(page)
    assert read(first).content.decode().count("BEGIN:VEVENT") == ana.planned_sessions.count()
    page.get_by_role("button", name=say["again"]).tap()
    expect(page.locator("#address")).not_to_have_value(first)
    second = address_of(page)
    assert [read(one).status_code for one in (first, second)] == [404, 200]
    page.get_by_role("button", name=say["off"]).tap()
    expect(page.get_by_role("button", name=say["new"])).to_be_visible()
    assert (read(second).status_code, page.errors) == (404, [])  # type: ignore[attr-defined]


def address_of(page: Page) -> str:
    expect(page.locator("#address")).to_have_value(re.compile(r"/calendar/feed/[0-9a-f]{32}\.ics$"))
    return page.locator("#address").input_value()


def read(address: str) -> Any:
    """What a calendar program without a sign-in gets."""
    return Client().get("/" + address.split("/", 3)[3])


@pytest.mark.parametrize("language", WORDS)
def test_one_reminder_is_switched_on_and_off_again(page: Page, live_server: Any, ana: User, language: str) -> None:
    phone_of(page, live_server, ana, language)
    page.goto(f"{live_server.url}/settings/reminders/")
    for is_on in (True, False):
        way = page.locator(f"[name=late_vigorous][value={'mail' if is_on else 'off'}]")
        way.check(force=True)
        page.get_by_role("button", name=WORDS[language]["save"], exact=True).tap()
        expect(page.locator(".message").first).to_be_visible()
        expect(way).to_be_checked()
        assert ana.reminder_settings.get(kind="late_vigorous").channel == ("mail" if is_on else "off")
        page.goto(f"{live_server.url}/settings/reminders/")
    assert page.errors == []  # type: ignore[attr-defined]
