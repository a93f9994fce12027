"""The site as an app: manifest, worker, and what they tell whom."""

import json
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from accounts.models import User
from core import pwa
from core.storage import served_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name", "shortcuts"),
    [
        ("en", "Small Wins", ["Log a mood", "Start a session", "Sleep note"]),
        ("zh-hans", "小胜", ["记录心情", "开始训练", "睡眠记录"]),
    ],
)
def test_the_manifest_speaks_the_language_of_the_page(language: str, name: str, shortcuts: list[str]) -> None:
    response = Client(headers={"Accept-Language": "en"}).get(f"/manifest.webmanifest?lang={language}")
    manifest = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"]) == (name, language)
    assert [one["name"] for one in manifest["shortcuts"]] == shortcuts
    assert {one["purpose"] for one in manifest["icons"]} == {"any", "maskable"}


@pytest.mark.parametrize("language", ["", "xx", "../"])
def test_an_unknown_language_is_that_of_the_browser(language: str) -> None:
    client = Client(headers={"Accept-Language": "zh-hans"})
    assert json.loads(client.get("/manifest.webmanifest", {"lang": language}).content)["lang"] == "zh-hans"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_file_of_the_manifest_is_there(language: str) -> None:
    manifest = json.loads(Client().get(f"/manifest.webmanifest?lang={language}").content)
    files = [one["src"] for kind in ("icons", "screenshots") for one in manifest[kind]]
    assert [name for name in files if not finders.find(name.removeprefix("/static/"))] == []
    assert len(files) == 6


def test_the_worker_names_files_that_are_there_and_holds_nothing_of_anybody(ana: User, browse: Any) -> None:
    response = browse(ana).get("/service-worker.js")
    text = response.content.decode()
    named = re.findall(r'"/static/([^"]+)"', text)
    assert [name for name in named if not finders.find(name)] == []
    kept = {part for name in pwa.SHELL for part in served_with(name)}
    assert (len(named), set(pwa.SHELL) <= kept <= set(named)) == (len(pwa.WORKER) + len(kept), True)
    assert response["Cache-Control"] == "no-cache"
    assert text == Client().get("/service-worker.js").content.decode()


def test_another_release_is_another_worker(monkeypatch: Any) -> None:
    pwa.worker_source.cache_clear()
    before = pwa.worker_source()
    monkeypatch.setattr("core.pwa.static", lambda name: f"/static/{name}?2")
    pwa.worker_source.cache_clear()
    assert pwa.worker_source() != before
    pwa.worker_source.cache_clear()


def test_the_worker_learns_who_is_signed_in_by_an_opaque_name(ana: User, chen: User, browse: Any) -> None:
    states = [browse(person).get("/offline/state/").json() for person in (ana, chen, ana)]
    assert states[0]["owner"] == states[2]["owner"] != states[1]["owner"]
    assert ana.email not in json.dumps(states[0])
    assert states[0]["shared"] is False


def test_the_pages_of_a_person_name_their_owner_for_the_worker(ana: User, browse: Any) -> None:
    page = browse(ana).get("/").content.decode()
    assert f'data-owner="{pwa.browser_name(ana.pk)}"' in page
    assert '<template id="pocket"' not in Client().get("/").content.decode()


def test_a_shared_phone_is_a_property_of_the_browser(ana: User, browse: Any) -> None:
    client = browse(ana)
    response = client.post("/settings/phone/", {"shared": "1"})
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/offline/state/").json()["shared"] is True
    assert "data-shared" in client.get("/").content.decode()
    assert browse(ana).get("/offline/state/").json()["shared"] is False
    assert "Clear-Site-Data" not in client.post("/settings/phone/", {})
    assert client.get("/offline/state/").json()["shared"] is False


def test_signing_out_clears_what_the_browser_kept(ana: User, browse: Any) -> None:
    client = browse(ana)
    assert "Clear-Site-Data" not in client.get("/accounts/logout/")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'
