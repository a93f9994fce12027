"""The demo: somebody to sign in as, once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from core import sender
from core.models import OutboxMail
from groups.models import CheckIn, MeetingSlot
from journal.models import PsqiSheet, SmallWin, TrainingSession
from reviews.actions import write_due_reviews

pytestmark = pytest.mark.django_db
OURS = ("accounts", "journal", "plans", "groups", "reviews", "core")


def demo() -> str:
    return call_command("demo", stdout=StringIO())


def rows() -> dict[str, list]:
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def test_the_demo_is_made_once(settings):
    settings.DEBUG = True
    words = demo()
    before = rows()
    assert demo() == words
    assert rows() == before
    ana = User.objects.get(email="ana@example.org")
    assert ana.check_password(words.split()[-1])
    assert ana.training_sessions.count() >= 28
    assert (timezone.now().date() - ana.training_sessions.earliest("day").day) > timedelta(weeks=10)
    assert {"SW01", "SW05", "SW12", "SW13"} <= set(SmallWin.objects.values_list("rule", flat=True))
    assert not TrainingSession.objects.filter(started_at__gt=timezone.now()).exists()
    first, second = PsqiSheet.objects.order_by("taken_on").values_list("taken_on", flat=True)
    assert second - first >= timedelta(days=28)
    assert MeetingSlot.objects.count() == 3
    assert CheckIn.objects.exists()


def test_the_demos_review_is_due_and_its_mail_arrives_at_once(settings):
    settings.DEBUG = True
    demo()
    assert write_due_reviews() == 1
    sender.send_due()
    assert OutboxMail.objects.get(kind="weekly_review").state == "sent"
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_a_real_site_gets_no_demo(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        demo()
    assert not User.objects.exists()
