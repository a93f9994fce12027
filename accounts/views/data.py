"""Download my data, delete my account."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from accounts import actions
from accounts.addresses import posted
from accounts.confirmations import confirmed
from accounts.export import export_name, stream_zip
from accounts.forms import DeleteForm
from core.pwa import forget_all


def data(request: HttpRequest) -> HttpResponse:
    """What can be taken along, and how to leave."""
    return render(request, "accounts/data.html")


@confirmed
def download(request: HttpRequest) -> StreamingHttpResponse:
    """Everything of the person as one zip, written while it is read."""
    response = StreamingHttpResponse(stream_zip(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{export_name(request.user)}"'
    response["Cache-Control"] = "private, no-store"
    return response


@confirmed
def delete(request: HttpRequest) -> HttpResponse:
    """Deletes the account at once after one more tick."""
    form = DeleteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        person = request.user
        logout(request)
        actions.delete_account(person=person)
        return forget_all(redirect("accounts:goodbye"))
    return render(request, "accounts/delete_form.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
def goodbye(request: HttpRequest) -> HttpResponse:
    """What remains: nothing."""
    return render(request, "accounts/goodbye.html")
