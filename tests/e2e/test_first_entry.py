"""From an invite to the first entry: what a thumb does, counted. No question about the person comes before it."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from groups.actions import renew_invite
from groups.models import CheckIn
from tests.e2e.taps import Taps
from tests.factories import make_group, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB", timezone_id="Europe/Oslo"
    )
    yield context.new_page()
    context.close()


def enter(page: Page) -> None:
    """Address, the mailed code, age and one consent: five taps beside what is typed."""
    page.fill("[name=email]", "dora@example.org")
    page.locator("main .btn.pri").tap()
    page.locator("[name=code]").wait_for()
    code = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    page.fill("[name=code]", code[1])
    page.locator("main .btn.pri").tap()
    page.locator("[name=is_sixteen]").wait_for()
    page.wait_for_load_state("load")
    assert page.locator("main input:visible, main select:visible").evaluate_all(
        "nodes => nodes.map((node) => node.name)"
    ) == ["display_name", "is_sixteen", "training"]
    page.locator("[name=is_sixteen]").tap()
    page.locator("[name=training]").tap()
    page.locator("main .btn.pri").first.tap()


def test_an_invited_person_checks_in_with_ten_taps(page: Page, live_server: object) -> None:
    group = make_group(make_person("bo@example.org"))
    taps = Taps(page)
    page.goto(f"{live_server}/join/{renew_invite(group=group)}/")
    taps.start()
    page.get_by_role("link", name="Sign up and join").tap()
    enter(page)
    page.get_by_role("button", name="Agree and go on").tap()
    page.get_by_role("button", name="Join the group").tap()
    page.get_by_text("I moved", exact=True).tap()
    page.get_by_role("button", name="Check in").first.tap()
    expect(page.locator("#rite").get_by_text("You said")).to_be_visible()
    assert (CheckIn.objects.get().membership.person.email, taps.count) == ("dora@example.org", 10)


def test_a_new_person_logs_a_session_with_nine_taps(page: Page, live_server: object) -> None:
    taps = Taps(page)
    page.goto(str(live_server))
    taps.start()
    page.locator("main .btn.pri").first.tap()
    enter(page)
    page.get_by_role("link", name="Start").first.tap()
    page.locator("button[name=activity][value=walking]").tap()
    page.locator("[name=minutes]").fill("30")
    page.locator("#session .btn.pri, .dock .btn.pri").first.tap()
    page.wait_for_url(re.compile("/finish/$"))
    dora = User.objects.get(email="dora@example.org")
    assert (dora.training_sessions.get().minutes, taps.count) == (30, 9)
