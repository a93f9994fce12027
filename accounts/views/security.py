"""Sign-ins, tokens, and confirming who it is."""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account import views as allauth_views
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal import ratelimit
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn, login_webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import confirmations
from accounts.addresses import next_address, posted
from accounts.confirmations import confirmed
from accounts.factors import has_second_factor
from accounts.forms import TokenForm
from accounts.sign_in_forms import ConfirmCodeForm
from accounts.sign_ins import end_sign_ins, sign_ins
from accounts.tokens import create_token

HOME = "accounts:settings"
WANTED = "wanted_behind_a_second_factor"  # the page that led to setting one up, while it is done

change_address = confirmed(allauth_views.email)
set_password = confirmed(allauth_views.password_set)
set_up_app = confirmed(activate_totp)
add_passkey = confirmed(add_webauthn)


@login_not_required
def passkey_alone(request: HttpRequest) -> HttpResponse:
    """Signs in with a passkey alone; asking for the challenge is counted as well, since it stores one."""
    if request.method == "GET" and not ratelimit.consume(
        request, app="allauth.mfa", action="webauthn_login", limit_get=True
    ):
        return ratelimit.respond_429(request)
    return login_webauthn(request)


def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    return render(
        request, "accounts/session_list.html", {"sign_ins": sign_ins(request.user, request.session.session_key)}
    )


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends the sign-in that the form names, or all others; this one ends by signing out."""
    chosen = request.POST.get("id", "")
    count = end_sign_ins(
        person=request.user,
        only=[int(chosen)] if chosen.isdecimal() and len(chosen) < 19 else None,
        except_key=request.session.session_key,
    )
    text = ngettext("%(count)d sign-in ended.", "%(count)d sign-ins ended.", count) % {"count": count}
    messages.success(request, text)
    return redirect("accounts:sessions")


def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens with their last use, and a form for another one."""
    return token_page(request, TokenForm())


def token_page(request: HttpRequest, form: TokenForm, *, token: str = "") -> HttpResponse:
    """The list, with a fresh token's text that is shown this once."""
    rows = request.user.api_tokens.order_by("-created_at")
    context = {"form": form, "tokens": rows, "token": token}
    return render(request, "accounts/token_list.html", context, status=422 if form.errors else 200)


@confirmed
def make_token(request: HttpRequest) -> HttpResponse:
    """Makes a token and shows it once; a form that came by the address bar is only shown."""
    form = TokenForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return token_page(request, form)
    chosen = form.cleaned_data
    token = create_token(
        person=request.user, name=chosen["name"], scopes=chosen["scopes"], expires_at=form.expires_at()
    )
    return token_page(request, TokenForm(), token=token)


@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """From now on the token opens nothing."""
    try:
        chosen = UUID(request.POST.get("id", ""))
    except ValueError as error:
        raise Http404 from error
    get_object_or_404(request.user.api_tokens, pk=chosen).delete()
    messages.success(request, _("Revoked."))
    return redirect("accounts:tokens")


def factor_needed(request: HttpRequest) -> HttpResponse:
    """Why coaches and operators need a second factor; whoever has one goes on to where they wanted to be."""
    if has_second_factor(request.user):
        return redirect(next_address(request, default=request.session.pop(WANTED, "mfa_index")))
    there = request.session[WANTED] = next_address(request, default=request.session.get(WANTED, HOME))
    return render(request, "accounts/factor_needed.html", {"next": there})


def confirm(request: HttpRequest) -> HttpResponse:
    """Confirms by a mailed code: the way of somebody who has no password, or forgot it, and has no second factor."""
    if has_second_factor(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': next_address(request, default=HOME)})}")
    if request.method == "POST" and "send" in request.POST and not confirmations.send_code(request):
        messages.error(request, _("Please wait a moment before you ask again."))
    is_answer = request.method == "POST" and "code" in request.POST
    form = ConfirmCodeForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        if confirmations.take_code(request, form.cleaned_data["code"]):
            record_authentication(request, request.user, method="mailed_code", reauthenticated=True)
            return reauthentication.resume_request(request) or redirect(
                next_address(request, default="accounts:settings")
            )
        form.add_error("code", _("This is not the code from the mail."))
    context = {"form": form, "is_sent": confirmations.pending_code(request) is not None}
    context["next"] = next_address(request, default="accounts:settings")
    return render(request, "accounts/confirm_form.html", context, status=422 if form.errors else 200)
