"""Settings: the index, profile, appearance, mail and the language switch."""

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.access import consent_needed
from accounts.addresses import next_address, posted
from accounts.consent_texts import is_outdated
from accounts.forms import AppearanceForm, HelpContactForm, MailForm, PersonForm, ProfileForm, TrainingForm
from accounts.forms_reminders import ReminderForm
from accounts.models import Consent
from accounts.reminders import save_pushed, save_reminders


def settings(request: HttpRequest) -> HttpResponse:
    """Everything about oneself, one row each."""
    given = [label for category, label in Consent.Category.choices if request.user.has_consent(category)]
    has_newer_words = any(map(is_outdated, request.user.consents.filter(withdrawn_at=None)))
    return render(request, "accounts/settings.html", {"given": given, "has_newer_words": has_newer_words})


def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, units, year of birth, usual night."""
    return edit(request, ProfileForm, "accounts/profile_form.html")


def appearance(request: HttpRequest) -> HttpResponse:
    """Theme and text size."""
    return edit(request, AppearanceForm, "accounts/appearance_form.html")


def training(request: HttpRequest) -> HttpResponse:
    """Effort of a set, rest, unit of weights, heart rate."""
    return edit(request, TrainingForm, "accounts/training_form.html")


def mail(request: HttpRequest) -> HttpResponse:
    """When the weekly review is ready, what its mail says, reminders and quiet hours."""
    return edit(request, MailForm, "accounts/mail_form.html")


def reminders(request: HttpRequest) -> HttpResponse:
    """Each kind of reminder off, by mail or to devices, with its times; all are off until chosen."""
    form = ReminderForm(posted(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        save_reminders(person=request.user, chosen=form.chosen())
        save_pushed(person=request.user, channels=form.ways())
        messages.success(request, _("Saved."))
        return redirect("accounts:reminders")
    return render(request, "accounts/reminder_form.html", {"form": form}, status=422 if form.errors else 200)


@consent_needed("wellbeing")
def help_contact(request: HttpRequest) -> HttpResponse:
    """Somebody whom the person trusts, on the help page for them alone; `remove` takes it away."""
    form = HelpContactForm(posted(request), initial=HelpContactForm.initial_of(request.user))
    is_removed = "remove" in request.POST
    if request.method == "POST" and (is_removed or form.is_valid()):
        actions.save_profile(person=request.user, changes={"help_contact": ""} if is_removed else form.changes())
        messages.success(request, _("Saved."))
        return redirect("core:help")
    return render(request, "accounts/help_contact_form.html", {"form": form}, status=422 if form.errors else 200)


def edit(request: HttpRequest, form_class: type[PersonForm], template: str) -> HttpResponse:
    """One page of preferences: shown, stored, shown again."""
    form = form_class(posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(person=request.user, changes=form.changes())
        with translation.override(request.user.language):
            messages.success(request, _("Saved."))
        return redirect(request.path)
    return render(request, template, {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Switches the language: in a cookie for a visitor, on the person who is signed in."""
    chosen = request.POST.get("language", "")
    response = redirect(next_address(request, default="reviews:home"))
    if chosen in dict(site.LANGUAGES):
        response.set_cookie(
            site.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=site.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            actions.save_profile(person=request.user, changes={"language": chosen})
    return response
