"""The operators' door in front of a page, and their mails about a back-up that is late."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.factors import second_factor_needed
from accounts.models import User
from core import health
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.mail_layout import layout
from core.models import Heartbeat, OutboxMail

LATE = "backup_late"
TEMPLATE = "accounts/mail/backup_late"
PLACES = ("subject", "page_url")


def for_operators(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For anybody else there is no such page; an operator shows a second factor first."""
    guarded = second_factor_needed(view)

    @wraps(view)
    def look(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff:
            raise Http404
        return guarded(request, *args, **kwargs)

    return look


def warn_of_late_backup() -> None:
    """Puts one mail for each operator into the outbox, once for each back-up that grew too old."""
    made = Heartbeat.objects.filter(name=health.BACKUP).values_list("at", flat=True).first()
    if made is None or health.backup_state() == health.OK:
        return
    operators = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    key = f"{made:%Y%m%d%H%M%S}"
    enqueue_all(new_row(kind=LATE, person_id=one.pk, period_key=key, payload={}) for one in operators)


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """None once there is a fresh back-up, and none for whoever operates the site no more."""
    is_late = health.backup_state() != health.OK
    return {row.pk: mail_of(row.person) if is_late and row.person.is_staff else Skip("settled") for row in rows}


def mail_of(person: User) -> RenderedMail:
    """The mail in the operator's language."""
    with override(person.language):
        values = {"subject": _("The back-up is late"), "page_url": absolute(reverse("accounts:operator-counts"))}
    html, text = layout(TEMPLATE, person.language, PLACES).fill(values)
    return RenderedMail(values["subject"], text, html, "", person.language)


def register() -> None:
    """Makes the mail known to the outbox. It is no nudge: an operator cannot switch it off."""
    register_kind(MailKind(LATE, render, title=gettext_lazy("Late back-ups")))
