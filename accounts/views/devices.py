"""Notifications on a person's devices: which kinds, and the list of devices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions_devices import add_device, remove_device
from accounts.addresses import posted
from accounts.forms_devices import NOT_NOW, DeviceForm, PushedKindsForm
from accounts.sign_ins import device_name
from core.push import public_key
from core.sessions import mark_of


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
