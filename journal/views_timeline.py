"""The days before, newest first: filtered, searched, and cleared of many entries at once.

Words and tags come in a POST that is answered with the page itself. In an address they would stand in the log of
every proxy, in the browser's history and in referrers, and they can say as much of a person as the notes that hold
them. The price is that a reload asks before it sends again; the kind and the place in the list stay links.
"""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from journal.batches import ORDER, delete_entries
from journal.entry_search import KINDS, Search
from journal.forms_timeline import KIND_NAMES, FindForm
from journal.mood_tags import DEFAULT_TAGS, own_tags
from journal.restoring import restore_batch
from journal.timeline import days_before, rows_of

DAYS_A_PAGE = 14
ASKED = ("q", "kind", "activity", "tag", "since", "until")


@require_http_methods(["GET", "HEAD", "POST"])
def timeline(request: HttpRequest) -> HttpResponse:
    """Days with entries; `before` is the cursor, `select` shows boxes to tick. A POST only asks."""
    person, data = request.user, request.POST or request.GET
    form = _form(request)
    search = _search(request, form)
    before = _day_or(data.get("before", ""), person.today() + timedelta(days=1))
    days = days_before(search, before, DAYS_A_PAGE + 1)
    shown = days[:DAYS_A_PAGE]
    context = {
        "days": rows_of(search, shown) if shown else [],
        "form": form,
        "kind": search.kind,
        "kinds": KIND_NAMES,
        "is_search": form is not None and any(request.POST.get(name) for name in ASKED),
        "asked": [(name, request.POST[name]) for name in ASKED if request.POST.get(name)],
        "next_before": shown[-1] if len(days) > DAYS_A_PAGE else None,
        "is_first": "before" not in data,
        "before": before,
        "is_selecting": "select" in data,
        "today": person.today(),
    }
    return render(request, "journal/timeline_list.html", context, status=422 if form and form.errors else 200)


@require_POST
def entries_delete(request: HttpRequest) -> HttpResponse:
    """Deletes the ticked entries at once; the message offers to take that back."""
    batch, count = delete_entries(person=request.user, chosen=_ticked(request.POST))
    if count:
        said = ngettext("%(count)d entry deleted.", "%(count)d entries deleted.", count) % {"count": count}
        messages.success(request, said, extra_tags=reverse("journal:batch-restore", args=[batch]))
    else:
        messages.info(request, _("Nothing was ticked."))
    return redirect("journal:timeline")


@require_POST
def batch_restore(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Takes the delete of many back."""
    restored = restore_batch(person=request.user, batch=batch)
    if restored is None:
        raise Http404
    if restored.count:
        said = ngettext("%(count)d entry is back.", "%(count)d entries are back.", restored.count)
        messages.success(request, said % {"count": restored.count})
    if restored.refused:
        said = ngettext(
            "%(count)d cannot come back: another entry has taken its place, or its consent was withdrawn.",
            "%(count)d cannot come back: other entries have taken their place, or their consent was withdrawn.",
            restored.refused,
        )
        messages.error(request, said % {"count": restored.refused})
    return redirect("journal:timeline")


def _form(request: HttpRequest) -> FindForm | None:
    """The form with what was asked, or empty where it was only opened; it offers the person's own tags, a query."""
    if request.method != "POST" and "find" not in request.GET:
        return None
    data = request.POST if request.method == "POST" else {}
    return FindForm(data, tags=[*DEFAULT_TAGS, *(tag for tag, _count in own_tags(request.user))])


def _search(request: HttpRequest, form: FindForm | None) -> Search:
    """What a POST asks for; an address names a kind at most."""
    if request.method == "POST" and form:
        return form.search(request.user) if form.is_valid() else Search(request.user)
    kind = request.GET.get("kind", "")
    return Search(request.user, kind=kind if kind in KINDS else "")


def _ticked(data: QueryDict) -> dict[str, set[UUID]]:
    """Resource -> ids of the ticked boxes; what is none of ours is left out."""
    chosen: dict[str, set[UUID]] = defaultdict(set)
    for key in data.getlist("entry"):
        resource, _slash, text = key.partition("/")
        try:
            entry_id = UUID(text)
        except ValueError:
            continue
        if resource in ORDER:
            chosen[resource].add(entry_id)
    return chosen


def _day_or(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
