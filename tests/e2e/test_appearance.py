"""Settings → Appearance in the browser: moods in words, and less motion."""

from datetime import timedelta

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
        for _step in range(2):
            said.get_by_role("button", name=_("One less")).click()
        expect(said.locator("output")).to_have_text(between)
        said.get_by_role("button", name=_("Undo")).click()
        expect(said).to_have_count(0)
    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for path in ("/", "/trends/", "/timeline/"):
            page.goto(live_server.url + path)
            assert page.evaluate(OVERFLOW) <= 0
            tight = (
                "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"
            )
            assert page.locator(".cell.said").evaluate_all(tight) == []


def test_less_motion_stands_still(page: Page, live_server, ana) -> None:
    hold(page, ana, live_server.url)
    page.goto(f"{live_server.url}/settings/appearance/")
    assert page.evaluate(MOVES).startswith("0.12s")
    page.locator("input[name=motion][value=less]").check(force=True)
    assert page.evaluate(MOVES).startswith("0s")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html[data-motion=less]")).to_be_attached()
