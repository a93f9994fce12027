"""The logger with the static files of production: joined to a few, and still it logs."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from tests.e2e.test_session import begin, hold, tick_all_and_finish, write_strength

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_logger_works_with_joined_files_and_few_requests(
    page: Page, live_server, ana: User, tmp_path: Path
) -> None:
    storages = {"staticfiles": {"BACKEND": "core.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    asked: list[str] = []
    errors: list[str] = []

    def answer(route: Route) -> None:
        asked.append(urlsplit(route.request.url).path)
        route.fulfill(path=tmp_path / asked[-1].removeprefix("/static/"))

    page.route("**/static/**", answer)
    page.on("pageerror", lambda error: errors.append(str(error)))
    write_strength(ana)
    hold(page, ana, live_server.url)
    page.goto(f"{live_server.url}/sessions/new/")
    begin(page)
    expect(page.locator("html")).to_have_attribute("data-pocket", "ready")
    assert {name.removeprefix("/static/") for name in asked if name.endswith(".js")} == {
        "core/js/app.js", "core/js/pocket.js", "journal/js/keep_session.js", "journal/js/local_copy.js",
        "journal/js/logger.js",
    }  # fmt: skip
    tick_all_and_finish(page)
    assert ana.training_sessions.newest_first()[0].sets.count() == 9
    assert errors == []
