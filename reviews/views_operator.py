"""The operator's pages that look at more than accounts: demo people, and how people keep logging."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.operators import for_operators
from reviews import demo as demo_people
from reviews.operator_figures import curve, logging_figures


@for_operators
def demo(request: HttpRequest) -> HttpResponse:
    """What they are, and a button that makes them or takes them away; their password is shown this once."""
    password = ""
    if request.method == "POST" and request.POST.get("do") == "remove":
        count = demo_people.remove_demo()
        text = ngettext("%(count)d demo person is gone.", "%(count)d demo people are gone.", count)
        messages.success(request, text % {"count": count})
        return redirect("reviews:operator-demo")
    if request.method == "POST":
        try:
            password = demo_people.fill_site()
        except demo_people.NotEmpty:
            messages.info(request, _("Somebody uses this site already. Nothing was added."))
            return redirect("reviews:operator-demo")
    context = {"is_there": demo_people.is_there(), "may_be_made": demo_people.may_be_made(), "password": password}
    return render(request, "reviews/operator_demo.html", context | {"email": demo_people.EMAIL})


@for_operators
@require_safe
def logging(request: HttpRequest) -> HttpResponse:
    """Shares and medians of many people; opened on purpose, worked out then."""
    figures = logging_figures()
    context = {"figures": figures, "chart": curve(figures.still)}
    return render(request, "reviews/operator_logging.html", context)
