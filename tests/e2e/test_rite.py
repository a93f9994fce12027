"""The rite of a group in both languages: Bo founds it, Ana joins, both check in, help is offered, the two are a pair;
a relative ticks the family's activity; Ana leaves and is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.test_group import sign_in
from tests.factories import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def tap(page: Page, words: str) -> None:
    """A button or link, by its words."""
    page.get_by_role("button", name=words, exact=True).or_(page.get_by_role("link", name=words, exact=True)).click()


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phones(browser: Browser, language: str):
    """Bo's, Ana's, and that of somebody without an account."""
    locale = {"en": "en-GB", "zh-hans": "zh-CN"}[language]
    contexts = [browser.new_context(viewport={"width": 390, "height": 844}, locale=locale) for _n in range(3)]
    yield contexts
    for context in contexts:
        context.close()


def test_a_group_and_its_rite(phones: list[BrowserContext], live_server: object, language: str) -> None:
    site = str(live_server)
    people = [make_person(f"{name}@example.org", language=language) for name in ("bo", "ana")]
    with override(language):
        bo, ana = (sign_in(context, person, site) for context, person in zip(phones, people, strict=False))
        link = found(bo, site)
        join(ana, link)
        for page, line in ((bo, "Hello from Bo"), (ana, "Hello from Ana")):
            check_in(page, site, line)
        bo.goto(f"{site}/groups/")
        expect(bo.get_by_text("Hello from Ana")).to_be_visible()
        bo.locator("#help summary").click()
        tap(bo, _("I drive"))
        expect(bo.locator("#help").get_by_role("button", name=_("Take back"))).to_be_visible()
        pair(bo, ana, site)
        family(ana, phones[2], site)
        leave(ana, site)
        bo.goto(f"{site}/groups/")
        expect(bo.get_by_text(_("You are the first here"))).to_be_visible()
        for words in ("Hello from Ana", "I answer the same day", "Ana"):
            expect(bo.get_by_text(words)).to_have_count(0)
        expect(bo.locator("#help").get_by_text(_("I drive")).first).to_be_visible()


def found(page: Page, site: str) -> str:
    """Founds a group that meets in two days; its invite link."""
    page.goto(f"{site}/groups/new/")
    page.locator("[name=name]").fill("Tuesday group")
    tap(page, _("Found the group"))
    tap(page, _("Add a meeting"))
    day = timezone.now() + timedelta(days=2)
    page.get_by_text(str(WEEKDAYS[day.weekday()]), exact=True).click()
    page.locator("[name=time]").fill("19:00")
    tap(page, _("Save"))
    tap(page, _("Make a link"))
    link = page.get_by_label(_("Invite link"))
    expect(link).to_be_visible()
    return site + "/join/" + link.input_value().split("/join/")[1]


def join(page: Page, link: str) -> None:
    """Joins for good."""
    page.goto(link)
    tap(page, _("Join the group"))
    expect(page.locator("#rite")).to_be_visible()


def check_in(page: Page, site: str, line: str) -> None:
    """Answers the first question with a line."""
    page.goto(f"{site}/groups/")
    first = page.locator("#rite form").first
    first.get_by_text(_("I moved"), exact=True).click()
    first.locator("summary").click()
    first.locator("[name=line]").fill(line)
    first.get_by_role("button", name=_("Check in")).click()
    expect(page.locator("#rite").get_by_text(_("You said: %(answer)s") % {"answer": _("I moved")})).to_be_visible()


def pair(bo: Page, ana: Page, site: str) -> None:
    """Bo asks, Ana promises too; each reads the other's sentence."""
    tap(bo, "Ana")
    tap(bo, _("Be a pair"))
    bo.locator("[name=promise]").fill("I write on Thursdays")
    tap(bo, _("Ask %(name)s") % {"name": "Ana"})
    expect(bo.get_by_text(_("Waits for an answer"))).to_be_visible()
    ana.goto(f"{site}/groups/")
    expect(ana.get_by_text("I write on Thursdays")).to_be_visible()
    tap(ana, _("Answer"))
    ana.locator("[name=promise]").fill("I answer the same day")
    tap(ana, _("Promise, and be a pair"))
    expect(ana.get_by_role("heading", name="Ana · Bo")).to_be_visible()
    expect(ana.get_by_text("I write on Thursdays")).to_be_visible()


def family(page: Page, phone: BrowserContext, site: str) -> None:
    """A link for a relative, who ticks without an account; the member sees it."""
    page.goto(f"{site}/family/")
    page.locator("[name=title]").fill("Walk in the woods")
    page.locator("[name=relative]").fill("Granny")
    tap(page, _("Make a link"))
    address = page.locator("input[readonly]").input_value()
    visitor = phone.new_page()
    visitor.goto(site + "/family/" + address.split("/family/")[1])
    expect(visitor.get_by_role("heading", name="Walk in the woods")).to_be_visible()
    tap(visitor, _("We did it this week"))
    expect(visitor.get_by_text(_("Done this week"))).to_be_visible()
    page.reload()
    expect(page.get_by_text(_("This week"), exact=True)).to_be_visible()


def leave(page: Page, site: str) -> None:
    """Leaves by the settings."""
    page.goto(f"{site}/groups/?all=1")
    page.get_by_role("link", name="Tuesday group").click()
    page.get_by_role("link", name=_("Members, meetings and invite link")).click()
    page.locator("summary", has_text=_("Leave the group")).click()
    tap(page, _("Leave the group"))
    expect(page.get_by_text(_("You have left. The group no longer sees anything of yours."))).to_be_visible()
