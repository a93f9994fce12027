"""Counts what a thumb does: every real tap or click of a page, over all pages of one journey."""

from playwright.sync_api import Page

COUNT = """
addEventListener("pointerup", (event) => {
  if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);
"""


class Taps:
    """`taps.count` is the number since the last `taps.start()`; keys and scrolling are no taps."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(COUNT)

    def start(self) -> None:
        self.page.evaluate("sessionStorage.taps = 0")

    @property
    def count(self) -> int:
        return int(self.page.evaluate("Number(sessionStorage.taps ?? 0)"))
