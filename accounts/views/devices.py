"""Notifications on a person's devices: which kinds, and the list of devices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.actions_devices import add_device, remove_device
from accounts.addresses import posted
from accounts.device_tests import TooManyTests, send_test
from accounts.forms_devices import NOT_NOW, DeviceForm, PushedKindsForm
from accounts.sign_ins import device_name
from core.push import Answer, public_key
from core.sessions import mark_of

HEARD = {
    Answer.TAKEN: (
        messages.SUCCESS,
        gettext_lazy("The push service has it. It shows on %(device)s in a moment."),
    ),
    Answer.GONE: (
        messages.INFO,
        gettext_lazy("%(device)s takes nothing from here any more and is off the list. You can add it again there."),
    ),
    Answer.REFUSED: (
        messages.INFO,
        gettext_lazy("%(device)s: the push service did not take it. Remove the device and add it again."),
    ),
    Answer.AWAY: (
        messages.INFO,
        gettext_lazy("The push service of %(device)s does not answer just now. Nothing has changed; try again later."),
    ),
}


def notifications(request: HttpRequest) -> HttpResponse:
    """Which kinds come to devices instead of by mail, and the devices; all come by mail until chosen."""
    person = request.user
    form = PushedKindsForm(posted(request), person=person)
    if request.method == "POST" and form.is_valid():
        person.pushed_kinds = form.chosen()
        person.save(update_fields=["pushed_kinds"])
        messages.success(request, _("Saved."))
        return redirect("accounts:notifications")
    context = {"form": form, "devices": person.push_devices.all(), "public_key": public_key()}
    return render(request, "accounts/notification_form.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Stores what a script read from the browser after the person's own tap."""
    form = DeviceForm(request.POST)
    if form.is_valid():
        name = device_name(request.headers.get("User-Agent", ""))
        add_device(person=request.user, name=name, sign_in=mark_of(request.session), **form.cleaned_data)
        messages.success(request, _("This device is on the list. Choose below what comes here."))
    else:
        messages.error(request, str(NOT_NOW))
    return redirect("accounts:notifications")


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Takes one of the person's own devices off the list."""
    remove_device(person=request.user, device_id=request.POST.get("id", ""))
    messages.success(request, _("Taken off the list."))
    return redirect("accounts:notifications")


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Sends one of the person's own devices a notification at once, and says what its push service answered."""
    try:
        name, answer = send_test(person=request.user, device_id=request.POST.get("id", ""))
    except TooManyTests:
        messages.info(request, _("A few tests a minute are enough. Try again in a minute."))
    else:
        level, words = HEARD[answer]
        messages.add_message(request, level, words % {"device": name})
    return redirect("accounts:notifications")
