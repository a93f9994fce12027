"""No text is hard-coded: in a language of accented letters every page and mail is accented, but for people's words."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from core.models import OutboxMail
from core.sender import send_due
from groups import reminders as group_reminders
from plans import reminder_mail
from plans.programmes import FOLDER
from tests.e2e.screens_of_the_product import World
from tests.e2e.test_every_screen import ALLOWED
from tests.pseudo import CODE, Pseudo, accented, hard_coded, read

ROOT = Path(settings.BASE_DIR)
DATA = [*(ROOT / "journal").glob("*.json"), ROOT / "core/help_contacts.yaml", *FOLDER.glob("*.yaml")]
ACCOUNT_MAILS = ROOT / "accounts/templates/account/email"
HOLE = re.compile(r"{\w+}")
PEOPLE = [
    "Ana",
    "Bo",
    "Mei",
    "Tom",
    "Lin",
    "Hugo",
    "Gus",
    "Dora",
    "Finn",
    "Ivy",
    "Eva",
    "Ida",
    "Kim",
    "Lou",
    "Nora",
    "Mum",
    "Yoga",
    "Chrome",
    "Phone",
]
SAME = [  # in every language: units, abbreviations, guidelines, addresses, zones, languages by their own name
    r"\b(?:k[gm]|mmHg|mg|[np]g|mmol|RPE|PSQI|UTC|en-xa|English)\b", r"(?<=/)[md]?L\b", r"AHA/ACC|\bESC\b",
    r"\S+@example\.org", r"https?://\S+|\b\w+\.com\b", r"\b[A-Z]\w+(?:/[A-Z][\w -]+)+",
]  # fmt: skip


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language is there, and strangers' browsers ask for it."""
    monkeypatch.setitem(trans_real._translations, CODE, Pseudo())
    monkeypatch.setattr(translation, "get_language_from_request", lambda request, check_path=False: CODE)


def strings(value: Any) -> Iterator[str]:
    """Every text of data that is kept in both languages in files of its own."""
    if isinstance(value, str):
        yield " ".join(value.split())
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


def allowed() -> re.Pattern[str]:
    """People's own words, what is the same everywhere, and the library: exercises, programmes, helplines, poses."""
    library = {text for path in DATA for text in strings(yaml.safe_load(path.read_text("utf-8")))}
    library |= {*ALLOWED}
    phrases = sorted((text for text in library if re.search("[A-Za-z]{2}", HOLE.sub("", text))), key=len, reverse=True)
    holes = [re.sub(r"\\{\w+\\}", r"[\\w :-]{1,60}?", re.escape(phrase)) for phrase in phrases]
    names = [rf"\b{name}\b" for name in PEOPLE]
    return re.compile("|".join([*holes, *names, *SAME]))


@pytest.fixture
def world(pseudo: None, db: None) -> World:
    return World(CODE)


def test_every_page_is_accented(world: World) -> None:
    fine, wrong, seen = allowed(), {}, 0
    for screen in world.screens():
        if screen.name == "api-docs":  # names of resources and methods
            continue
        client = Client()
        if screen.who:
            client.force_login(world.people[screen.who], backend=settings.AUTHENTICATION_BACKENDS[0])
        texts = read(client.get(reverse(screen.name, args=screen.args) + screen.query).content.decode())
        seen += len(texts)
        wrong.update(dict.fromkeys(hard_coded(texts, fine), f"{screen.name} {screen.query}"))
    assert wrong == {}
    assert seen > 5_000


def mails(world: World) -> Iterator[tuple[str, str]]:
    """Subject and bodies of all that the product sends."""
    now = timezone.now()
    OutboxMail.objects.update(due_at=now, next_try_at=now)
    send_due()
    for sent in mail.outbox:
        yield "review", f"{sent.subject}\n{sent.body}"
        *_, html = message_from_bytes(sent.message().as_bytes()).walk()
        yield "review, HTML", html.get_payload(decode=True).decode()  # type: ignore[union-attr]
    ana, slot = world.people["ana"], world.group.slots.first()
    told = {kind: reminder_mail.mail_of(kind, ana, is_fewer=True) for kind in reminder_mail.WORDS}
    told["meeting"] = group_reminders.mail_of(ana, slot, now + timedelta(hours=1), now)
    for kind, one in told.items():
        yield kind, f"{one.subject}\n{one.text}"
        yield f"{kind}, HTML", one.html
    shared = {"code": "123456", "site_address": settings.SITE_ADDRESS}
    for path in sorted(ACCOUNT_MAILS.iterdir()):
        with translation.override(CODE):
            yield path.name, render_to_string(f"account/email/{path.name}", {**shared, "user": ana})


def test_every_mail_is_accented(world: World) -> None:
    fine, wrong, names = allowed(), {}, []
    for name, text in mails(world):
        names.append(name)
        lines = read(text) if "HTML" in name or name.endswith(".html") else text.splitlines()
        wrong.update(dict.fromkeys(hard_coded(lines, fine), name))
    assert wrong == {}
    assert ("review" in names, len(names) > 50) == (True, True)


def test_what_is_not_accented_is_found() -> None:
    fine = allowed()
    page = f'<html lang="{CODE}"><body><p>Back squat, 5 kg</p><p>{accented("Sets")}</p><code>make run</code>'
    assert hard_coded(read(page), fine) == []
    assert hard_coded(read(page + '<b>Saved</b><i lang="en">Own</i><img alt="A chart">'), fine) == ["Saved", "A chart"]
