"""Installs a browser and gettext for the tests where none is found (`make browser`)."""

import os
import shutil
import subprocess
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import find_browser


def main() -> None:
    """Debian and Ubuntu as root: the system's packages; elsewhere: Playwright's own build."""
    may_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    missing = [] if find_browser() or playwright_has_one() else ["chromium"]
    if may_install and not has_chinese_font():
        missing.append("fonts-noto-cjk")
    if may_install and not shutil.which("xgettext"):
        missing.append("gettext")  # tests/test_translations.py searches the code for strings
    if not missing:
        return
    if may_install:
        quiet: dict[str, Any] = {
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            "stdin": subprocess.DEVNULL,
        }
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-qq", "-y", *missing], check=True, **quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def playwright_has_one() -> bool:
    """True when Playwright's own Chromium has been installed before."""
    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


def has_chinese_font() -> bool:
    """True when fontconfig knows a font for Chinese, so that screenshots show no boxes."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout)


if __name__ == "__main__":
    main()
