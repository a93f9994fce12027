"""Settings → Appearance in the browser: moods in words, and less motion."""

from datetime import timedelta
from itertools import chain, permutations

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from accounts.actions import save_profile
from tests.e2e.test_session import hold
from tests.factories import make_mood

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVES = "getComputedStyle(document.querySelector('.btn.pri')).transitionDuration"
TIGHT = "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"
BOXES = "items => items.map((item) => item.getBoundingClientRect().toJSON())"
BANDS = ((0, 2), (3, 4), (5, 5), (6, 7), (8, 10))
LINES = """words => words.map((word) => {
  const range = document.createRange();
  range.selectNodeContents(word);
  return [...range.getClientRects()].map((line) => line.toJSON());
})"""
SCROLLS = "async (scripts) => (await import(`${scripts}/motion.js`)).behavior()"
WORKER = """{
  const entry = {
    n: 1, kind: "mood", at: Date.now(), state: "refused", items: [{ body: { score: 7 } }],
    answer: { status: 409, body: { conflict: { score: { there: 9 } } } },
  };
  const active = { postMessage: ({ kind }, [port]) => port.postMessage(kind === "list" ? [entry] : {}) };
  Object.defineProperty(navigator.serviceWorker, "ready", { get: async () => ({ active }) });
}"""
WORDS = {"en": ("good", "very good", "in between"), "zh-hans": ("不错", "非常好", "一般")}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_mood_is_tapped_nudged_and_taken_back_in_words(page: Page, live_server, ana, language: str) -> None:
    save_profile(person=ana, changes={"language": language})
    for back in range(1, 7):
        make_mood(ana, 2 * back - 2, timezone.now() - timedelta(days=back))
    good, very_good, between = WORDS[language]
    page.set_viewport_size({"width": 390, "height": 844})
    hold(page, ana, live_server.url)
    page.goto(f"{live_server.url}/settings/appearance/")
    with translation.override(language):
        page.get_by_role("switch").check()
        page.get_by_role("button", name=_("Save")).click()
        page.goto(live_server.url)
        strip = page.locator("#mood")
        expect(strip.get_by_role("radio")).to_have_count(11)
        assert not any(sign.isdigit() for sign in strip.inner_text())
        strip.get_by_role("radio").nth(6).check(force=True)
        said = strip.locator(".saved")
        expect(said).to_contain_text(good)
        said.get_by_role("button", name=_("One more")).click()
        expect(said.locator("output")).to_have_text(very_good)
        assert ana.mood_ratings.latest("rated_at").score == 8
        said.get_by_role("button", name=_("One less")).click()
        expect(said.locator("output")).to_have_text(good)
        said.get_by_role("button", name=_("One less")).click()
        expect(said.locator("output")).to_have_text(between)
        said.get_by_role("button", name=_("Undo")).click()
        expect(said).to_have_count(0)
    sizes = [("normal", 320), ("normal", 360), ("normal", 390), ("large", 320)]
    for size, width in sizes:
        save_profile(person=ana, changes={"text_size": size})
        page.set_viewport_size({"width": width, "height": 844})
        for path in ("/", "/trends/", "/timeline/"):
            page.goto(live_server.url + path)
            assert page.evaluate(OVERFLOW) <= 0
            assert page.locator(".cell.said").evaluate_all(TIGHT) == []


def test_less_motion_stands_still(page: Page, live_server, ana) -> None:
    hold(page, ana, live_server.url)
    page.goto(f"{live_server.url}/settings/appearance/")
    assert page.evaluate(MOVES).startswith("0.12s")
    page.locator("input[name=motion][value=less]").check(force=True)
    assert page.evaluate(MOVES).startswith("0s")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html[data-motion=less]")).to_be_attached()


def touch(one: dict[str, float], two: dict[str, float]) -> bool:
    beside = one["left"] < two["right"] and two["left"] < one["right"]
    return beside and one["top"] < two["bottom"] - 1 and two["top"] < one["bottom"] - 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_band_has_its_word_under_its_places(page: Page, live_server, ana, language: str) -> None:
    """One row, and two where text is large; the words touch neither each other nor the edge."""
    save_profile(person=ana, changes={"language": language, "hides_numbers": True})
    hold(page, ana, live_server.url)
    for size in ("normal", "large"):
        save_profile(person=ana, changes={"text_size": size})
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(live_server.url)
            places = page.locator("#mood .rate label").evaluate_all(BOXES)
            words = page.locator("#mood .band").evaluate_all(LINES)
            assert page.evaluate(OVERFLOW) <= 0
            for lines, (first, last) in zip(words, BANDS, strict=True):
                assert 0 < lines[0]["top"] - places[first]["bottom"] < 16
                middle = (places[first]["left"] + places[last]["right"]) / 2
                assert abs((lines[0]["left"] + lines[0]["right"]) / 2 - middle) < 24
                assert max(line["right"] for line in lines) <= width - 8
            assert not [(one, two) for one, two in permutations(chain(*words), 2) if touch(one, two)]


@pytest.mark.parametrize("width", [320, 390])
def test_large_text_gives_each_place_of_the_strip_48_px(page: Page, live_server, ana, width: int) -> None:
    save_profile(person=ana, changes={"text_size": "large"})
    hold(page, ana, live_server.url)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(live_server.url)
    places = page.locator("#mood .rate label").evaluate_all(BOXES)
    tops = [place["top"] for place in places]
    assert (len(set(tops[:6])), len(set(tops[6:])), tops[6] > tops[0]) == (1, 1, True)
    assert all(place["right"] - place["left"] >= 48 and place["bottom"] - place["top"] >= 48 for place in places)


@pytest.mark.parametrize(("motion", "way"), [("auto", "smooth"), ("less", "auto")])
def test_scrolling_follows_the_wish_for_less_motion(page: Page, live_server, ana, motion: str, way: str) -> None:
    save_profile(person=ana, changes={"motion": motion})
    hold(page, ana, live_server.url)
    page.goto(live_server.url)
    script = page.locator('script[src*="core/js/app"]').get_attribute("src")
    assert page.evaluate(SCROLLS, script.rpartition("/")[0]) == way


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_waits_on_the_phone_is_told_in_words(page: Page, live_server, ana, language: str) -> None:
    """A mood given without network, and another that stands on the site already."""
    save_profile(person=ana, changes={"language": language, "hides_numbers": True})
    hold(page, ana, live_server.url)
    page.add_init_script(WORKER)
    page.goto(f"{live_server.url}/offline/waiting/")
    row = page.locator("#waiting li")
    expect(row.locator("[data-words]").first).to_have_text(WORDS[language][0])
    expect(row.locator("[data-there]")).to_have_text(WORDS[language][1])
