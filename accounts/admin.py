"""The operator's pages: people by address, switched on and off. No model of the journal is registered."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from accounts.factors import has_second_factor
from accounts.models import User

admin.site.site_header = _("Small Wins: operator")
admin.site.site_title = _("Small Wins: operator")
admin.site.index_title = _("People")
_may_operate, _door = admin.site.has_permission, secure_admin_login(admin.site.login)
_admin_view = admin.site.admin_view
ADMIN_CSP: dict[str, list[str]] = {
    name: values for name, values in settings.SECURE_CSP.items() if "trusted-types" not in name
}
"""Django's own scripts there (jQuery 3) write markup as text, which trusted types would refuse."""


def may_operate(request: HttpRequest) -> bool:
    """Whoever Django lets in, and has a second factor."""
    return _may_operate(request) and has_second_factor(request.user)


@wraps(_door)
def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The sign-in page of the site; an operator without a second factor is led to it first."""
    if request.user.is_authenticated and request.user.is_staff and not has_second_factor(request.user):
        return redirect(f"{reverse('accounts:factor-needed')}?{urlencode({'next': reverse('admin:index')})}")
    answer: HttpResponseBase = _door(request, *args, **kwargs)
    return answer


def with_its_scripts(view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
    """A page of Django's admin under `ADMIN_CSP`."""
    return csp_override(ADMIN_CSP)(_admin_view(view, cacheable))


admin.site.admin_view = with_its_scripts  # type: ignore[method-assign,assignment]
admin.site.has_permission = may_operate  # type: ignore[method-assign]
admin.site.login = door  # type: ignore[method-assign,assignment]


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Address, dates and switches; nothing else of a person is shown, and nobody is deleted here."""

    list_display = ["email", "date_joined", "last_login", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email"]
    ordering = ["-date_joined"]
    fields = ["email", "date_joined", "last_login", "is_active", "is_staff", "is_superuser"]
    readonly_fields = ["email", "date_joined", "last_login"]
    actions = ["deactivate"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up, or the command create_person makes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Django's page would list what goes along; a person deletes their account, or the command delete_person."""
        return False

    @admin.action(description=_("Deactivate: they can no longer sign in"))
    def deactivate(self, request: HttpRequest, people: "QuerySet[User]") -> None:
        """Switches people off; their journals stay as they are."""
        people.update(is_active=False)
