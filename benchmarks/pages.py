"""`python -m benchmarks.pages`: the four pages that matter on a phone, as served; writes its sections of docs/performance.md.

With `--offline` only the start of a phone without network is measured.
With `--lighthouse` (`make lighthouse`) Lighthouse marks them too; it comes from npm and needs Node 20 and a Chromium.
"""

import argparse
import json
import os
import subprocess
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks import sections
from benchmarks.offline_start import starts
from benchmarks.page_load import browser_path, visit

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")
CHROME = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
CHROME += " --disable-component-update --disable-sync"


@dataclass(frozen=True, slots=True)
class Spot:
    """A page by its name, and whether Ana is signed in on it."""

    name: str
    path: str
    is_hers: bool = True
    tapped: str = ""
    """What is tapped to see how soon it shows."""


def main() -> None:
    """Serves the demo, visits each page, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", action="store_true")
    parser.add_argument("--offline", action="store_true", help="the start without network alone")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse a page; the medians count")
    options = parser.parse_args()
    from benchmarks.__main__ import machine, served, start
    from tests import services

    about = sections.about(machine(start()["label"]))
    cookie, spots = prepare()
    with served() as (port, _roots):
        address = f"http://127.0.0.1:{port}"
        if options.offline:
            text = sections.offline_section(about, starts(address, cookie))
        else:
            text = sections.load_section(about, [(spot.name, load(address, spot, cookie)) for spot in spots])
        sections.write_section(text)
        if options.lighthouse:
            scores = [(spot.name, judge(address, spot, cookie, options.runs)) for spot in spots]
            marks = sections.lighthouse_section(about, LIGHTHOUSE, scores)
            sections.write_section(marks)
            text += marks
    print(text)
    services.stop()


def prepare() -> tuple[dict[str, str], list[Spot]]:
    """The demo's people with a review written and a session begun; Ana's cookie."""
    from django.conf import settings
    from django.http import QueryDict
    from django.test import Client

    from accounts.models import User
    from core.dates import Week
    from core.uuid7 import uuid7
    from journal.unfinished import keep
    from reviews.actions import write_due_reviews
    from reviews.demo import EMAIL, make_demo

    make_demo()
    write_due_reviews()
    ana = User.objects.get(email=EMAIL)
    begun = QueryDict("exercise=back_squat&exercise=row&0-rows=3&1-rows=3&activity=strength&exercise_form=1&revision=1")
    session = keep(person=ana, session_id=uuid7(), data=begun)
    client = Client()
    client.force_login(ana, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    spots = [
        Spot("visitors' page", "/", is_hers=False),
        Spot("Today", "/", tapped='#mood label:has([name="score"])'),
        Spot("logger", f"/sessions/unfinished/{session.pk}/", tapped='[name="0-0-done"]'),
        Spot("weekly review", f"/reviews/{Week.of(ana.today()).previous().monday}/", tapped="details summary"),
    ]
    return {"name": name, "value": client.cookies[name].value}, spots


def load(address: str, spot: Spot, cookie: dict[str, str]) -> dict[str, float]:
    """What the browser loads."""
    return visit(address + spot.path, [{**cookie, "url": address}] if spot.is_hers else [], spot.tapped)


def judge(address: str, spot: Spot, cookie: dict[str, str], runs: int) -> dict[str, float]:
    """Lighthouse's marks of 0 to 100, medians of the runs."""
    marks = [judge_once(address + spot.path, cookie if spot.is_hers else None) for _ in range(runs)]
    return {name: median(mark[name] for mark in marks) for name in CATEGORIES}


def judge_once(url: str, cookie: dict[str, str] | None) -> dict[str, float]:
    """One run on its own emulated phone; what cost marks is printed."""
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME}"]
    if cookie:
        command.append("--extra-headers=" + json.dumps({"Cookie": f"{cookie['name']}={cookie['value']}"}))
    environment = {**os.environ, "CHROME_PATH": browser_path() or ""}
    for chance in (1, 2, 3):  # it says itself of some failures: run it again
        run = subprocess.run(command, env=environment, check=chance == 3, stdout=subprocess.PIPE, text=True)
        if not run.returncode:
            break
    told = json.loads(run.stdout)
    print(url, *complaints(told), sep="\n  ")
    return {name: 100 * told["categories"][name]["score"] for name in CATEGORIES}


def complaints(told: dict[str, Any]) -> list[str]:
    """The audits below full marks that count."""
    counted = {ref["id"] for name in CATEGORIES for ref in told["categories"][name]["auditRefs"] if ref.get("weight")}
    audits = [told["audits"][name] for name in sorted(counted)]
    return [
        f"{audit['id']}: {audit['score']} {audit.get('displayValue', '')}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    main()
