"""Every page of the product in a real browser, at two widths, in light and dark, in both languages.

One pass per page and language: the answer, axe-core, its width, targets, names, language, dates, the console, other
origins. Then the open page turns dark. The one difference between the themes is `light-dark()`, which holds colours
(tests/core/test_themes.py), so the dark page is asked again what depends on colours, and nothing else.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.confirmations import SIGNED_IN_KEY
from accounts.models import User
from tests.e2e.screens_of_the_product import NO_PAGE, Screen, World, routes

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
CHECKS = (Path(__file__).parent / "page_checks.js").read_text()
AXE = "options => axe.run(options).then(result => result.violations)"
OPTIONS = {"resultTypes": ["violations"], "preload": False}
COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BIG_TEXT = "size => { document.documentElement.style.fontSize = size }"
LOCALES = {"en": "en-GB", "zh-hans": "zh-CN"}
BY_MAIL = {  # a form that mails a code -> the page that asks for it
    "account_signup": "account_email_verification_sent",
    "account_request_login_code": "account_confirm_login_code",
    "account_reset_password": "account_confirm_password_reset_code",
}
ALLOWED = [  # people's own words, names, brands, and what is the same in every language
    "Small Wins", "Harbour walkers", "Long walk", "See you there.", "Back on Saturday.", "My watch", "简体中文", "中文",
    "garden", "If it is Tuesday half past six, then I put on my shoes and go.", "Steady weeks, Ana. Good to watch.",
    "Slept badly, went anyway and kept it light.", "The hill felt shorter today.", "Rain, so indoors.",
    "Tuesday strength", "Elbows close, pause at the top.",
    "Talked with Bo about the warm-up.", "First time without a break.", "Legs heavy, head clear.",
    "Warm feet, easy breath.", "The stairs home were nothing.", "Shoulders loose after the hill.",
    "I noticed three sessions in a row before work. What would make next week easier?",
    "Mornings are good.", "On Thursday I am away.", "Then Thursday is free, and Saturday is the long walk.",
    "Sandbag to shoulder", "Squats with a bar",
    "A walk by the harbour", "I write to you every Thursday evening.", "I ask you how it went.",
    "Please without names.", "Evening walkers",
]  # fmt: skip


class Phone:
    """One browser for a language; remembers everything that goes wrong on the way."""

    def __init__(self, page: Page, site: str, language: str) -> None:
        self.page, self.site, self.language = page, site, language
        self.noise: list[str] = []
        page.add_init_script(Axe().axe_script)
        page.on("console", lambda line: self.noise.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        """Nothing may be asked of another origin."""
        if not url.startswith((self.site, "data:", "blob:")):
            self.noise.append(f"asks {url}")

    def be(self, person: User | None) -> None:
        """From here on this person holds the phone."""
        self.page.context.clear_cookies()
        if person:
            client = Client()
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session[SIGNED_IN_KEY] = time.time()
            record_authentication(SimpleNamespace(session=session), person, "password", reauthenticated=True)
            session.save()
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site}])

    def visit(self, screen: Screen) -> list[str]:
        """Opens the page; what is wrong with it."""
        path = reverse(screen.name, args=screen.args)
        answer = self.page.goto(self.site + path + screen.query)
        wrong = [] if answer and answer.status == screen.status else [f"answers {answer and answer.status}"]
        if self.page.url.removeprefix(self.site).partition("?")[0] != path:
            wrong.append(f"leads to {self.page.url}")
        if screen.status != 200:  # the browser says so itself
            self.noise = [line for line in self.noise if "Failed to load resource" not in line]
        return wrong + self.look()

    def look(self) -> list[str]:
        """What is wrong with the page that is open."""
        wrong = self.axe(OPTIONS) + self.in_the_dark() + self.measure()
        wrong, self.noise = wrong + self.noise, []
        return wrong

    def axe(self, options: dict[str, Any]) -> list[str]:
        """What axe-core finds serious."""
        return [
            f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:90]}"
            for rule in self.page.evaluate(AXE, options)
            if rule["impact"] in ("serious", "critical")
        ]

    def in_the_dark(self) -> list[str]:
        """The same page in dark colours; it is light again afterwards."""
        self.page.emulate_media(color_scheme="dark")
        assert self.page.evaluate(IS_DARK)
        wrong = [f"dark: {line}" for line in self.axe(COLOURS)]
        self.page.emulate_media(color_scheme="light")
        return wrong

    def measure(self) -> list[str]:
        """Names, targets, language and dates; the width at 390 and 320 points and with double text."""
        page = self.page
        wrong: list[str] = page.evaluate(CHECKS, {"language": self.language, "allowed": ALLOWED})
        wrong += self.too_wide("at 390")
        page.evaluate(BIG_TEXT, "200%")
        wrong += self.narrow("with double text")
        page.evaluate(BIG_TEXT, "")
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 844})
            wrong += self.narrow(f"at {width}")
        page.set_viewport_size({"width": 390, "height": 844})
        return wrong

    def narrow(self, when: str) -> list[str]:
        """Nothing scrolls sideways, and every control can still be hit."""
        small = self.page.evaluate(CHECKS, {"language": self.language, "allowed": [], "targetsAlone": True})
        return self.too_wide(when) + [f"{line} {when}" for line in small]

    def too_wide(self, when: str) -> list[str]:
        """Nothing scrolls sideways."""
        pixels = self.page.evaluate(TOO_WIDE)
        return [f"{pixels} px too wide {when}"] if pixels > 0 else []

    def follow_the_mail(self) -> dict[str, list[str]]:
        """The pages that ask for a mailed code, and the one on which a new password is chosen."""
        wrong = {}
        for form, code_page in BY_MAIL.items():
            self.be(None)
            self.page.goto(self.site + reverse(form))
            self.page.fill("main [name=email]", "ana@example.org" if form != "account_signup" else "new@example.org")
            self.page.click("main .btn.pri")
            self.page.wait_for_url(self.site + reverse(code_page))
            wrong[code_page] = self.look()
        code = re.search(r"^ *([A-Z\d-]{6,9}) *$", str(mail.outbox[-1].body), re.MULTILINE)
        assert code
        self.page.fill("[name=code]", code[1])
        self.page.click("main .btn.pri")
        self.page.wait_for_url(self.site + reverse("account_complete_password_reset"))
        wrong["account_complete_password_reset"] = self.look()
        return wrong


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, live_server: object, language: str) -> Iterator[Phone]:
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "reduced_motion": "reduce"}
    context = browser.new_context(**options, locale=LOCALES[language], timezone_id="Europe/Oslo", has_touch=True)
    yield Phone(context.new_page(), str(live_server), language)
    context.close()


@pytest.mark.long
def test_every_page_is_whole(phone: Phone, language: str) -> None:
    world = World(language)
    wrong: dict[str, list[str]] = {}
    who = None
    for screen in world.screens():
        if screen.who != who:
            who = screen.who
            phone.be(world.people.get(who))
        found = phone.visit(screen)
        if found:
            wrong[f"{screen.name} {screen.query} {who}"] = found
    wrong |= {name: found for name, found in phone.follow_the_mail().items() if found}
    assert not wrong, "\n" + "\n".join(f"{name}: {line}" for name, found in wrong.items() for line in found)


@pytest.mark.parametrize(
    ("colours", "words"), [("#333, #ccc", ""), ("#ddd, #ccc", "color"), ("#333, #333", "dark: color")]
)
def test_what_is_too_pale_is_found_in_either_theme(phone: Phone, language: str, colours: str, words: str) -> None:
    page = f"""
        <html lang="{language}"><title>A</title><link rel="icon" href="data:,"><style>
        :root {{ color-scheme: light dark; background: light-dark(#fff, #222); color: light-dark({colours}) }}
        </style><main><h1>123</h1></main>"""
    phone.page.route("**/pale/", lambda route: route.fulfill(body=page, content_type="text/html"))
    phone.page.goto(f"{phone.site}/pale/")
    assert [line.partition("-contrast")[0] for line in phone.look()] == ([words] if words else [])


def test_every_route_is_in_the_table(db: None) -> None:
    seen = {screen.name for screen in World("en").screens()} | {*BY_MAIL.values(), "account_complete_password_reset"}
    assert (routes() - seen - NO_PAGE, (seen | NO_PAGE) - routes()) == (set(), set())
