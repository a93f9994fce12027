"""The one page between the mailed code and the first entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import actions
from accounts.addresses import next_address, posted
from accounts.forms import WelcomeForm

HOME = "reviews:home"


def welcome(request: HttpRequest) -> HttpResponse:
    """Name, age, time zone and one consent; then on to the first entry or to where an invite led."""
    if request.user.is_welcomed:
        return redirect(next_address(request, default=HOME))
    form = WelcomeForm(posted(request), initial={"display_name": request.user.display_name})
    if request.method == "POST" and form.is_valid():
        categories = ["training"] if form.cleaned_data["training"] else []
        actions.finish_welcome(person=request.user, changes=form.changes(), categories=categories)
        return redirect(next_address(request, default=HOME))
    context = {"form": form, "next": next_address(request, default=HOME)}
    return render(request, "accounts/welcome_form.html", context, status=422 if form.errors else 200)
