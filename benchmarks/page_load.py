"""What a phone loads: requests, bytes and the largest paint of a page, on slow 4G with a four times slower processor."""

import os
import shutil
from typing import Any

from benchmarks import felt

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


def visit(address: str, cookies: list[dict[str, Any]], tapped: str = "") -> dict[str, float]:
    """A first visit and one more: requests, kilobytes over the wire, milliseconds to the largest paint, what a tap takes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), chromium_sandbox=os.geteuid() != 0, args=ARGUMENTS
        )
        context = browser.new_context(**playwright.devices["Pixel 7"])
        context.add_cookies(cookies)  # type: ignore[arg-type]
        felt.watch(context)
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", SLOW_4G)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        counted = count(cdp)
        page.goto(address, wait_until="networkidle")
        first = {**counted, "paint_ms": page.evaluate(PAINT), "moved": felt.moved(page)}
        again = {"again_ms": browser_again(page, address)}
        if tapped:
            again["tap_ms"] = felt.tap(page, tapped)
        browser.close()
    return first | again


def count(cdp: Any) -> dict[str, float]:
    """Counts what is loaded from here on, into what it gives."""
    counted = {"requests": 0.0, "kilobytes": 0.0, "script_kilobytes": 0.0}
    scripts = set()

    def answered(event: dict[str, Any]) -> None:
        if event["type"] == "Script":
            scripts.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        counted["requests"] += 1
        counted["kilobytes"] += event["encodedDataLength"] / 1000
        counted["script_kilobytes"] += event["encodedDataLength"] / 1000 * (event["requestId"] in scripts)

    cdp.on("Network.responseReceived", answered)
    cdp.on("Network.loadingFinished", finished)
    return counted


def browser_again(page: Any, address: str) -> float:
    """The largest paint with a warm cache."""
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    return float(page.evaluate(PAINT))
