"""A plugin for mypy alone: `request.user` is a User.

SignInMiddleware and DRF's IsAuthenticated deny by default, so views never meet an AnonymousUser; the few
public ones, listed by name in tests/test_access.py, ask `is_authenticated` first, which both kinds answer.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type
from mypy_django_plugin.lib import helpers

ATTRIBUTES = {"django.http.request.HttpRequest.user", "rest_framework.request.Request.user"}
USER = "accounts.models.User"


class SignedIn(Plugin):
    """Answers for the attributes above only."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return user if fullname in ATTRIBUTES else None


def user(context: AttributeContext) -> Type:
    """The project's user model; what mypy would have said where it is not loaded."""
    info = helpers.lookup_fully_qualified_typeinfo(helpers.get_typechecker_api(context), USER)
    return Instance(info, []) if info else context.default_attr_type


def plugin(version: str) -> type[SignedIn]:
    """What mypy calls."""
    return SignedIn
