"""What every mail of a group says beside its own words: to whom, how one click stops it, where all mails are chosen."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from core.mail import RenderedMail, absolute, stop_url
from core.mail_layout import layout


def framed(template: str, kind: str, person: Any, values: Mapping[str, str]) -> RenderedMail:
    """The mail of `values`, `subject` among them, in the person's language."""
    stop = stop_url(kind, person.pk)
    filled = {**values, "name": person.name, "stop_url": stop, "mail_url": absolute(reverse("accounts:mail"))}
    html, text = layout(template, person.language, tuple(filled)).fill(filled)
    return RenderedMail(values["subject"], text, html, stop, person.language)
