"""The real browser of the end-to-end tests: found, never skipped."""

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import BrowserType

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
]


def find_browser() -> str | None:
    """CHROMIUM_PATH, else a Chromium or Chrome on PATH; None leaves the choice to Playwright."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_type: BrowserType) -> dict[str, Any]:
    path = find_browser()
    if not path and not os.path.exists(browser_type.executable_path):
        pytest.fail("No browser: run `make browser`, or set CHROMIUM_PATH.")
    chosen = {"executable_path": path} if path else {}
    return {**browser_type_launch_args, **chosen, "chromium_sandbox": os.geteuid() != 0, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone of 390 by 844 points in Oslo, English, light; a test may open another context."""
    phone = {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    }
    return {**browser_context_args, **phone, "locale": "en-GB", "timezone_id": "Europe/Oslo"}
