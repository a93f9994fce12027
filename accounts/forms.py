"""Forms of accounts."""

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignUpExtras(forms.Form):
    """What sign-up asks besides the e-mail address."""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth after the person is stored."""
