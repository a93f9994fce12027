"""The page for visitors: light, in both languages, the only one that search engines may keep."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from core.storage import served_with
from tests.shots import CODES, TARGET

LIMIT = 60_000
NAMES = ("today", "session", "review")


def page(client: Client, query: str = "") -> str:
    return client.get(f"/{query}", headers={"Accept-Language": "en"}).content.decode()


def weight(path: str) -> int:
    """Bytes over the wire, with what a style sheet imports."""
    data = b"".join(Path(str(finders.find(part))).read_bytes() for part in served_with(path))
    return len(data if path.endswith(".webp") else gzip.compress(data))


def test_there_is_a_picture_for_each_theme_and_language_and_none_is_heavy() -> None:
    wanted = {f"{name}-{theme}-{code}.webp" for name, theme, code in product(NAMES, ("light", "dark"), CODES.values())}
    assert {path.name for path in TARGET.iterdir()} == wanted
    assert max(path.stat().st_size for path in TARGET.iterdir()) <= 25_000


def test_the_first_visit_is_light(db: None, client: Client) -> None:
    html = page(client)
    linked = set(re.findall(r'(?:src|href)="/static/([^"#]+)', html))
    lazy = set(re.findall(r'src="/static/([^"]+)"[^>]* loading="lazy"', html))
    assert [path for path in linked if path.endswith(".js")] == ["core/js/forget.js"]
    assert (len(lazy), "core/css/visitors.css" in linked, "core/shots/today-light-en.webp" in linked) == (2, True, True)
    assert len(gzip.compress(html.encode())) + sum(map(weight, linked - lazy)) <= LIMIT


def test_nothing_is_loaded_from_elsewhere(db: None, client: Client) -> None:
    addresses = re.findall(r'(?:src|srcset|href|content)="(?:https?:)?//([^/"]+)', page(client))
    assert set(addresses) == {settings.SITE_ADDRESS.partition("//")[2]}


@pytest.mark.parametrize(
    ("query", "language", "motto"),
    [
        ("?lang=en", "en", "A training journal for body and mind"),
        ("?lang=zh-hans", "zh-hans", "身心训练日志"),
        ("?lang=xx", "en", "A training journal for body and mind"),
    ],
)
def test_each_language_has_an_address(db: None, client: Client, query: str, language: str, motto: str) -> None:
    answer = client.get(f"/{query}", headers={"Accept-Language": "en"})
    html = answer.content.decode()
    assert (answer["Content-Language"], f'<html lang="{language}"' in html) == (language, True)
    assert f'<meta property="og:title" content="{motto}">' in html
    here = settings.SITE_ADDRESS + ("/" if query == "?lang=xx" else f"/{query}")
    assert f'<link rel="canonical" href="{here}">' in html
    assert re.findall(r'hreflang="([^"]+)"', html) == ["en", "zh-Hans", "x-default"]


def test_switching_the_language_leads_to_the_page_without_one(db: None, client: Client) -> None:
    assert '<input type="hidden" name="next" value="/">' in page(client, "?lang=zh-hans")


@pytest.mark.parametrize("path", ["/help/", "/accounts/login/", "/join/nothing/", "/healthz", "/api/v1/me/", "/plan/"])
def test_no_other_page_is_kept_by_search_engines(db: None, client: Client, path: str) -> None:
    assert client.get(path)["X-Robots-Tag"] == "noindex"


def test_search_engines_may_keep_this_one_but_not_today(client: Client, ana: object) -> None:
    assert client.get("/")["X-Robots-Tag"] == "all"
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    assert client.get("/")["X-Robots-Tag"] == "noindex"


def test_where_new_accounts_are_closed_nothing_invites_to_sign_up(db: None, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    assert page(client).count('href="/accounts/signup/"') == 2
    settings.SIGN_UP_OPEN = False
    assert ('href="/accounts/signup/"' in page(client), "No password, no payment" in page(client)) == (False, False)


def test_pages_travel_compressed_and_other_files_as_they_are(db: None, client: Client) -> None:
    plain = page(client)
    answer = client.get("/?lang=en", headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Encoding"], "Accept-Encoding" in answer["Vary"]) == ("gzip", True)
    assert len(answer.content) < len(plain.encode()) / 2
    assert "A training journal for body and mind" in gzip.decompress(answer.content).decode()
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"})
