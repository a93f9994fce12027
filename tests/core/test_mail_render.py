"""Every mail of the product: two bodies equal in meaning, light, nothing loaded, readable in the dark (U-10)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core.mail_layout import inlined
from tests.core.test_styles import contrast

ROOT = Path(settings.BASE_DIR)
LIMIT = 60_000
FRAMES = {"base", "base_message"}
MAILS = sorted(
    path
    for app in ("accounts", "core", "groups", "plans", "reviews")
    for path in (ROOT / app / "templates").rglob("*.html")
    if {"mail", "email"} & set(path.parts) and path.stem not in FRAMES
)
CSS = (ROOT / "core/templates/core/mail/mail.css").read_text()
VALUE = re.compile(r"{{\s*([\w.]+)")
TEXT = re.compile(r'{% translate "(.*?)"|{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}', re.DOTALL)
UNSAID = re.compile(r"{% block (?:title|preheader) %}.*?{% endblock %}|{#.*?#}", re.DOTALL)
LABELS = re.compile(r"<(h1|a)\b.*?</\1>", re.DOTALL)
"""A heading may stand in one body alone, and the words of a link: the address itself must stand in both."""


def values(source: str) -> set[str]:
    return set(VALUE.findall(source))


def texts(source: str) -> set[str]:
    return {" ".join((found[1] or found[2]).split()) for found in TEXT.finditer(source)}


def test_there_are_mails() -> None:
    assert len(MAILS) > 20


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_the_two_bodies_say_the_same(path: Path) -> None:
    html, plain = UNSAID.sub("", path.read_text()), path.with_suffix(".txt").read_text()
    assert values(html) == values(plain)
    assert texts(plain) - texts(html) == set()
    assert texts(LABELS.sub("", html)) - texts(plain) == set()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_is_light_and_calls_nobody(path: Path, language: str) -> None:
    name = str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))
    with translation.override(language):
        html = inlined(render_to_string(name, {"code": "123456", "level": "facts", "wins": ["x"] * 40}))
    assert len(html.encode()) < LIMIT
    assert re.findall(r"<(?:img|link|script|iframe|form|video)\b|@import|url\(|src=", html) == []
    assert f'lang="{language}"' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html


PAIRS = [  # a text, and what it stands on
    ("body", "body"), ("body", ".sheet"), (".brand", ".sheet"), ("a", ".sheet"), (".button", ".button"),
    (".button-soft", ".button-soft"), (".win", ".win"), (".small", ".sheet"), (".foot", "body"), ("body", ".code"),
]  # fmt: skip


def colours(rules: str, name: str) -> dict[str, str]:
    """Selector -> the colour that its rules give for a property."""
    found: dict[str, str] = {}
    for selectors, body in re.findall(r"([^{}]+){([^}]*)}", re.sub(r"/\*.*?\*/", "", rules)):
        for colour in re.findall(rf"(?<![-\w]){name}: (#\w{{6}})", body):
            found |= {selector.strip(): colour for selector in selectors.split(",")}
    return found


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_a_mail_can_be_read_in_both_lights(text: str, ground: str, is_dark: bool) -> None:
    light, _, dark = CSS.partition("@media (prefers-color-scheme: dark) {")
    rules = dark if is_dark else light
    assert contrast(colours(rules, "color")[text], colours(rules, "background")[ground]) >= 4.5
