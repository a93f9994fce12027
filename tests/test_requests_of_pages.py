"""How often a phone asks for a page: at most twelve times, everything loaded, on every screen of the product."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from core.joining import SHARED, beside
from tests.e2e.screens_of_the_product import World

LIMIT = 12
LATER = ("reviews/js/offline_session.js", "journal/js/logger.js")  # of the page without network, from what is kept
LINKED = re.compile(r'<(?:script|link|img|use|input)\b[^>]*?\b(?:src|href)="([^"#]+)[^"]*"[^>]*>')
LOADS = re.compile(r'rel="(?:stylesheet|manifest)"|image/svg|^<(?:script|img|use|input)')  # of two icons, one
IMPORTED = re.compile(r'(?:\bfrom |\bimport |\bimport\()"(\.[^"]+)"')
PART = re.compile(r"^// (\S+\.js)$", re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as production has them; under their plain names as well."""
    root = tmp_path_factory.mktemp("static")
    storages = {"staticfiles": {"BACKEND": "core.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=str(root), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root  # pages are drawn with plain names, as everywhere in the tests: `{% fixed %}` keeps what it drew


def loaded(html: str, built: Path) -> list[str]:
    """Every address that the page loads besides itself, and what its scripts import, each once."""
    tags = [match for match in LINKED.finditer(html) if LOADS.search(match.group())]
    wanted, found = [match[1] for match in tags], []
    while wanted:
        address = wanted.pop()
        if address in found or address.startswith("data:") or address.endswith(LATER):
            continue
        found.append(address)
        if address.endswith(".js"):
            name = address.removeprefix("/static/")
            wanted += ["/static/" + beside(name, one) for one in IMPORTED.findall((built / name).read_text())]
    return found


@pytest.mark.django_db
def test_every_page_asks_at_most_twelve_times_and_runs_no_module_twice(built: Path) -> None:
    world = World("en")
    screens = world.screens()
    asked: dict[str, int] = {}
    twice: dict[str, list[str]] = {}
    for screen in screens:
        client = Client()
        if screen.who:
            client.force_login(world.people[screen.who], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(reverse(screen.name, args=screen.args) + screen.query, follow=True)
        files = loaded(answer.content.decode(), built)
        asked[screen.name] = max(asked.get(screen.name, 0), 1 + len(files))
        scripts = [built / name.removeprefix("/static/") for name in files if name.endswith(".js")]
        parts = [part for path in scripts for part in PART.findall(path.read_text())]
        if len(parts) != len(set(parts)):
            twice[screen.name] = parts
    assert len(screens) > 90
    assert {name: count for name, count in asked.items() if count > LIMIT} == {}
    assert twice == {}
    assert asked["journal:session-new"] >= 7  # page, two styles, icons, two scripts, what the phone keeps


def test_no_module_is_left_that_waits_for_another(built: Path) -> None:
    """A script of a page imports at most what the whole product shares."""
    ours = [path for path in built.glob("*/js/*.js") if not re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    imports = {beside(str(path.relative_to(built)), one) for path in ours for one in IMPORTED.findall(path.read_text())}
    assert len(ours) > 25
    assert imports <= {*SHARED, *LATER}
    assert "core/js/app.js" in imports
