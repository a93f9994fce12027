"""Without network in the real browser: pages from a cold start, entries that wait, nothing lost and nothing twice."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from accounts.models import User
from tests.e2e.network import Network, network_to
from tests.e2e.test_session import begin, hold, write_strength

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True,
    "locale": "en-GB", "timezone_id": "Europe/Oslo",
}  # fmt: skip
STEP = timedelta(minutes=72)
NOTE = "unmistakable-xylophone-words"
type Open = Callable[[str], BrowserContext]


@pytest.fixture
def open_phone(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path) -> Iterator[Open]:
    """`open_phone("ana")`: a browser with a profile on disk; a second call is a cold start of the same phone."""
    opened: list[BrowserContext] = []

    def start(name: str) -> BrowserContext:
        context = browser_type.launch_persistent_context(tmp_path / name, **PHONE, **browser_type_launch_args)
        opened.append(context)
        return context

    yield start
    for context in opened:
        with suppress(Error):
            context.close()


@pytest.fixture
def network(live_server: Any) -> Iterator[Network]:
    with network_to(live_server.url) as made:
        yield made


def prepared(context: BrowserContext, person: User, site: str) -> Page:
    """The person signed in, the worker at work, the page for times without network kept."""
    page = context.new_page()
    hold(page, person, site)
    page.goto(f"{site}/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    return page


def go(page: Page, address: str) -> None:
    """Opens an address without network."""
    page.goto(address)
    expect(page.locator("html[data-offline=ready]")).to_be_attached()


def rate(page: Page, score: int, words: str = "") -> None:
    """One tap, and a line about it."""
    page.locator(f'#copy label:has(input[name="score"][value="{score}"])').first.tap()
    expect(page.locator("#kept")).to_have_text("Kept on this phone. It will be sent.")
    if words:
        page.locator("#mood-note").fill(words)
        page.get_by_role("button", name="Add a word").tap()
        expect(page.locator("#mood-word")).to_be_hidden()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Until the site has what the phone sends."""
    for _try in range(450):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not arrive.")


def waiting(page: Page) -> int:
    """How many entries wait, by the pill of the page."""
    text = page.locator("#waits").text_content(timeout=5000) or ""
    return int("".join(filter(str.isdigit, text)) or 0)


