"""The journey of trust: Ana shows Bo single streams, Bo looks, Ana sees that he did and takes one back."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.confirmations import SIGNED_IN_KEY
from groups import actions
from groups.models import Membership, Stream
from tests.factories import make_group, make_mood, make_person, make_session
from tests.groups.coached import grant, make_coached, mine

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WIDTH, HEIGHT, SCREENS = 390, 844, 3
WORDS = {
    "en": {
        "need": "One more lock first", "app": "Set up an app", "code": "Code", "on": "Switch on",
        "safe": "They are safe, go on", "mood": "Mood, for Bo", "value": "Mood 4", "nothing": "Shares nothing yet",
        "seen": "Each person can see that you opened this.", "place": "Bo, on your page",
    },
    "zh-hans": {
        "need": "先加一道锁", "app": "设置验证应用", "code": "验证码", "on": "打开", "safe": "已收好，继续",
        "mood": "心情，给 Bo", "value": "心情 4", "nothing": "还没有分享", "seen": "每个人都能看到你打开过这里。",
        "place": "Bo，在你的页面上",
    },
}  # fmt: skip


def sign_in(context: BrowserContext, person: object, address: str) -> Page:
    """A page of this person, who has just signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    session = client.session
    session[SIGNED_IN_KEY] = time.time()
    session.save()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
    return context.new_page()


@pytest.fixture
def phones(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Two phones."""
    contexts = [browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) for _ in range(2)]
    yield contexts
    for context in contexts:
        context.close()


def coached(language: str) -> tuple[object, object]:
    """Ana, her coach Bo who has no second factor yet, and their group."""
    ana, bo = (make_person(f"{name}@example.org", language=language) for name in ("ana", "bo"))
    group = make_group(ana, bo)
    actions.set_role(membership=mine(bo, group), role=Membership.Role.COACH)
    for days in range(3):
        make_mood(ana, 4, timezone.now() - timedelta(days=days))
        make_session(ana, timezone.now() - timedelta(days=days), rpe=8)
    return ana, bo


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_grant_look_log_revoke(phones: list[BrowserContext], live_server: object, language: str) -> None:
    site, words = str(live_server), WORDS[language]
    ana, bo = coached(language)
    coach = sign_in(phones[0], bo, site)
    coach.goto(f"{site}/coach/")
    expect(coach.get_by_role("heading", name=words["need"])).to_be_visible()
    set_up_an_app(coach, words)

    page = sign_in(phones[1], ana, site)
    page.goto(f"{site}/sharing/")
    switch = page.get_by_role("switch", name=words["mood"])
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")

    coach.goto(f"{site}/coach/?show=all")
    expect(coach.get_by_text(words["seen"])).to_be_visible()
    coach.get_by_role("link", name="Ana", exact=True).click()
    expect(coach.get_by_text(words["value"], exact=True).first).to_be_visible()
    expect(coach.get_by_text(re.compile("RPE"))).to_have_count(0)

    page.goto(f"{site}/sharing/log/")
    expect(page.get_by_text(words["place"])).to_be_visible()
    page.goto(f"{site}/sharing/")
    page.get_by_role("switch", name=words["mood"]).click()
    expect(page.get_by_role("switch", name=words["mood"])).to_have_attribute("aria-checked", "false")
    coach.reload()
    expect(coach.get_by_role("heading", name=words["nothing"])).to_be_visible()
    expect(coach.get_by_text(words["value"], exact=True)).to_have_count(0)


def set_up_an_app(page: Page, words: dict[str, str]) -> None:
    """From the page that explains it, with the key that the page shows."""
    page.get_by_role("link", name=words["app"]).click()
    secret = page.locator("code.key-text").inner_text()
    page.get_by_label(words["code"], exact=True).fill(code_of(secret))
    page.get_by_role("button", name=words["on"]).click()
    page.get_by_role("link", name=words["safe"]).click()
    page.wait_for_url("**/coach/")


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_switches_work_without_scripts(browser: Browser, live_server: object) -> None:
    site = str(live_server)
    ana, _bo = coached("en")
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, java_script_enabled=False)
    page = sign_in(context, ana, site)
    page.goto(f"{site}/sharing/")
    page.get_by_role("switch", name="Mood, for Bo").click()
    expect(page.get_by_role("switch", name="Mood, for Bo")).to_have_attribute("aria-checked", "true")
    context.close()


def test_twelve_people_are_looked_through_on_three_screens(browser: Browser, live_server: object) -> None:
    """Each with a reason, and all that they could share in the list."""
    site, bo = str(live_server), make_person("bo@example.org")
    people = [make_person(f"p{number}@example.org", display_name=f"Person {number}") for number in range(11)]
    group = make_coached(bo, *people)
    monday = group.week(timezone.now()).monday
    for row in Membership.objects.filter(group=group).exclude(person=bo):
        actions.check_in(membership=row, slot=None, day=monday, answer="nudge")
        if row.person in people:
            grant(row.person, bo, group, Stream.TRAINING, Stream.EFFORT, Stream.MOOD)
            make_session(row.person, timezone.now() - timedelta(days=2), rpe=5)
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = sign_in(context, bo, site)
    page.goto(f"{site}/coach/")
    expect(page.locator(".person")).to_have_count(12)
    assert page.locator("main").evaluate("main => main.scrollHeight") <= SCREENS * HEIGHT
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * HEIGHT
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    context.close()
    assert found == []


def test_words_to_begin_with_and_a_hint_beside_the_draft(browser: Browser, live_server: object) -> None:
    site, bo, ana = str(live_server), make_person("bo@example.org"), make_person("ana@example.org")
    group = make_coached(bo, ana)
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = sign_in(context, bo, site)
    page.goto(f"{site}/coach/people/{mine(ana, group).pk}/")
    page.get_by_role("button", name="What would make next week easier?").click()
    draft = page.get_by_role("textbox", name="Message")
    expect(draft).to_have_value("What would make next week easier?")
    hint = page.get_by_text("is hard to answer", exact=False)
    expect(hint).to_be_hidden()
    draft.fill("Ana, why didn't you come?")
    expect(hint).to_be_visible()
    draft.fill("Ana, shall we make it smaller?")
    expect(hint).to_be_hidden()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Ana, shall we make it smaller?")).to_be_visible()
    context.close()


def test_a_passkey_opens_the_door(browser: Browser, live_server: object, settings: object) -> None:
    """A key of the browser's own: added, asked for while signing in, and enough for a coach's page."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # type: ignore[attr-defined]
    site, bo = str(live_server), make_person("bo@example.org")
    bo.set_password("a-long-walk-by-the-sea")
    bo.save()
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = sign_in(context, bo, site)
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", "a-long-walk-by-the-sea")
    page.locator("main form .btn.pri").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{site}/accounts/logout/")
    page.locator("main button").first.click()
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", "bo@example.org")
    page.fill("[name=password]", "a-long-walk-by-the-sea")
    page.locator("main form .btn.pri").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/")
    context.close()
    assert noise == []
