"""The main job's last step in the real browser: the mail arrives, its button opens the week, one tap finishes it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from core import sender
from core.dates import Week
from core.models import OutboxMail
from plans.models import WeeklyTarget
from reviews import actions
from tests.factories import make_mood, make_night, make_person, make_session

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def last_week(person: User) -> Week:
    """A week with two sessions, moods and nights, whose review is due."""
    week = Week.of(person.today()).previous()
    WeeklyTarget.objects.create(person=person, target=2, starts_on=week.monday)
    noon = person.local_now().replace(hour=12, minute=0)
    for day in (week.days[1], week.days[3]):
        at = noon + timedelta(days=(day - noon.date()).days)
        make_session(person, at, minutes=40, moderate_minutes=40)
        make_mood(person, 7, at)
        make_night(person, day)
    User.objects.filter(pk=person.pk).update(next_review_at=timezone.now())
    return week


def sign_in(page: Page, person: User, address: str) -> None:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_the_mail_to_done(page: Page, live_server, language):
    person = make_person("ana@example.org", language=language)
    week = last_week(person)
    actions.write_due_reviews()
    OutboxMail.objects.update(next_try_at=timezone.now())
    sender.send_due()
    [message] = mail.outbox
    html = message.message().parsed().get_body(("html",)).get_content()
    path = re.search(r'href="http://[^/]+(/reviews/[^"]+\?next_week=smaller)"', html).group(1)

    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.route("**/mail", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{live_server.url}/mail")
    assert requests == [f"{live_server.url}/mail"]  # the mail loads nothing
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    sign_in(page, person, live_server.url)
    page.goto(live_server.url + path)
    expect(page.locator("input[name=next_week]:checked")).to_have_value("smaller")
    assert page.locator(".chart").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert person.weekly_reviews.get().next_week == ""

    page.locator("main form button.pri").click()
    page.wait_for_url(f"**/reviews/{week.monday}/")
    review = person.weekly_reviews.get()
    assert (review.next_week, review.answered_at is not None) == ("smaller", True)
    assert person.weekly_targets.in_force(week.next()).first().target == 1
    assert problems == []
