"""Mail bodies in two steps: the template with its styles inlined once, then a person's values put in their places.

Step one renders `<template>.html` and `.txt` with Django for one language and one shape (which lines there are) and is
kept; step two joins strings. So thousands of mails cost one template.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import css_inline
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import override

PLACE = re.compile(r"@@(\w+)@@")
INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

type Shape = tuple[tuple[str, Hashable], ...]


class Layout:
    """One mail of one language and shape, cut at the places of its values."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = PLACE.split(html), PLACE.split(text)

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The HTML and the plain text with `values` in place; only the HTML is escaped."""
        escaped = {name: escape(value) for name, value in values.items()}
        return _joined(self.html, escaped), _joined(self.text, values)


def _joined(pieces: list[str], values: Mapping[str, str]) -> str:
    return "".join(values[piece] if n % 2 else piece for n, piece in enumerate(pieces))


@lru_cache(maxsize=512)
def layout(template: str, language: str, names: tuple[str, ...], shape: Shape = ()) -> Layout:
    """The layout of `template`, in whose context `names` are places for values and `shape` holds what is fixed."""
    context = {name: mark_safe(f"@@{name}@@") for name in names} | dict(shape)  # noqa: S308  our own words
    with override(language):
        html = render_to_string(f"{template}.html", context)
        text = render_to_string(f"{template}.txt", context)
    return Layout(inlined(html), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def inlined(html: str) -> str:
    """The styles of mails moved into the tags; what depends on the reader's dark mode stays in the head."""
    return INLINER.inline(html.replace("</head>", f"<style>{_css()}</style></head>", 1))


@lru_cache(maxsize=1)
def _css() -> str:
    template: Any = get_template("core/mail/base.html")
    origin = Path(str(template.origin.name))
    return origin.with_name("mail.css").read_text(encoding="utf-8")
