"""Tells operators that a post waits for them: neither the words, nor who wrote or reported them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.mail import MailKind, RenderedMail, Skip, absolute, register_kind
from core.mail_layout import layout
from core.models import OutboxMail
from groups.models import Report
from groups.moderation import REPORTED

TEMPLATE = "groups/mail/post_reported"
PLACES = ("subject", "page_url")


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """One mail a report and operator; none once it is settled."""
    open_ids = set(map(str, Report.objects.filter(settled_at=None).values_list("pk", flat=True)))
    return {row.pk: mail_of(row.person) if wanted(row, open_ids) else Skip("settled") for row in rows}


def wanted(row: OutboxMail, open_ids: set[str]) -> bool:
    """Whether the report still waits and its reader is still an operator."""
    return row.payload["report"] in open_ids and row.person.is_staff


def mail_of(person: Any) -> RenderedMail:
    """The mail in the operator's language."""
    with override(person.language):
        values = {
            "subject": _("A report waits for you"),
            "page_url": absolute(reverse("admin:groups_report_changelist")),
        }
    html, text = layout(TEMPLATE, person.language, PLACES).fill(values)
    return RenderedMail(values["subject"], text, html, "", person.language)


def register() -> None:
    """Makes the mail known to the outbox. It is no nudge: an operator cannot switch it off."""
    register_kind(MailKind(REPORTED, render, title=gettext_lazy("Reports of posts")))
