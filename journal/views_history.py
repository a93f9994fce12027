"""What an entry said before: field by field, and brought back if wanted. Its owner sees it and nobody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actions import EntryConflict, row_of
from journal.history import FIELDS, Words, changes
from journal.models import EntryVersion
from journal.restoring import restore_version
from journal.validation import ConsentMissing
from journal.versions import told, versions_of

SHOWN = 50


@require_safe
def entry_history(request: HttpRequest, resource: str, entry_id: UUID) -> HttpResponse:
    """The changes of one entry, newest first."""
    row = row_of(request.user, resource, entry_id) if resource in FIELDS else None
    if row is None:
        raise Http404
    versions = versions_of(request.user, resource, entry_id, SHOWN)
    context = {
        "steps": _steps(request.user, resource, versions, told(row)),
        "day": getattr(row, "day", None) or row.taken_on,
        "name": str(row._meta.verbose_name),
    }
    return render(request, "journal/entry_history.html", context)


@require_POST
def version_restore(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Lets an entry say again what it said; what it says now becomes a version."""
    version = get_object_or_404(request.user.entry_versions.filter(body__isnull=False), pk=version_id)
    try:
        row = restore_version(person=request.user, version=version)
    except (ConsentMissing, EntryConflict, ValidationError):
        messages.error(
            request, _("It cannot come back: another entry has taken its place, or its consent was withdrawn.")
        )
        return redirect("journal:entry-history", version.resource, version.entry_id)
    if row is None:
        raise Http404
    messages.success(request, _("It says again what it said then."))
    return redirect("journal:entry-history", version.resource, version.entry_id)


def _steps(person: Any, resource: str, versions: list[EntryVersion], now: Any) -> list[dict[str, Any]]:
    """Each version beside what it was changed into."""
    words, steps, after = Words(person), [], now
    for version in versions:
        if found := changes(words, resource, version.body or {}, after):
            steps.append({"version": version, "changes": found})
        after = version.body
    return steps
