"""What the screens S16 to S30 of the design say in each of their states, in both languages, on a phone.

Waiting to sync, reminders and the operator's page have journeys of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from groups import actions
from groups.models import Grant, Membership
from tests.e2e.test_session import hold
from tests.factories import make_group, make_person
from tests.groups.coached import mine

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
MOODS = "rated_at,score\n2026-03-02T18:30:00+01:00,7\n2026-03-03T18:30:00+01:00,11\n"
SCREEN, WIDTH = {"width": 390, "height": 844}, "document.documentElement.scrollWidth"


@dataclass(frozen=True)
class State:
    """One screen in one state: whose, where, how one gets there from the page, and what stands there then."""

    screen: str
    who: str
    path: str
    en: str
    zh: str
    act: Callable[[Page], Any] = lambda page: None


def wrong_password(page: Page) -> None:
    page.fill("[name=login]", "ana@example.org")
    page.fill("[name=password]", "not this one")
    page.locator("main .btn.pri").tap()


def look_at(text: str, name: str = "mood_ratings.csv") -> Callable[[Page], None]:
    """A file is chosen and looked at."""

    def choose(page: Page) -> None:
        file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        page.set_input_files("[name=file]", [file])  # type: ignore[arg-type]
        page.locator("#import .btn.pri").tap()
        expect(page.locator("#report > *").first).to_be_visible()

    return choose


STATES = (
    State(
        "S16 first", "", "/accounts/login/", "Leave it empty and a code comes by mail.", "留空的话，验证码会发到邮箱。"
    ),
    State(
        "S16 error",
        "",
        "/accounts/login/",
        "This address and password do not go together.",
        "邮箱和密码对不上",
        wrong_password,
    ),
    State("S17 nobody", "dora", "/sharing/", "Only you", "只有你"),
    State("S17 a coach, all off", "ana", "/sharing/", "All off", "全部关着"),
    State("S18 empty", "ana", "/sharing/log/", "Nobody has looked", "没有人看过"),
    State("S19 empty", "dora", "/settings/import/", "What can be read", "可以导入什么"),
    State("S19 a row", "ana", "/settings/import/", "Row 3 was left out.", "第 3 行没有导入。", look_at(MOODS)),
    State(
        "S19 error",
        "ana",
        "/settings/import/",
        "Nothing was stored.",
        "没有存入任何内容。",
        look_at(MOODS, "diary.csv"),
    ),
    State("S20 offered", "ana", "/settings/data/", "Should it break off half-way", "如果中途断了"),
    State("S23 unknown country", "utc", "/help/", "We do not know which country you are in.", "我们不知道你在哪个国家"),
    State("S23 nobody watches", "ana", "/help/", "Nobody is watching these entries", "没有人在查看这些记录"),
    State("S23 once", "eva", "/welcome/", "Should a moment be rough", "难受的时候"),
    State("S25 strength", "dora", "/plan/why/", "rated high: several reviews agree", "评级高"),
    State("S26 empty", "ana", "/offline/waiting/", "All saved.", "全部已保存"),
    State("S29 empty", "dora", "/wins/", "Your first will land here", "你的第一个"),
    State("S30 first", "dora", "/plan/scripts/breath_2/", "You can stop at any time.", "随时可以停下。"),
    State("home screen", "ana", "/settings/phone/", "“Add to Home Screen”", "“添加到主屏幕”"),
)


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def people(language: str) -> dict[str, User]:
    """Ana with her coach Bo; Dora, who has nothing and nobody yet; Eva at the door; somebody without a country."""
    made = {name: make_person(f"{name}@example.org", language=language) for name in ("ana", "bo", "dora")}
    made["eva"] = make_person("eva@example.org", language=language, is_welcomed=False)
    made["utc"] = make_person("utc@example.org", language=language, time_zone="UTC")
    group = make_group(made["ana"], made["bo"])
    actions.set_role(membership=mine(made["bo"], group), role=Membership.Role.COACH)
    return made


@pytest.fixture
def phone(browser: Browser, language: str) -> Iterator[Page]:
    locale = {"en": "en-GB", "zh-hans": "zh-CN"}[language]
    context = browser.new_context(viewport=SCREEN, has_touch=True, locale=locale, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_each_state_says_what_it_is(phone: Page, people: dict[str, User], language: str, live_server: Any) -> None:
    wrong = []
    for state in STATES:
        phone.context.clear_cookies()
        if state.who:
            hold(phone, people[state.who], live_server.url)
        phone.goto(live_server.url + state.path)
        state.act(phone)
        words = state.en if language == "en" else state.zh
        try:
            expect(phone.get_by_text(words).locator("visible=true").first).to_be_visible(timeout=10_000)
        except AssertionError:
            wrong.append(f"{state.screen}: {words!r} is not there")
        if phone.evaluate(WIDTH) > SCREEN["width"]:
            wrong.append(f"{state.screen}: too wide")
    assert wrong == []


def test_a_switch_that_fails_stays_as_it_was_and_says_so(
    phone: Page, people: dict[str, User], language: str, live_server: Any
) -> None:
    hold(phone, people["ana"], live_server.url)
    phone.goto(f"{live_server.url}/sharing/")
    expect(phone.locator("html.js")).to_be_attached()
    phone.route("**/sharing/coaches/**", lambda route: route.abort())
    switch = phone.get_by_role("switch").first
    switch.tap()
    said = {
        "en": "Not switched. It is as it was; please try again.",
        "zh-hans": "没有切换成功，仍是原来的状态，请再试一次。",
    }
    expect(phone.locator(".failed")).to_have_text(said[language])
    expect(phone.locator("#live")).to_have_text(said[language])
    expect(switch).to_have_attribute("aria-checked", "false")
    phone.unroute("**/sharing/coaches/**")
    phone.evaluate("dispatchEvent(new Event('online'))")
    assert not Grant.objects.exists()
    switch.tap()
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(phone.locator(".failed")).to_have_count(0)
    assert Grant.objects.filter(revoked_at=None, person=people["ana"]).count() == 1


@pytest.mark.parametrize("language", ["en"])
def test_after_the_sign_in_has_ended_a_switch_leads_back_to_its_page(
    phone: Page, people: dict[str, User], live_server: Any
) -> None:
    ana = people["ana"]
    ana.set_password("four calm words here")
    ana.save()
    hold(phone, ana, live_server.url)
    phone.goto(f"{live_server.url}/sharing/")
    expect(phone.locator("html.js")).to_be_attached()
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.get_by_role("switch").first.tap()
    phone.wait_for_url("**/accounts/login/?next=/sharing/")
    phone.fill("[name=login]", ana.email)
    phone.fill("[name=password]", "four calm words here")
    phone.locator("main .btn.pri").tap()
    phone.wait_for_url(f"{live_server.url}/sharing/")
    expect(phone.get_by_role("switch").first).to_have_attribute("aria-checked", "false")
    phone.goto(f"{live_server.url}/settings/sign-ins/")
    expect(phone.get_by_text("This one")).to_be_visible()


@pytest.mark.parametrize("language", ["en"])
def test_a_file_is_looked_at_then_read_in(
    phone: Page, people: dict[str, User], live_server: Any, tmp_path: Path
) -> None:
    """Five taps from the settings: the page, the file, look, read in, see."""
    ana = people["ana"]
    hold(phone, ana, live_server.url)
    phone.goto(f"{live_server.url}/settings/")
    phone.locator("a[href='/settings/import/']").tap()
    expect(phone.locator("html.js")).to_be_attached()
    look_at(MOODS)(phone)
    assert not ana.mood_ratings.exists()
    phone.locator("#report button[name=keep]").tap()
    expect(phone.locator("#report a[href='/timeline/']")).to_be_visible()
    assert [row.score for row in ana.mood_ratings.all()] == [7]
    phone.locator("#report a[href='/timeline/']").tap()
    phone.wait_for_url("**/timeline/")


@pytest.mark.parametrize("language", ["en"])
def test_breathing_goes_on_without_network(phone: Page, people: dict[str, User], live_server: Any) -> None:
    phone.clock.install(time=timezone.now())
    hold(phone, people["ana"], live_server.url)
    phone.goto(f"{live_server.url}/plan/scripts/breath_2/")
    expect(phone.locator("html.js")).to_be_attached()
    phone.context.set_offline(True)
    phone.locator("[data-do=start]").tap()
    expect(phone.locator("[data-clock]")).to_have_text("2:00")
    lines = [phone.locator("[data-line]").inner_text()]
    phone.clock.run_for(61_000)
    expect(phone.locator("[data-clock]")).to_have_text("0:59")
    lines.append(phone.locator("[data-line]").inner_text())
    assert all(lines)
    assert lines[0] != lines[1]
    phone.clock.run_for(60_000)
    expect(phone.locator("[data-over]")).to_be_visible()


def test_help_is_one_tap_away_from_wherever_somebody_is(
    phone: Page, people: dict[str, User], language: str, live_server: Any
) -> None:
    hold(phone, people["ana"], live_server.url)
    for path in ("/", "/log/", "/settings/", "/sharing/", "/plan/scripts/breath_2/"):
        phone.goto(live_server.url + path)
        phone.locator("footer.foot a").tap()
        phone.wait_for_url("**/help/")
        expect(phone.locator("a[href^='tel:']").first).to_be_visible()


def test_the_third_visit_offers_the_home_screen_in_ones_own_language(
    phone: Page, people: dict[str, User], language: str, live_server: Any
) -> None:
    """Where the browser can install by itself; the steps of an iPhone: test_offline_waiting.py."""
    hold(phone, people["ana"], live_server.url)
    for visit in (1, 2, 3):
        page = phone.context.new_page()
        page.goto(f"{live_server.url}/")
        expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
        page.evaluate(
            "() => { const event = new Event('beforeinstallprompt', {cancelable: true}); dispatchEvent(event) }"
        )
        offers = page.locator("main [data-install]")
        expect(offers).to_have_count(1 if visit == 3 else 0)
        if visit == 3:
            expect(offers).to_contain_text({"en": "Keep it on your home screen", "zh-hans": "主屏幕"}[language])
            expect(offers.locator("[data-apple]")).to_have_count(0)
        page.close()
