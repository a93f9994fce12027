"""What a phone keeps: locked with a key that leaves no browser, and gone with the sign-in (trust.md S-21, S-22)."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from accounts.models import User
from tests.e2e.network import Network
from tests.e2e.test_offline import NOTE, Open, go, network, open_phone, prepared, rate, wait_until
from tests.factories import make_session

__all__ = ["network", "open_phone"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OPENED = """const base = await new Promise((done) => {
    indexedDB.open("pocket").onsuccess = (event) => done(event.target.result);
  });
  const asked = (name, what) => new Promise((done) => {
    what(base.transaction(name).objectStore(name)).onsuccess = (event) => done(event.target.result);
  });"""
STORED = f"""async () => {{
  if (!(await indexedDB.databases()).some(({{ name }}) => name === "pocket")) return [0, 0];
  {OPENED}
  const counts = [await asked("copy", (store) => store.count()), await asked("outbox", (store) => store.count())];
  base.close();
  return counts;
}}"""
KEY = f"""async () => {{
  {OPENED}
  const key = await asked("plain", (store) => store.get("key"));
  base.close();
  return [key.extractable, key.algorithm.name, key.algorithm.length];
}}"""
LEAVING = f"""async () => {{
  {OPENED}
  const leaving = await asked("plain", (store) => store.get("leaving"));
  base.close();
  return leaving;
}}"""


def stored(page: Page) -> tuple[int, int]:
    """How many copies and how many waiting entries the browser holds."""
    copies, entries = page.evaluate(STORED)
    return copies, entries


def files_with(folder: Path, words: str) -> list[str]:
    """The files below `folder` that hold these words, in the two ways a browser writes texts."""
    ways = (words.encode(), words.encode("utf-16-le"))
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in paths if any(way in path.read_bytes() for way in ways))


def test_no_word_of_a_note_lies_readable_on_the_disk(
    open_phone: Open, ana: User, network: Network, tmp_path: Path
) -> None:
    make_session(ana, title=f"{NOTE}-title", note=NOTE)
    context = open_phone("phone")
    page = prepared(context, ana, network.address)
    assert page.evaluate(KEY) == [False, "AES-GCM", 256]
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4, NOTE)
    go(page, f"{network.address}/offline/waiting/")
    expect(page.locator("#waiting")).to_contain_text(NOTE)
    assert stored(page) == (1, 2)
    context.close()
    assert files_with(tmp_path / "phone", "offline/waiting") != []  # the search finds what is there
    assert files_with(tmp_path / "phone", NOTE) == []


def test_signing_out_leaves_nothing(open_phone: Open, ana: User, network: Network) -> None:
    context = open_phone("phone")
    page = prepared(context, ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4, NOTE)
    network.come_back()
    page.goto(f"{network.address}/settings/")
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    wait_until(page, lambda: ana.mood_ratings.filter(note=NOTE).exists())  # what waited was sent first
    assert stored(page) == (0, 0)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    network.go_down()
    with pytest.raises(Error):
        page.goto(f"{network.address}/")
    with suppress(Error):  # nothing is there to go back to
        page.go_back()
    expect(page.get_by_text(NOTE)).to_have_count(0)


def test_signing_out_without_network_wipes_at_once_and_ends_the_sign_in_later(
    open_phone: Open, ana: User, network: Network
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4)
    other = page.context.new_page()
    go(other, f"{network.address}/help/")
    page.get_by_role("button", name="Sign out and remove everything from this phone").tap()
    wait_until(other, lambda: other.evaluate(LEAVING) is True)
    assert stored(other) == (0, 0)
    wait_until(other, lambda: page.url.startswith("chrome-error:"))  # without a key and a copy there is nothing to show
    network.come_back()
    page.goto(f"{network.address}/plan/")
    page.get_by_role("main").get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not ana.mood_ratings.exists()


def test_an_ended_sign_in_locks_what_waits_until_its_owner_is_back(
    open_phone: Open, ana: User, network: Network
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4, NOTE)
    network.come_back()
    page.context.clear_cookies()
    page.goto(f"{network.address}/plan/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    wait_until(page, lambda: stored(page) == (0, 2))
    prepared(page.context, ana, network.address)
    wait_until(page, lambda: list(ana.mood_ratings.values_list("score", "note")) == [(4, NOTE)])


def test_another_person_on_the_same_phone_finds_nothing(
    open_phone: Open, ana: User, bo: User, network: Network
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4, NOTE)
    network.come_back()
    page = prepared(page.context, bo, network.address)
    wait_until(page, lambda: stored(page) == (1, 0))
    page.goto(f"{network.address}/offline/waiting/")
    expect(page.get_by_text("All saved.")).to_be_visible()
    assert not bo.mood_ratings.exists()
    network.go_down()
    go(page, f"{network.address}/")
    assert ana.email not in page.content()


def test_a_shared_phone_keeps_nothing(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/settings/phone/")
    page.get_by_role("button", name="It is shared: keep nothing").tap()
    expect(page.get_by_text("This phone keeps nothing from now on.")).to_be_visible()
    page.goto(f"{network.address}/sessions/new/")
    page.get_by_role("button", name="Strength").first.tap()
    page.locator('[name="minutes"]').fill("30")
    page.goto(f"{network.address}/")
    page.wait_for_timeout(2500)  # longer than the script waits before it would begin
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    network.go_down()
    with pytest.raises(Error):
        page.goto(f"{network.address}/")


def test_a_tap_whose_answer_is_lost_is_one_rating(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.loses_answers = True
    page.locator('#mood label:has(input[value="7"])').tap()
    expect(page.locator("#mood [data-kept-line]")).to_have_text("Kept on this phone. It will be sent.")
    wait_until(page, lambda: ana.mood_ratings.count() == 1)
    network.go_down()
    network.come_back()
    page.goto(f"{network.address}/")
    expect(page.locator("#waits")).to_have_count(0)
    assert list(ana.mood_ratings.values_list("score", flat=True)) == [7]


def test_two_devices_that_wrote_the_same_note_keep_both(open_phone: Open, ana: User, network: Network) -> None:
    session = make_session(ana, note="as it was")
    phones = [open_phone(name).new_page() for name in ("one", "two")]
    for page in phones:
        prepared(page.context, ana, network.address)
        page.goto(f"{network.address}/sessions/{session.pk}/finish/")
        expect(page.locator("html[data-pocket=ready]")).to_be_attached()
    network.go_down()
    for page, words in zip(phones, ("from the first", "from the second"), strict=True):
        page.locator('main [name="note"]').fill(words)
        page.get_by_role("main").get_by_role("button", name="Save").tap()
        page.wait_for_url("**/?kept=finish")
    phones[1].goto("about:blank")  # an open page looks for the network by itself, and would come first now and then
    network.come_back()
    phones[0].goto(f"{network.address}/")
    wait_until(phones[0], lambda: notes_of(ana) == ["from the first"])
    phones[1].goto(f"{network.address}/offline/waiting/")
    row = phones[1].locator("#waiting li")
    expect(row).to_contain_text("Two versions")
    expect(row.locator("[data-there]")).to_have_text("from the first")
    row.get_by_label("Your words").fill("from the first, from the second")
    row.get_by_role("button", name="Send again").tap()
    wait_until(phones[1], lambda: notes_of(ana) == ["from the first, from the second"])
    expect(phones[1].get_by_text("All saved.")).to_be_visible()
    assert {version.body["note"] for version in ana.entry_versions.all()} == {"as it was", "from the first"}


def notes_of(person: User) -> list[Any]:
    return list(person.training_sessions.values_list("note", flat=True))
