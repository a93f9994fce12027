"""Asks again who it is before a grave step: the password, or a code by mail. Asked at most every 30 minutes."""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

CODE_KEY = "confirm_code"
SIGNED_IN_KEY = "signed_in_at"
CODE_SECONDS = 900
CODE_TRIES = 3


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person signed in or confirmed in this browser within the time."""
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records), default=0)
    newest = max(newest, request.session.get(SIGNED_IN_KEY, 0))
    return bool(time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def note_sign_in(request: HttpRequest) -> None:
    """Remembers in the session when the person signed in."""
    request.session[SIGNED_IN_KEY] = time.time()


def confirmed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Sends a person who has not confirmed lately to do so, then back to where they were."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_confirmed(request):
            way = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
            return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return ask_first


def send_code(request: HttpRequest) -> bool:
    """Mails a fresh code; False where codes were asked for too often."""
    if not ratelimit.consume(request, app="allauth.account", action="request_login_code", key=request.user.email):
        return False
    code = f"{secrets.randbelow(10**6):06}"
    request.session[CODE_KEY] = {"code": code, "until": time.time() + CODE_SECONDS, "tries": CODE_TRIES}
    get_adapter(request).send_mail("account/email/confirm_code", request.user.email, {"code": code})
    return True


def pending_code(request: HttpRequest) -> dict[str, Any] | None:
    """The code that was mailed and still holds."""
    state = request.session.get(CODE_KEY)
    return state if state and state["until"] > time.time() and state["tries"] > 0 else None


def take_code(request: HttpRequest, code: str) -> bool:
    """Whether it is the mailed code; a wrong one uses up a try, the right one cannot be used again."""
    state = pending_code(request)
    if state is None:
        return False
    if secrets.compare_digest(code.strip().encode(), state["code"].encode()):
        del request.session[CODE_KEY]
        return True
    request.session[CODE_KEY] = state | {"tries": state["tries"] - 1}
    return False
