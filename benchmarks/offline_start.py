"""How long a phone without network takes from opening the site to a Today that can be used (trust.md U-07)."""

import os
from statistics import median
from typing import Any

from benchmarks.page_load import ARGUMENTS, PAINT, browser_path
from tests.e2e.network import network_to

READY = "document.documentElement.dataset.offline === 'ready'"
SLOWER = 4  # times, as for the pages with a network
KEPT_MS = 30_000


def starts(site: str, cookie: dict[str, str], *, runs: int = 5) -> dict[str, float]:
    """Medians in milliseconds: the largest paint, and until the scripts of the page take taps.

    The browser reaches the site through a door that is closed then: the worker answers alone.
    """
    from playwright.sync_api import sync_playwright

    with network_to(site) as network, sync_playwright() as playwright:
        address = network.address.replace("localhost", "127.0.0.1")
        browser = playwright.chromium.launch(
            executable_path=browser_path(), chromium_sandbox=os.geteuid() != 0, args=ARGUMENTS
        )
        context = browser.new_context(**playwright.devices["Pixel 7"])
        context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": address}])
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("html[data-pocket=ready]", state="attached", timeout=KEPT_MS)
        network.go_down()
        measured = [start(context, address) for _ in range(runs)]
        browser.close()
    return {name: median(one[name] for one in measured) for name in measured[0]}


def start(context: Any, address: str) -> dict[str, float]:
    """One opening in a tab of its own."""
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_function(READY)
    told = {"usable_ms": page.evaluate("performance.now()"), "paint_ms": page.evaluate(PAINT)}
    page.close()
    return told
