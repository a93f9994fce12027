"""`make screens`: serves the demo on a database of its own and takes a picture of every screen.

Pictures go to var/screens/<screen>-<theme>-<language>.png at 390 points; `--picture` also makes docs/screens.png, and
`--shots` makes the pictures of the visitors' page, and nothing else.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import shots
from tests.browser import QUIET, find_browser
from tests.services import free_port

ROOT = Path(__file__).parent.parent
EMAIL, PASSWORD = "ana@example.org", "walking-in-the-morning-light"
FOLLOWED = {  # screen -> the address whose page leads there, and the link to it
    "group-settings": ("/groups/", "a[href$='/settings/'][href^='/groups/']"),
    "edit": ("/timeline/?kind=training", "main a[href^='/sessions/']"),
    "finish": ("/timeline/?kind=training", "main a[href^='/sessions/']"),
}
FAMILY = ("today", "session", "review", "group")  # the screens of docs/screens.png

ADDRESSES = {
    "today": "/",
    "plan": "/plan/",
    "targets": "/plan/targets/",
    "look-back": "/plan/look-back/",
    "programmes": "/plan/programmes/",
    "why": "/plan/why/",
    "proposals": "/plan/proposals/",
    "reminders": "/settings/reminders/",
    "notifications": "/settings/notifications/",
    "calendar": "/settings/calendar/",
    "log": "/log/",
    "session": "/sessions/new/?activity=strength",
    "templates": "/sessions/templates/",
    "mood": "/mood/",
    "sleep": "/sleep/",
    "sleep-week": "/sleep/week/",
    "psqi": "/psqi/sheet/",
    "psqi-results": "/psqi/",
    "psqi-score": "/psqi/score/",
    "measurements": "/measurements/",
    "measurement-kinds": "/measurements/kinds/",
    "steps": "/measurements/steps/",
    "blood-pressure": "/measurements/blood_pressure/",
    "walk": "/measurements/six_minute_walk/",
    "hs-crp": "/measurements/hs_crp/",
    "reviews": "/reviews/",
    "trends": "/trends/",
    "wins": "/wins/",
    "timeline": "/timeline/",
    "help": "/help/",
    "settings": "/settings/",
    "profile": "/settings/profile/",
    "training": "/settings/training/",
    "mail": "/settings/mail/",
    "consents": "/settings/consents/",
    "sign-ins": "/settings/sign-ins/",
    "data": "/settings/data/",
    "import": "/settings/import/",
    "group": "/groups/",  # of somebody in one group it opens at once
    "sharing": "/sharing/",
    "access-log": "/sharing/log/",
    "messages": "/messages/",
    "family": "/family/",
    "second-factor": "/accounts/2fa/",
    "offline": "/offline/",
    "waiting": "/offline/waiting/",
}


def addresses(today: date) -> dict[str, str]:
    """Screen -> address; those that have an id in it are in FOLLOWED."""
    monday = today - timedelta(days=today.weekday() + 7)
    return ADDRESSES | {"review": f"/reviews/{monday}/", "day": f"/days/{today}/"}


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a port of its own; yields the address."""
    scratch, port = tempfile.mkdtemp(prefix="small-wins-screens-"), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{scratch}/db.sqlite3", "DEBUG": "yes", "VAR_DIR": scratch}
    environment |= {"SITE_ADDRESS": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    for command in (["migrate", "-v0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    review = "from reviews.actions import write_due_reviews; write_due_reviews()"
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", review], cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serve, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=2):
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def sign_in(page: Page, address: str) -> None:
    """As Ana."""
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("main form .btn.pri")
    page.wait_for_url(f"{address}/")


def phone(browser: Browser, *, theme: str, language: str, width: int = 390, height: int = 844) -> BrowserContext:
    """A phone as Ana holds it."""
    return browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if height == 844 else 1.5,
        locale={"en": "en-GB", "zh": "zh-CN"}[language],
        color_scheme="dark" if theme == "dark" else "light",
        is_mobile=True,
        has_touch=True,
    )


def shoot_visitors(browser: Browser, address: str, *, theme: str, language: str) -> None:
    """The pictures of the visitors' page."""
    context = phone(browser, theme=theme, language=language, height=shots.HEIGHT)
    page = context.new_page()
    sign_in(page, address)
    shots.take(page, address, addresses(date.today())["review"], theme=theme, language=language)
    context.close()


def shoot(browser: Browser, address: str, target: Path, *, theme: str, language: str, width: int) -> None:
    """Every screen once; pages scroll into one long picture."""
    context = phone(browser, theme=theme, language=language, width=width)
    page = context.new_page()
    suffix = f"{theme}-{language}" + ("" if width == 390 else f"-{width}")
    for name, path in (("visitors", "/"), ("sign-in", "/accounts/login/"), ("sign-up", "/accounts/signup/")):
        page.goto(address + path)
        page.screenshot(path=target / f"{name}-{suffix}.png", full_page=True)
    sign_in(page, address)
    for name, path in addresses(date.today()).items():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=target / f"{name}-{suffix}.png", full_page=True)
    for name, (start, link) in FOLLOWED.items():
        page.goto(address + start)
        follow = page.locator(link).first
        if follow.count():
            page.goto(address + (follow.get_attribute("href") or start) + ("finish/" if name == "finish" else ""))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=target / f"{name}-{suffix}.png", full_page=True)
    context.close()


def family_picture(browser: Browser, target: Path) -> None:
    """Four screens side by side for the README."""
    images = "".join(f'<img src="file://{target}/{name}-light-en.png">' for name in FAMILY)
    sheet = target / "family.html"
    sheet.write_text(
        "<style>body{margin:24px;background:#ece5da;display:flex;gap:24px;width:max-content}"
        "img{width:292px;height:632px;object-fit:cover;object-position:top;border-radius:28px;"
        f"box-shadow:0 6px 30px rgba(42,37,33,.18)}}</style>{images}"
    )
    page = browser.new_page(viewport={"width": 1288, "height": 680}, device_scale_factor=1.25)
    page.goto(f"file://{sheet}")
    page.screenshot(path=ROOT / "docs/screens.png")


def main() -> None:
    """Takes all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=390)
    parser.add_argument("--languages", default="en,zh")
    parser.add_argument("--picture", action="store_true", help="also make docs/screens.png")
    parser.add_argument("--shots", action="store_true", help="only make the pictures of the visitors' page")
    options = parser.parse_args()
    target = ROOT / "var/screens"
    target.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=os.geteuid() != 0, args=QUIET
        )
        for language in options.languages.split(","):
            if language == "zh":
                use_chinese(browser, address)
            for theme in ("light", "dark"):
                if options.shots:
                    shoot_visitors(browser, address, theme=theme, language=language)
                    continue
                shoot(browser, address, target, theme=theme, language=language, width=options.width)
        if options.picture:
            family_picture(browser, target)
        browser.close()
    print(f"Pictures are in {shots.TARGET if options.shots else target}")


def use_chinese(browser: Browser, address: str) -> None:
    """Ana reads Chinese from here on."""
    page = browser.new_page()
    sign_in(page, address)
    page.goto(f"{address}/settings/profile/")
    page.locator("[name=language][value=zh-hans], select[name=language]").first.evaluate(
        "node => { node.tagName === 'SELECT' ? (node.value = 'zh-hans') : (node.checked = true) }"
    )
    page.locator("main form .btn.pri").first.click()
    page.close()


if __name__ == "__main__":
    main()
