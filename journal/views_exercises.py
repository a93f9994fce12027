"""Pages of exercises: to choose from, one of them, one's own, two made one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.models import User
from core.dates import local_day
from core.uuid7 import uuid7
from journal.actions import EntryConflict, delete_own_exercise, save_own_exercise
from journal.exercise_filters import Filters, offered
from journal.exercise_library import Choice, Library
from journal.exercise_merging import MergeRefused, check, counts_alike, merge, undo_merge, undoable
from journal.exercise_page import page_of
from journal.exercise_words import EQUIPMENT, PATTERNS
from journal.forms_daily import saved_or_refused
from journal.forms_exercises import OwnExerciseDetailForm, initial_of
from journal.load_units import Units
from journal.merge_words import meaning_words, moves_words, refusal_words
from journal.models import DeletedEntry
from journal.trash import KEPT

SHOWN = 30
TARGETS_SHOWN = 12


@consent_needed("training")
@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """All exercises, those done last first, narrowed down by words and filters; each leads to its page."""
    library, filters = Library(request.user), Filters.read(request.GET)
    text = request.GET.get("q", "").strip()
    by_words = library.search(text)
    found = [choice for choice in by_words if filters.holds(choice)]
    shown = found if "all" in request.GET else found[:SHOWN]
    context = {
        "q": text,
        "filters": filters,
        "offered": offered(filters, text, by_words),
        "total": len(found),
        "rows": [(choice, _about(library, choice)) for choice in shown],
        "has_own": bool(library.own_rows),
    }
    return render(request, "journal/exercise_list.html", context)


@consent_needed("training")
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One exercise and what the person did of it; a merged one leads to what it became."""
    choice = _choice_or_404(request.user, slug)
    if choice.slug != slug:
        return redirect("journal:exercise-detail", choice.slug)
    return render(request, "journal/exercise_detail.html", page_of(request.user, choice, request.GET))


@consent_needed("training")
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The exercises that the person added, and the merges that can be undone."""
    library = Library(request.user)
    rows = [(row, library.all[row.slug]) for row in library.own_rows if row.slug not in library.merges]
    context = {
        "rows": [(row, _about(library, choice)) for row, choice in rows],
        "merges": [_told(library, one) for one in undoable(request.user)],
    }
    return render(request, "journal/exercise_own_list.html", context)


@consent_needed("training")
def own_form(request: HttpRequest, exercise_id: UUID | None = None) -> HttpResponse:
    """A new exercise of one's own, or one that is there."""
    person = request.user
    row = get_object_or_404(person.own_exercises, pk=exercise_id, merged_into="") if exercise_id else None
    initial = initial_of(row, Units.of(person)) if row else {"name": request.GET.get("name", "")[:80]}
    data = request.POST if request.method == "POST" else None
    form = OwnExerciseDetailForm(data, library=Library(person), row=row, initial=initial)
    if form.is_valid() and (saved := _saved(person, form, row)):
        messages.success(request, _("Saved."))
        return redirect("journal:exercise-detail", saved.slug)
    status = 422 if form.is_bound else 200
    return render(request, "journal/exercise_own_form.html", {"form": form, "row": row}, status=status)


@consent_needed("training")
@require_POST
def own_delete(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Deletes an own exercise that nothing names; the message offers to take that back."""
    row = get_object_or_404(request.user.own_exercises, pk=exercise_id)
    try:
        deleted = delete_own_exercise(person=request.user, row=row)
    except EntryConflict as error:
        messages.error(request, str(error.message))
        return redirect("journal:own-exercise-edit", row.pk)
    messages.success(request, _("Deleted."), extra_tags=reverse("journal:entry-restore", args=[deleted.pk]))
    return redirect("journal:own-exercise-list")


@consent_needed("training")
def merge_into(request: HttpRequest, slug: str) -> HttpResponse:
    """Chooses what an exercise becomes, says what that will do, does it."""
    person, library = request.user, Library(request.user)
    source = _choice_or_404(person, slug)
    into = request.POST.get("into", "") or request.GET.get("into", "")
    if into not in library.all:
        return render(request, "journal/exercise_merge.html", _targets(request, library, source))
    target = library.all[into]
    try:
        if request.method == "POST":
            return _merged(request, source, target)
        found = check(person, source, target)
    except MergeRefused as error:
        context = _targets(request, library, source) | {"refusal": refusal_words(error, source, target)}
        return render(request, "journal/exercise_merge.html", context, status=422)
    told = {"moves": moves_words(found, target), "notes": meaning_words(found, source, target)}
    return render(request, "journal/exercise_merge.html", {"source": source, "target": target} | told)


@consent_needed("training")
@require_POST
def merge_undo(request: HttpRequest, deleted_id: UUID) -> HttpResponse:
    """Gives the sets of a merge their exercise back."""
    record = next((one for one in undoable(request.user) if one.pk == deleted_id), None)
    if record is None or record.body is None:
        raise Http404
    target = Library(request.user).get(record.body["target"])
    try:
        slug = undo_merge(person=request.user, deleted=record)
    except MergeRefused as error:
        messages.error(request, refusal_words(error, target, target))
        return redirect("journal:own-exercise-list")
    messages.success(request, _("It is back."))
    return redirect("journal:exercise-detail", slug)


def _about(library: Library, choice: Choice) -> str:
    """What stands under a name: when it was last done, else movement and equipment."""
    if last := library.last_done.get(choice.slug):
        day = local_day(last, library.person.zone)
        return _("Last time %(day)s") % {"day": date_format(day, _("j M Y"))}
    needs = [str(EQUIPMENT[item]) for item in choice.equipment]
    return " · ".join([str(PATTERNS.get(choice.pattern, "")), *needs])


def _choice_or_404(person: User, slug: str) -> Choice:
    """An exercise of the catalogue, of the person's own, or one that left the catalogue and was logged."""
    library = Library(person)
    choice = library.get(slug)
    if choice.slug in library.all or person.training_sets.filter(exercise=slug).exists():
        return choice
    raise Http404


def _told(library: Library, record: DeletedEntry) -> dict[str, Any]:
    """A merge that can be undone: what became what, and until when."""
    body: Any = record.body
    names = {"source": library.name_of(body["source"]), "target": library.name_of(body["target"])}
    return names | {"id": record.pk, "until": record.deleted_at + KEPT}


def _merged(request: HttpRequest, source: Choice, target: Choice) -> HttpResponse:
    """Merges, and offers to take it back."""
    deleted = merge(person=request.user, source=source.slug, target=target.slug)
    names = {"source": source.name, "target": target.name}
    undo = reverse("journal:exercise-merge-undo", args=[deleted.pk])
    messages.success(request, _("%(source)s is now %(target)s.") % names, extra_tags=undo)
    return redirect("journal:exercise-detail", target.slug)


def _saved(person: User, form: OwnExerciseDetailForm, row: Any) -> Any:
    object_id = row.pk if row else uuid7()
    return saved_or_refused(
        form,
        lambda: save_own_exercise(person=person, object_id=object_id, data=form.body(), existing=row),
        {"increment_kg": "increment"},
    )


def _targets(request: HttpRequest, library: Library, source: Choice) -> dict[str, Any]:
    """What it could become: what the words find, at first what shares a word of its name."""
    text = request.GET.get("q", "").strip()
    found = library.search(text) if text else [one for one in library.alike(source) if counts_alike(source, one)]
    targets = [(one, _about(library, one)) for one in found if one.slug != source.slug]
    return {"source": source, "q": text, "targets": targets[:TARGETS_SHOWN]}
