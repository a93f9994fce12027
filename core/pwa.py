"""The site as an app: its manifest, its service worker, and what the worker asks before it sends what waits."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.storage import served_with

WORKER = ("vault.js", "items.js", "outbox.js", "pages.js", "push.js", "main.js")
SHELL = (
    "core/css/app.css", "core/css/offline.css", "core/icons.svg",
    "core/icons/favicon.svg", "core/icons/favicon-32.png", "core/icons/icon-192.png",
    "core/js/app.js", "core/js/pocket.js",
    "journal/js/keep_session.js", "journal/js/local_copy.js", "journal/js/logger.js",
    "reviews/css/offline.css", "reviews/js/offline.js", "reviews/js/offline_session.js", "reviews/js/waiting.js",
)  # fmt: skip
"""What the pages without network are made of; nothing in it is anybody's."""
LOAD = """\
{
  const policy = self.trustedTypes?.createPolicy("app", { createScriptURL: (url) => url });
  importScripts(...PARTS.map((url) => (policy ? policy.createScriptURL(url) : url)));
}
"""
SHARED_PHONE = "shared_phone"  # a cookie: a property of the device, not of the person
NARROW = {"sizes": "585x1080", "type": "image/webp", "form_factor": "narrow"}  # tests/shots.py makes them


def browser_name(person_id: object) -> str:
    """An opaque name under which a browser keeps what is this person's; it says nothing without the secret key."""
    return salted_hmac("journal.unfinished", str(person_id), algorithm="sha256").hexdigest()[:20]


def is_shared_phone(request: HttpRequest) -> bool:
    """Whether this browser was told to keep nothing."""
    return request.COOKIES.get(SHARED_PHONE) == "1"


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, icons and shortcuts in the language that the page asked for."""
    language = request.GET.get("lang", "")
    known = language if language in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    with translation.override(known):
        body = manifest_in(known)
    headers = {"Cache-Control": "public, max-age=3600"}
    return JsonResponse(body, content_type="application/manifest+json", headers=headers)


def manifest_in(language: str) -> dict[str, object]:
    """The manifest; texts in the language that is active."""
    icons = [("any", "icon-192.png", "192x192"), ("any", "icon-512.png", "512x512")]
    icons.append(("maskable", "icon-maskable-512.png", "512x512"))
    shortcuts = [(_("Log a mood"), "/mood/"), (_("Start a session"), "/sessions/new/"), (_("Sleep note"), "/sleep/")]
    return {
        "id": "/",
        "name": _("Small Wins"),
        "short_name": _("Small Wins"),
        "description": _("A training journal for body and mind"),
        "lang": language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#FBF8F3",
        "theme_color": "#FBF8F3",
        "categories": ["health", "fitness"],
        "icons": [
            {"src": static(f"core/icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for purpose, name, sizes in icons
        ],
        "shortcuts": [
            {"name": name, "url": url, "icons": [{"src": static("core/icons/icon-192.png"), "sizes": "192x192"}]}
            for name, url in shortcuts
        ],
        "screenshots": [
            NARROW | {"src": static(f"core/shots/{page}-light-{language}.webp"), "label": label}
            for page, label in (("today", _("Today")), ("session", _("Session")), ("review", _("Weekly review")))
        ],
    }


@cache
def worker_source() -> str:
    """A few lines that name the parts of the worker by their fingerprints: another release is another worker."""
    parts = [static(f"core/worker/{name}") for name in WORKER]
    shell = [static(name) for name in dict.fromkeys(part for kept in SHELL for part in served_with(kept))]
    version = hashlib.sha256(json.dumps([parts, shell]).encode()).hexdigest()[:12]
    config = {"version": version, "shell": shell, "static": settings.STATIC_URL, "lasting": not settings.DEBUG}
    return f"const CONFIG = {json.dumps(config)};\nconst PARTS = {json.dumps(parts)};\n{LOAD}"


@require_safe
@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script at the root, so that its scope is the whole site."""
    return HttpResponse(worker_source(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who is signed in, a token for the next write, the clock, and whether this phone may keep anything."""
    return JsonResponse(
        {
            "owner": browser_name(request.user.pk),
            "csrf": get_token(request),
            "now": int(timezone.now().timestamp() * 1000),
            "shared": is_shared_phone(request),
        }
    )


def forget_all(response: HttpResponse) -> HttpResponse:
    """Whoever leaves, leaves nothing in this browser: its store, its worker, its cache."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
