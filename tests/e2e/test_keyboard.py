"""The ten main screens without a pointer, without sight, without motion and without colours of our own."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.confirmations import SIGNED_IN_KEY
from accounts.models import User
from core.dates import Week
from tests.e2e.screens_of_the_product import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
CHECKS = (Path(__file__).parent / "keyboard_checks.js").read_text()
NAMED = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "spinbutton", "image"}
MOST_STOPS = 400
PLACE = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return "outside";
  if (node.dataset.reached) return "again";  // the hour and the minute of one clock are two stops
  node.dataset.reached = "yes";
  return "new";
}"""


def sign_in(page: Page, site: str, person: User) -> None:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[SIGNED_IN_KEY] = time.time()
    session.save()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def screens(world: World) -> dict[str, str]:
    """The ten main ones of the design, by their numbers."""
    ana = world.people["ana"]
    session = ana.training_sessions.filter(activity="strength").latest("started_at")
    return {
        "S01": "/",
        "S03": reverse("journal:session-unfinished", args=[world.unfinished]),
        "S04": reverse("journal:session-finish", args=[session.pk]),
        "S05": reverse("journal:sleep-form"),
        "S06": reverse("journal:psqi-edit", args=[ana.psqi_sheets.latest("taken_on").pk]),
        "S07": reverse("reviews:detail", args=[Week.of(ana.today()).previous().monday]),
        "S08": reverse("insights:trends"),
        "S09": reverse("groups:detail", args=[world.group.pk]),
        "S12": reverse("plans:week"),
        "S22": reverse("accounts:reminders"),
    }


@pytest.fixture
def ana_at(browser: Browser, live_server: object) -> Iterator[tuple[Page, str, World]]:
    """Ana's phone, on which nothing moves."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce")
    page, site, world = context.new_page(), str(live_server), World("en")
    sign_in(page, site, world.people["ana"])
    yield page, site, world
    context.close()


def call(page: Page, check: str) -> object:
    return page.evaluate(f"name => {CHECKS.strip()}[name]()".replace("name =>", "name => (") + ")", check)


def walk(page: Page) -> tuple[int, list[str]]:
    """Tab from the top until the page is left: how many controls had the focus, and which did not show it."""
    page.evaluate("document.activeElement.blur()")
    seen = 0
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place == "outside":
            return seen, wrong
        if place == "new":
            seen += 1
            wrong += [found] if (found := str(call(page, "rings") or "")) else []
    return seen, [*wrong, "a trap: Tab never leaves the page"]


def nameless(page: Page) -> list[str]:
    """Controls without a name in the accessibility tree, as a screen reader meets them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        f"{node['role']['value']} without a name"
        for node in nodes
        if not node["ignored"]
        and node["role"]["value"] in NAMED
        and not str(node.get("name", {}).get("value", "")).strip()
    ]


def test_every_control_is_reached_named_and_still(ana_at: tuple[Page, str, World]) -> None:
    page, site, world = ana_at
    wrong = []
    for number, path in screens(world).items():
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        wanted = call(page, "stops")
        seen, found = walk(page)
        found += nameless(page) + [f"moves: {one}" for one in call(page, "still")]  # type: ignore[attr-defined]
        found += [f"{seen} of {wanted} controls reached"] if seen != wanted else []
        wrong += [f"{number} {path}: {one}" for one in found]
    assert wrong == []


def test_what_is_unreachable_nameless_or_without_a_ring_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<style>:focus { outline: 3px solid } button:focus { outline: none }</style>"
        "<button></button><a href='#'>On</a><p tabindex='0'>Text</p>"
    )
    assert nameless(page) == ["button without a name"]
    seen, wrong = walk(page)
    assert (seen, call(page, "stops"), len(wrong)) == (3, 3, 1)
    page.set_content(
        "<style>:focus { outline: 3px solid }</style><button id='one'>A</button>"
        "<script>one.onkeydown = (event) => event.preventDefault()</script>"
    )
    assert walk(page) == (1, ["a trap: Tab never leaves the page"])
    page.set_content("<style>p { transition: color 1s }</style><p>Text</p>")
    assert len(call(page, "still")) == 1  # type: ignore[arg-type]
    page.close()


def reach(page: Page, selector: str) -> None:
    """Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_the_main_actions_work_by_keys_alone(ana_at: tuple[Page, str, World]) -> None:
    page, site, world = ana_at
    at = screens(world)
    page.goto(site + at["S01"])
    page.wait_for_load_state("networkidle")
    reach(page, ".rate input[name=score]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator("#mood .said")).to_contain_text("1 saved")

    page.goto(site + at["S03"])
    page.wait_for_load_state("networkidle")
    reach(page, ".tick > input:not(:checked)")
    page.keyboard.press("Space")
    expect(page.locator(".tick > input:focus, .tick > input:checked").first).to_be_visible()
    expect(page.locator(".tick > input:checked")).to_have_count(2)

    page.goto(site + at["S07"])
    reach(page, "main .chip > input[type=radio]")
    page.keyboard.press("Space")
    reach(page, "main .btn.pri")
    page.keyboard.press("Enter")
    expect(page.locator("main .btn.pri")).to_have_text("Save the answer")

    page.goto(site + at["S22"])
    reach(page, "main .chip > input[type=radio]")
    page.keyboard.press("ArrowRight")
    chosen = page.locator(page.evaluate("`#${document.activeElement.id}`"))
    expect(chosen).to_be_checked()
    reach(page, "main .btn.pri")
    page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("Saved")
    expect(chosen).to_be_checked()


def test_what_is_chosen_shows_without_our_colours(browser: Browser, live_server: object) -> None:
    world, site = World("en"), str(live_server)
    ana = world.people["ana"]
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", forced_colors="active")
    page = context.new_page()
    sign_in(page, site, ana)
    paths = [
        reverse("journal:mood-edit", args=[ana.mood_ratings.latest("rated_at").pk]),
        reverse("accounts:appearance"),
        reverse("accounts:reminders"),
        reverse("journal:session-unfinished", args=[world.unfinished]),
        reverse("groups:detail", args=[world.group.pk]),
    ]
    wrong = {}
    for path in paths:
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        if found := call(page, "told"):
            wrong[path] = found
    context.close()
    assert wrong == {}
