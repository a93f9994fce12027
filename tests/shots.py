"""`make screens ARGS=--shots`: the pictures of the visitors' page, as WebP, from the product as it is.

core/static/core/shots/<name>-<theme>-<language>.webp, 390 by 720 points.
"""

import base64
from pathlib import Path

from playwright.sync_api import CDPSession, Page, expect

TARGET = Path(__file__).parent.parent / "core/static/core/shots"
CODES = {"en": "en", "zh": "zh-hans"}  # the language of `make screens` -> of the product
HEIGHT = 720
WEBP = {"format": "webp", "quality": 55}


def take(page: Page, address: str, review: str, *, theme: str, language: str) -> None:
    """Today, the week of the review, and a session with two sets done, of whoever is signed in."""
    cdp = page.context.new_cdp_session(page)
    ending = f"{theme}-{CODES[language]}.webp"
    page.goto(address)
    put_away(page)
    save(cdp, page, f"today-{ending}")
    page.goto(address + review)
    save(cdp, page, f"review-{ending}")
    page.goto(f"{address}/sessions/new/?activity=strength")
    page.locator("button[name=template]").first.click()
    ticks = page.locator(".tick > input")
    for place in range(2):
        ticks.nth(place).check(force=True)
    expect(page.locator(".tick:has(> input:checked)")).to_have_count(2)
    page.evaluate("scrollTo(0, 0)")
    save(cdp, page, f"session-{ending}")
    throw_away(page)


def put_away(page: Page) -> None:
    """The questions of the first week: the demo was made just now, and has twelve weeks."""
    offer = page.locator("form[action$='/first-steps/away/'] button")
    if offer.count():
        offer.click()
        expect(offer).to_have_count(0)


def throw_away(page: Page) -> None:
    """The session, so that the next Today offers nothing to go on with."""
    page.locator(".discard > summary").click()
    here = page.url
    page.locator(".discard button").click()
    page.wait_for_url(lambda address: address != here)
    page.wait_for_load_state("networkidle")


def save(cdp: CDPSession, page: Page, name: str) -> None:
    """What the window shows, as soon as it is quiet."""
    page.wait_for_load_state("networkidle")
    TARGET.mkdir(exist_ok=True)
    (TARGET / name).write_bytes(base64.b64decode(cdp.send("Page.captureScreenshot", WEBP)["data"]))
