"""An unfinished session in the real browser: it survives a reload, a killed browser, another device, a lost network."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tests.e2e.test_session import EXERCISES, begin, hold, ready, write_strength

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
DATA = Path(__file__).parent.parent / "journal/data"
VALUES = """() => Object.fromEntries([...document.querySelector("#session").elements]
  .filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && one.tagName !== "BUTTON")
  .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
  .map((one) => [one.name, one.value || `grey ${one.placeholder}`]))"""
PLATES = """(one) => {
  const { side, below, above } = made.loading(one.load, one.bar, one.unit);
  return { ...one, side, below, above };
}"""
PACE = "(one) => ({ ...one, told: made.pace(one.minutes, one.metres, one.way, one.unit_m) })"


@pytest.fixture
def phone(page: Page, live_server: Any, ana: User) -> Page:
    write_strength(ana)
    hold(page, ana, live_server.url)
    page.goto(f"{live_server.url}/sessions/new/")
    return page


def half_done(page: Page) -> dict[str, Any]:
    """A nudged and ticked set with effort, a typed one, a note, a feeling; everything that the form then holds."""
    begin(page)
    page.get_by_role("button", name="Next set: 2.5 more").first.tap()
    page.locator('[name="0-0-done"]').tap()
    page.locator("#rest").get_by_role("button", name="8.5").tap()
    page.get_by_role("button", name="Back squat: note, rest, plates and more").tap()
    page.get_by_label("Note for next time").locator("visible=true").fill("heels down")
    page.locator("#menu-0").get_by_role("button", name="Close").tap()
    page.locator('[name="0-1-reps"]').fill("4")
    page.locator('[name="0-1-reps"]').blur()
    page.locator('[name="minutes"]').fill("52")
    return page.evaluate(VALUES)


def test_a_killed_browser_loses_nothing_and_another_device_goes_on(
    phone: Page, ana: User, live_server: Any, browser: Browser
) -> None:
    before = half_done(phone)
    expect(phone.locator("[data-kept]")).to_have_text("Kept as you go.")
    wait_for_revision(phone, ana)
    phone.context.close()  # no unload runs
    other = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    hold(other, ana, live_server.url)
    other.goto(f"{live_server.url}/")
    other.get_by_role("link", name="Go on with Strength A").tap()
    ready(other)
    after = other.evaluate(VALUES)
    assert after == before
    expect(other.locator("[data-note-words='0']")).to_have_text("heels down")
    other.locator("main").get_by_role("button", name="Finish").tap()
    expect(other.get_by_role("heading", name="Finished")).to_be_visible()
    sets = ana.training_sessions.newest_first()[0].sets.values_list("exercise", "load_kg", "reps", "rpe", "note")
    assert [(slug, float(load), reps, rpe and float(rpe), note) for slug, load, reps, rpe, note in sets] == [
        ("back_squat", 62.5, 5, 8.5, "heels down"), ("back_squat", 62.5, 4, None, ""),
    ]  # fmt: skip
    assert not ana.unfinished_sessions.exists()
    other.context.close()


def wait_until_empty(page: Page, count: str) -> None:
    """Until the browser counts nothing."""
    for _try in range(50):
        if page.evaluate(count) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{count} is {page.evaluate(count)}")


def wait_for_revision(page: Page, person: User) -> None:
    """Until the server holds what the page shows."""
    for _try in range(50):
        row = person.unfinished_sessions.first()
        if row and row.data["revision"][0] == page.locator('[name="revision"]').input_value():
            return
        page.wait_for_timeout(100)
    raise AssertionError("The form was not kept.")


ABORT_OR_GO = {True: lambda route: route.abort(), False: lambda route: route.continue_()}


def lose_the_network(page: Page) -> None:
    """Nothing is kept on the server from here on; pages still come."""
    page.add_init_script("navigator.sendBeacon = () => false")
    page.evaluate("navigator.sendBeacon = () => false")
    page.route("**/sessions/unfinished/*/", lambda route: ABORT_OR_GO[route.request.method == "POST"](route))


def test_a_reload_without_network_shows_what_the_browser_kept(phone: Page, ana: User) -> None:
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    wait_for_revision(phone, ana)
    lose_the_network(phone)
    phone.locator('[name="0-1-reps"]').fill("3")
    phone.locator('[name="0-1-reps"]').blur()
    expect(phone.locator("[data-kept]")).to_have_text("Kept on this phone; it will be sent.")
    phone.reload()
    ready(phone)
    expect(phone.locator('[name="0-1-reps"]')).to_have_value("3")
    expect(phone.locator('[name="0-1-done"]')).to_be_checked()
    phone.unroute("**/sessions/unfinished/*/")
    phone.locator('[name="0-2-done"]').tap()
    wait_for_revision(phone, ana)
    assert ana.unfinished_sessions.get().data["0-1-reps"] == ["3"]


def test_what_only_the_browser_knows_is_offered_at_the_start(phone: Page, ana: User, live_server: Any) -> None:
    lose_the_network(phone)
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    expect(phone.locator("[data-kept]")).to_have_text("Kept on this phone; it will be sent.")
    phone.goto(f"{live_server.url}/sessions/new/")
    assert not ana.unfinished_sessions.exists()
    phone.locator("[data-local]").get_by_role("button", name="Go on").tap()
    ready(phone)
    expect(phone.locator('[name="0-0-done"]')).to_be_checked()
    phone.locator("main").get_by_role("button", name="Finish").tap()
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    phone.goto(f"{live_server.url}/sessions/new/")
    wait_until_empty(phone, "localStorage.length")
    expect(phone.locator("[data-local]")).to_be_hidden()


def test_a_second_device_that_went_further_is_not_overwritten(
    phone: Page, ana: User, live_server: Any, browser: Browser
) -> None:
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    wait_for_revision(phone, ana)
    row = ana.unfinished_sessions.get()
    row.data |= {"revision": ["999"], "title": ["Further"]}
    row.save()
    phone.locator('[name="0-1-done"]').tap()
    expect(phone.locator("[data-kept]")).to_contain_text("This session went on somewhere else.")
    phone.get_by_role("link", name="Show it as it stands there").tap()
    ready(phone)
    expect(phone.locator('[name="title"]')).to_have_value("Further")
    assert ana.unfinished_sessions.get().data["title"] == ["Further"]


def test_signing_out_leaves_nothing_in_the_browser(phone: Page, ana: User, live_server: Any) -> None:
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    wait_for_revision(phone, ana)
    keys = phone.evaluate("Object.keys(localStorage)")
    assert [key.partition(":")[0] for key in keys] == ["unfinished"]
    assert str(ana.pk) not in keys[0]
    copy = phone.evaluate("JSON.parse(Object.values(localStorage)[0])")
    assert sorted(copy) == ["data", "id", "iv", "keep", "revision"]
    assert "back_squat" not in str(b64decode(copy["data"])) + str(copy)
    phone.goto(f"{live_server.url}/settings/")
    phone.get_by_role("button", name="Sign out").tap()
    phone.wait_for_url(f"{live_server.url}/")
    wait_until_empty(phone, "localStorage.length")
    wait_until_empty(phone, "indexedDB.databases().then((all) => all.length)")


def test_throwing_it_away_forgets_it_everywhere(phone: Page, ana: User) -> None:
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    wait_for_revision(phone, ana)
    phone.locator("summary", has_text="Throw it away").tap()
    phone.get_by_role("button", name="Throw it away for good").tap()
    expect(phone.get_by_text("Thrown away.")).to_be_visible()
    assert not ana.unfinished_sessions.exists()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_what_a_page_would_still_keep_does_not_bring_it_back(phone: Page, ana: User) -> None:
    """The form that throws it away stands still here, as it does while the site is slow to answer."""
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    expect(phone.locator("[data-kept]")).to_be_visible()
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.evaluate("""() => {
      document.addEventListener("submit", (event) => event.preventDefault(), {once: true});
      document.querySelector('[name="0-1-done"]').click();
      document.querySelector("form[data-discard] button").click();
      dispatchEvent(new Event("online"));  // sends what waits
    }""")
    phone.evaluate("fetch('/healthz').then((answer) => answer.text())")
    assert sent == []


def test_a_superset_alternates_and_rests_after_the_round(phone: Page, ana: User) -> None:
    begin(phone)
    phone.get_by_role("button", name="Back squat: note, rest, plates and more").tap()
    phone.locator("#menu-0").get_by_role("button", name="Superset with the next").tap()
    expect(phone.locator("[data-superset]")).to_be_visible()
    left = phone.locator("#rest [data-left]")
    for row in range(3):
        phone.locator(f'[name="0-{row}-done"]').tap()
        expect(left).to_be_hidden()
        expect(phone.locator(f'[name="1-{row}-done"]')).to_be_focused()
        phone.locator(f'[name="1-{row}-done"]').tap()
        expect(left).to_be_visible()
        following = "2-0" if row == 2 else f"0-{row + 1}"
        expect(phone.locator(f'tr[data-row="{following}"]')).to_have_class("is-next")
        phone.locator("#rest").get_by_role("button", name="Skip").tap()
    phone.locator("main").get_by_role("button", name="Finish").tap()
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    sets = ana.training_sessions.newest_first()[0].sets.values_list("exercise", "superset")
    assert list(sets) == [(EXERCISES[0], 1)] * 3 + [(EXERCISES[1], 1)] * 3


def test_a_long_press_takes_the_half_step(phone: Page) -> None:
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    chip = phone.locator('#rest [data-effort="7"]')
    chip.click(delay=700)
    expect(chip).to_have_text("7.5")
    expect(phone.locator('[name="0-0-rpe"]:checked')).to_have_value("7.5")
    chip.click()
    expect(phone.locator('[name="0-0-rpe"]:checked')).to_have_value("")
    expect(chip).to_have_text("7")


def test_rest_of_an_exercise_is_its_own_and_kept(phone: Page, ana: User, live_server: Any) -> None:
    begin(phone)
    phone.get_by_role("button", name="Back squat: note, rest, plates and more").tap()
    phone.locator("#menu-0").get_by_text("3:00").tap()
    phone.locator("#menu-0").get_by_role("button", name="Close").tap()
    phone.locator('[name="0-0-done"]').tap()
    expect(phone.locator("#rest [data-left]")).to_contain_text("2:5")
    phone.locator("main").get_by_role("button", name="Finish").tap()
    expect(phone.get_by_role("heading", name="Finished")).to_be_visible()
    assert list(ana.exercise_settings.values_list("exercise", "rest_seconds")) == [("back_squat", 180)]


def test_plates_follow_the_typed_load_and_the_bar(phone: Page) -> None:
    begin(phone)
    phone.locator('[name="0-0-load"]').fill("61")
    phone.get_by_role("button", name="Back squat: note, rest, plates and more").tap()
    box = phone.locator("#menu-0 [data-plates]")
    expect(box.locator("[data-near]")).to_have_text("61 kg does not come out: 60 or 62.5.")
    box.get_by_text("15 kg").tap()
    expect(box.locator("[data-near]")).to_have_text("61 kg does not come out: 60 or 62.5.")
    assert [one.get_attribute("data-plate") for one in box.locator("[data-plate]").all()] == ["20", "2.5"]
    box.locator("[data-bar-typed]").fill("10")
    expect(box.locator("[data-each]")).to_contain_text("1 × 25")


@pytest.mark.parametrize(("module", "call", "table"), [("plates", PLATES, "plates"), ("pace", PACE, "paces")])
def test_scripts_work_out_what_the_server_does(phone: Page, module: str, call: str, table: str) -> None:
    cases = json.loads((DATA / f"{table}.json").read_text())
    load = f"const made = await import('/static/journal/js/{module}.js'); return cases.map({call});"
    assert phone.evaluate(f"async (cases) => {{ {load} }}", cases) == cases


def test_a_walk_is_told_its_pace_while_it_is_typed(phone: Page, ana: User, live_server: Any) -> None:
    phone.get_by_role("button", name="Walking").tap()
    ready(phone)
    phone.locator('[name="minutes"]').fill("30")
    phone.locator('[name="distance"]').fill("2,5")
    expect(phone.get_by_text("12:00 min a km")).to_be_visible()


def test_a_page_that_lay_open_asks_whether_it_goes_on(phone: Page, ana: User) -> None:
    phone.clock.install()
    begin(phone)
    phone.locator('[name="0-0-done"]').tap()
    phone.clock.fast_forward("03:01:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.get_by_role("heading", name="Still going?")).to_be_visible()
    phone.locator("main [data-still]").get_by_role("button", name="Go on").tap()
    expect(phone.get_by_role("heading", name="Still going?")).to_be_hidden()
    phone.clock.fast_forward("04:00:00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.get_by_role("heading", name="Still going?")).to_be_hidden()