def test_a_cold_start_without_network_shows_every_daily_page(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    context = open_phone("phone")
    page = prepared(context, ana, network.address)
    errors = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert errors == []
    context.close()
    network.go_down()
    page = open_phone("phone").new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path, words in {
        "/": "How do you feel right now?", "/plan/": "This week", "/log/": "Today's plan", "/sleep/": "Sleep note",
        "/sessions/new/": "Add an exercise", "/help/": "You can reach someone now",
        "/trends/": "This page needs the network", "/psqi/": "This page needs the network",
        "/offline/waiting/": "All saved.",
    }.items():  # fmt: skip
        go(page, network.address + path)
        expect(page.locator("#main").get_by_text(words).locator("visible=true").first).to_be_visible()
    assert said == []


def test_forty_entries_in_two_days_without_network_arrive_once(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    before = ana.training_sessions.count()
    context = open_phone("phone")
    prepared(context, ana, network.address)
    network.go_down()
    start = datetime.now(UTC) - timedelta(hours=48)
    page = context.new_page()
    for number in range(40):
        if number in (14, 28):  # the battery was empty
            context.close()
            context = open_phone("phone")
            page = context.new_page()
        elif number % 7 == 3:  # the tab was killed
            page.close()
            page = context.new_page()
        page.clock.set_fixed_time(start + number * STEP)
        write_entry(page, network.address, number)
    assert waiting(page) >= 40
    network.come_back()
    hold(page, ana, network.address)
    network.loses_answers = True
    with suppress(Error):
        page.goto(f"{network.address}/")
    page.wait_for_timeout(500)
    network.come_back()
    page.clock.set_fixed_time(datetime.now(UTC))
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.count() == before + 15 and ana.mood_ratings.count() == 20)
    expect(page.locator("#waits")).to_have_count(0, timeout=15_000)
    moods = list(ana.mood_ratings.order_by("rated_at").values_list("score", "note"))
    assert moods == [(number % 11, f"words {number}") for number in range(0, 40, 2)]
    moments = [(start + number * STEP).astimezone(ana.zone).date() for number in (3, 19, 29)]
    assert set(ana.rest_days.values_list("day", flat=True)) == set(moments)
    nights = [(start + number * STEP).astimezone(ana.zone).date() for number in (9, 39)]
    assert sorted(ana.sleep_diary.values_list("day", flat=True)) == nights
    sessions = ana.training_sessions.newest_first()[:15]
    assert [[float(one.load_kg) for one in session.sets.all()] for session in sessions] == [[61.0]] * 15


def write_entry(page: Page, site: str, number: int) -> None:
    """A mood with words, a session with a set, a night or a day of rest."""
    kind = number % 10
    if kind in (0, 2, 4, 6, 8):
        go(page, f"{site}/")
        return rate(page, number % 11, f"words {number}")
    if kind in (1, 5, 7) or number in (13, 23, 33):
        return train(page, site)
    if number in (9, 39):
        go(page, f"{site}/sleep/")
        page.locator('[name="tried_to_sleep"]').fill("23:10")
        page.locator('[name="final_wake"]').fill("06:40")
        page.get_by_role("button", name="Save", exact=True).last.tap()
        return expect(page.locator("#kept")).to_be_visible()
    go(page, f"{site}/")
    page.get_by_role("button", name="Rest today").first.tap()
    return expect(page.locator("#kept")).to_be_visible()


def train(page: Page, site: str) -> None:
    """One set of squats, 61 kg."""
    go(page, f"{site}/sessions/new/")
    page.locator("#exercise-name").fill("Back squat")
    page.get_by_role("button", name="Add", exact=True).tap()
    page.locator('[name="0-0-load"]').fill("61")
    page.locator('[name="0-0-reps"]').fill("5")
    page.locator("#offline-minutes").fill("30")
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/finish/?kept=*")
    expect(page.locator("html[data-offline=ready]")).to_be_attached()


def test_a_session_begun_with_a_network_goes_on_without_one(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    before = ana.training_sessions.count()
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/sessions/new/")
    begin(page)
    network.go_down()
    page.locator('[name="0-0-done"]').tap()
    expect(page.locator("[data-kept]")).to_have_text("Kept on this phone; it will be sent.")
    page.close()
    page = page.context.new_page()
    go(page, f"{network.address}/sessions/new/")
    expect(page.locator('[name="0-0-done"]')).to_be_checked()
    expect(page.locator('[name="0-1-done"]')).not_to_be_checked()
    loads = page.locator('#exercises [name="0-0-load"]').input_value()
    page.locator("#offline-minutes").fill("30")
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/finish/?kept=*")
    network.come_back()
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.count() == before + 1)
    session = ana.training_sessions.newest_first()[0]
    assert [(one.exercise, float(one.load_kg)) for one in session.sets.all()] == [("back_squat", float(loads))]
    assert not ana.unfinished_sessions.exists()


def test_finishing_the_logger_while_the_network_is_away_is_kept(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    before = ana.training_sessions.count()
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/sessions/new/")
    begin(page)
    network.go_down()
    page.locator('[name="0-0-done"]').tap()
    page.locator("main").get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/finish/?kept=session")
    page.locator('#copy [data-part="finish"] label:has(input[name="rpe"][value="7"])').tap()
    page.locator('#copy [data-part="finish"]').get_by_role("button", name="Save").tap()
    page.wait_for_url(f"{network.address}/?kept=*")
    network.come_back()
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.filter(rpe=7).count() == 1)
    assert ana.training_sessions.count() == before + 1
