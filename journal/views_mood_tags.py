"""The person's own tags: another name for one, or none, wherever it was used."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts.access import consent_needed
from journal.forms_mood import TagNameForm
from journal.mood_tags import known_tag, own_tags, replace_tag


@consent_needed("wellbeing")
def tags(request: HttpRequest) -> HttpResponse:
    """The list; POST names the tag, and what becomes of it."""
    used = own_tags(request.user)
    if request.method != "POST":
        return _page(request, used)
    tag = request.POST.get("tag", "")
    if tag not in dict(used):
        raise Http404
    form = TagNameForm(request.POST, prefix=prefix_of(used, tag))
    if "remove" in request.POST:
        count = replace_tag(person=request.user, old=tag)
        said = ngettext("Taken away from %(count)d mood.", "Taken away from %(count)d moods.", count)
    elif form.is_valid():
        count = replace_tag(person=request.user, old=tag, new=known_tag(form.cleaned_data["name"], dict(used)))
        said = ngettext("Renamed in %(count)d mood.", "Renamed in %(count)d moods.", count)
    else:
        return _page(request, used, tag, form, status=422)
    messages.success(request, said % {"count": count})
    return redirect("journal:mood-tags")


def prefix_of(used: list[tuple[str, int]], tag: str) -> str:
    """The names of one tag's fields: by its place, since a tag may hold anything."""
    return f"tag{[name for name, _count in used].index(tag)}"


def _page(
    request: HttpRequest, used: list[tuple[str, int]], refused: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    rows = [
        {
            "tag": tag,
            "used": ngettext("%(count)d mood", "%(count)d moods", count) % {"count": count},
            "form": form if tag == refused else TagNameForm(initial={"name": tag}, prefix=prefix_of(used, tag)),
            "is_open": tag == refused,
        }
        for tag, count in used
    ]
    return render(request, "journal/mood_tags.html", {"rows": rows}, status=status)
