"""The shelf of small wins, and what a person does to one: keep it, put it aside, bring it back."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import next_address
from journal.models import SmallWin
from journal.win_marks import mark_win, with_shares
from journal.win_shelf import Shelf, told_in_words

MARKS = {"keep": {"kept": True}, "release": {"kept": False}, "aside": {"dismissed": True}, "back": {"dismissed": False}}
LONGEST_PAGE = 5  # digits


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Small wins by month, newest first; `show` says which of them, `page` how far back."""
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= LONGEST_PAGE else 1
    shown = Shelf(request.user, request.GET.get("show", ""), number)
    return render(request, "journal/win_shelf.html", {"shelf": shown, "here": request.get_full_path()})


@require_POST
def mark(request: HttpRequest, win_id: UUID) -> HttpResponse:
    """Keeps a win or no longer, puts it aside or back; a script swaps its row, else the page comes again."""
    win = _own_win(request, win_id)
    wanted = request.POST.get("mark", "")
    mark_win(person=request.user, win=win, **MARKS.get(wanted, {}))
    here = next_address(request, default="journal:win-shelf")
    if getattr(request, "htmx", False):
        told = told_in_words(request.user, [win])[0]
        return render(request, "journal/win_row.html", {"told": told, "here": here, "is_answer": True})
    if wanted == "aside":
        say_put_aside(request, win, here)
    return redirect(here)


@require_POST
def back(request: HttpRequest, win_id: UUID) -> HttpResponse:
    """Brings one back that was put aside."""
    win = _own_win(request, win_id)
    mark_win(person=request.user, win=win, dismissed=False)
    messages.success(request, _("It is back."))
    return redirect(next_address(request, default="journal:win-shelf"))


def say_put_aside(request: HttpRequest, win: SmallWin, here: str) -> None:
    """A message that offers to bring it back, and leads here again."""
    undo = f"{reverse('journal:win-back', args=[win.pk])}?{urlencode({'next': here})}"
    messages.success(request, _("Put aside."), extra_tags=undo)


def _own_win(request: HttpRequest, win_id: UUID) -> SmallWin:
    return get_object_or_404(with_shares(request.user, request.user.small_wins.all()), pk=win_id)
