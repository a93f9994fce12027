"""The journey of a group: Bo founds it, Ana joins by link, they check in, encourage, share; Ana leaves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from groups.models import Group
from tests.factories import make_person, make_win

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in(context: BrowserContext, person: object, address: str) -> Page:
    """A page of this person, signed in by the session's cookie."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
    return context.new_page()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phones(request: pytest.FixtureRequest, browser: Browser) -> Iterator[list[BrowserContext]]:
    """Two phones."""
    options = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": request.param, "locale": "en-GB"}
    contexts = [browser.new_context(**options) for _ in range(2)]
    yield contexts
    for context in contexts:
        context.close()


def test_found_join_check_in_encourage_share_leave(phones: list[BrowserContext], live_server: object) -> None:
    site = str(live_server)
    ana, bo = make_person("ana@example.org", consents=["training"]), make_person("bo@example.org")
    make_win(ana, timezone.now().date() - timedelta(days=1))
    link = found(sign_in(phones[0], bo, site), site)

    page = sign_in(phones[1], ana, site)
    page.goto(site + "/join/" + link.split("/join/")[1])
    expect(page.get_by_role("heading", name="What the group will see of you")).to_be_visible()
    page.get_by_role("button", name="Agree and go on").click()
    page.get_by_role("button", name="Join the group").click()
    page.get_by_text("Quiet week", exact=True).click()
    page.locator("summary", has_text="Add a line").first.click()
    page.get_by_label("One line, if you like").first.fill("Slow days")
    page.get_by_role("button", name="Check in").first.click()
    expect(page.locator("#rite").get_by_text("You said: Quiet week")).to_be_visible()
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_text("The group sees this.")).to_be_visible()

    coach = phones[0].pages[0]
    coach.goto(f"{site}/groups/")
    expect(coach.get_by_text("Slow days")).to_be_visible()
    expect(coach.get_by_text("Win: Active in 3 of the last 4 weeks.")).to_be_visible()
    coach.get_by_role("button", name="Well done").click()
    expect(coach.get_by_role("button", name="Well done")).to_have_count(0)
    coach.locator("summary", has_text="Write a line").click()
    coach.get_by_label("A line for Ana").fill("Glad you wrote")
    coach.get_by_role("button", name="Send").click()
    expect(coach.get_by_text("Bo: Glad you wrote")).to_be_visible()

    page.goto(f"{site}/groups/")
    expect(page.get_by_text("Glad you wrote")).to_be_visible()
    page.get_by_role("link", name="Members, meetings and invite link").click()
    page.locator("summary", has_text="Leave the group").click()
    page.get_by_role("button", name="Leave the group").click()
    expect(page.get_by_text("You have left.")).to_be_visible()
    coach.goto(f"{site}/groups/")
    expect(coach.get_by_text("You are the first here")).to_be_visible()
    assert "Ana" not in coach.content()


def found(page: Page, site: str) -> str:
    """Founds a group that meets in two days, and returns its invite link."""
    page.goto(f"{site}/groups/")
    page.get_by_role("link", name="Found a group").click()
    page.get_by_label("Name of the group").fill("Tuesday group")
    page.get_by_role("button", name="Found the group").click()
    page.get_by_role("link", name="Add a meeting").click()
    day = timezone.now() + timedelta(days=2)
    page.get_by_text(f"{day:%A}", exact=True).click()
    page.get_by_label("Time", exact=True).fill("19:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Make a link").click()
    return page.get_by_label("Invite link").input_value()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_pages_are_accessible_and_fit(browser: Browser, live_server: object, theme: str, width: int) -> None:
    site, bo, ana = str(live_server), make_person("bo@example.org"), make_person("ana@example.org")
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    page = sign_in(context, bo, site)
    link = found(page, site)
    visitor = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=theme)
    visitor.goto(site + "/join/" + link.split("/join/")[1])
    group = Group.objects.get()
    member = group.memberships.create(person=ana)
    member.check_ins.create(day=group.week(timezone.now()).monday, answer="nudge", line="A long week with little sleep")
    make_win(bo, timezone.now().date())
    slot = group.slots.get()
    findings = audit(visitor)
    for path in ("", "settings/", "meetings/new/", f"meetings/{slot.pk}/"):
        page.goto(f"{site}/groups/{group.pk}/{path}")
        findings |= audit(page)
    for path in ("?all=1", "new/"):
        page.goto(f"{site}/groups/{path}")
        findings |= audit(page)
    visitor.close()
    context.close()
    assert findings == {}


def audit(page: Page) -> dict[str, list[str]]:
    """What axe finds on a page, and whether it is wider than its window; empty when all is well."""
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    if page.evaluate(OVERFLOW) > 0:
        found.append("overflow")
    return {page.url: found} if found else {}
