"""Help is one tap away on every page of the product, whoever looks (SPEC 8.1)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.e2e.screens_of_the_product import World

HELP = re.compile(r'<footer class="foot">\s*<a href="/help/">')
FOR_PROGRAMMERS = {"api-docs"}


@pytest.mark.django_db
def test_every_page_leads_to_help() -> None:
    world = World("en")
    screens = world.screens()
    without = set()
    for screen in screens:
        client = Client()
        if screen.who:
            client.force_login(world.people[screen.who], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(
            reverse(screen.name, args=screen.args) + screen.query, follow=True
        )  # some ask who it is first
        if not HELP.search(answer.content.decode()):
            without.add(screen.name)
    assert len(screens) > 90
    assert without <= FOR_PROGRAMMERS
