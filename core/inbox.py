"""The development inbox: what `manage.py up` caught in its Maildir. These addresses exist only while DEBUG is on."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.timezone import get_current_timezone
from django.views.decorators.csp import csp_override

SHOWN = 200
HTML_MAIL_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
}


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """One mail of the Maildir, ready to show."""

    key: str
    at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def recipient(self) -> str:
        return str(self.message.get("To", ""))

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Every header as it was sent."""
        return [(name, str(value)) for name, value in self.message.items()]

    def body(self, subtype: str) -> str:
        """The text or html part; empty where there is none."""
        part = self.message.get_body((subtype,))
        return str(part.get_content()) if part else ""

    @property
    def text(self) -> str:
        return self.body("plain")

    @property
    def has_html(self) -> bool:
        return self.message.get_body(("html",)) is not None


def caught_mails() -> Iterator[CaughtMail]:
    """The newest mails first."""
    if not Path(settings.INBOX_DIR).is_dir():
        return
    box = Maildir(settings.INBOX_DIR, create=False)
    dated = sorted(
        ((path.stat().st_mtime, path.name) for path in Path(settings.INBOX_DIR, "new").iterdir()), reverse=True
    )
    for modified, name in dated[:SHOWN]:
        message = email.message_from_bytes(box.get_bytes(name.partition(":")[0]), policy=email.policy.default)
        yield CaughtMail(name, datetime.fromtimestamp(modified, get_current_timezone()), message)


def caught_mail(key: str) -> CaughtMail:
    """The mail of this key, or 404; nothing is there when DEBUG is off."""
    found = next((mail for mail in caught_mails() if mail.key == key), None) if settings.DEBUG else None
    if found is None:
        raise Http404
    return found


@login_not_required
def inbox(request: HttpRequest) -> HttpResponse:
    """All mails that were caught."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "core/inbox_list.html", {"mails": list(caught_mails())})


@login_not_required
def inbox_mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: its headers and its text."""
    return render(request, "core/inbox_detail.html", {"mail": caught_mail(key)})


@login_not_required
@csp_override(HTML_MAIL_CSP)
def inbox_mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part as a mail reader would show it; its inlined styles need a policy of their own."""
    return HttpResponse(caught_mail(key).body("html"))
