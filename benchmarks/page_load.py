"""What a phone loads: requests, bytes and the largest paint of a page, on slow 4G with a four times slower processor."""

import os
import shutil
from typing import Any

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
ARGUMENTS = [
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-gpu", "--disable-quic",
]  # fmt: skip
PAINT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true}))"""


def browser_path() -> str | None:
    """The Chromium that is named or found."""
    return os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome")


def visit(address: str, cookies: list[dict[str, Any]]) -> dict[str, float]:
    """A first visit and one more: requests, kilobytes over the wire, milliseconds to the largest paint."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), chromium_sandbox=os.geteuid() != 0, args=ARGUMENTS
        )
        context = browser.new_context(**playwright.devices["Pixel 7"])
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", SLOW_4G)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        counted = {"requests": 0.0, "bytes": 0.0}

        def finished(event: dict[str, Any]) -> None:
            counted["requests"] += 1
            counted["bytes"] += event["encodedDataLength"]

        cdp.on("Network.loadingFinished", finished)
        page.goto(address, wait_until="networkidle")
        first = {
            "requests": counted["requests"],
            "kilobytes": counted["bytes"] / 1000,
            "paint_ms": page.evaluate(PAINT),
        }
        again = browser_again(page, address)
        browser.close()
    return first | {"again_ms": again}


def browser_again(page: Any, address: str) -> float:
    """The largest paint with a warm cache."""
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    return float(page.evaluate(PAINT))
