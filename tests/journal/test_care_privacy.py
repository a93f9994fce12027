"""Support cards, pauses' reasons and readiness reach nobody else: no resource, mail, group page, export or log."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from accounts import export
from accounts.models import User
from config.api import router
from core.models import OutboxMail
from core.sender import send_due
from groups.models import Membership
from groups.reminders import write_due_reminders
from journal.care_check import check_due
from journal.care_words import CARDS
from journal.models import AlarmReport, CareAnswer, Pause, ReadinessStatement, SupportCard
from reviews.actions import write_due_reviews
from tests.factories import make_factor, make_group, make_mood, make_session, make_slot

pytestmark = pytest.mark.django_db
SECRET = "+47 90 11 22 33"


@pytest.fixture
def laden(ana: User, bo: User) -> User:
    """Ana with every card due, a report, a statement, a contact and an illness, in a group whose coach is Bo."""
    today, now = ana.today(), timezone.now()
    for signal in CARDS:
        ana.support_cards.create(signal=signal, due_on=today, checked_on=today, times=3)
    ana.alarm_reports.create(reported_at=now)
    ana.readiness_statements.create(answered_on=today, has_some_yes=True)
    ana.care_answers.create(question="snoring", answered_on=today)
    ana.care_answers.create(question="irritable", answered_on=today, score=8)
    ana.pauses.create(
        day=today - timedelta(days=40), ended_on=today - timedelta(days=38), reason="illness", symptoms=["stomach"]
    )
    User.objects.filter(pk=ana.pk).update(help_contact=f"Ida\n{SECRET}")
    for back in range(9):
        make_mood(ana, 1, now - timedelta(days=back))
        make_session(ana, now - timedelta(days=back, hours=1), pain=7, pain_place="knee")
    group = make_group(ana, bo)
    Membership.objects.filter(person=bo).update(role=Membership.Role.COACH)
    make_slot(group, weekday=(today + timedelta(days=1)).weekday())
    return ana


def secrets(person: User) -> list[str]:
    """What may be found nowhere but on the person's own pages."""
    told = [SECRET, "stomach"]
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for words in CARDS.values():
                told += [str(words.sentence), str(words.meaning), str(words.more or words.sentence)]
    for model in (SupportCard, AlarmReport, ReadinessStatement, CareAnswer, Pause):
        told += [str(pk) for pk in model.objects.filter(person=person).values_list("pk", flat=True)]
    return told


def found(text: str, person: User) -> list[str]:
    return [secret for secret in secrets(person) if secret in text]


def test_the_secrets_can_be_found_where_they_belong(laden, browse):
    own = browse(laden)
    pages = "".join(own.get(path).content.decode() for path in ("/", "/care/", "/help/", "/pauses/"))
    assert {SECRET, str(CARDS["G1"].sentence), str(CARDS["G4"].meaning)} <= set(found(pages, laden))


def test_no_resource_of_the_api_carries_a_card(laden, bo, api):
    """The person's own pauses are a resource; nothing else of care is one, also not for the person."""
    for person in (laden, bo):
        client = api(person)
        assert len(router.registry) >= 15
        for prefix, _view, _name in router.registry:
            told = json.dumps(client.get(f"{prefix}/").data, ensure_ascii=False)
            if prefix == "pauses" and person == laden:
                assert "stomach" in told
                continue
            assert found(told, laden) == [], prefix
    assert SECRET not in json.dumps(api(laden).get("me/").data)


def test_no_row_of_care_is_found_through_the_api_of_another(laden, bo, api):
    client, tables = api(bo), (SupportCard, AlarmReport, ReadinessStatement, CareAnswer, Pause)
    ids = [pk for table in tables for pk in table.objects.values_list("pk", flat=True)]
    assert len(ids) == 11
    for prefix, _view, _name in router.registry:
        # those are addressed by their day; these are only written
        refusal = {"rest-days": 400, "session-forms": 405, "night-forms": 405}.get(prefix, 404)
        assert {client.get(f"{prefix}/{pk}/").status_code for pk in ids} == {refusal}, prefix


def test_no_mail_carries_any_of_it(laden, bo):
    User.objects.update(next_review_at=timezone.now() - timedelta(minutes=1))
    write_due_reviews()
    write_due_reminders(timezone.now() + timedelta(hours=30))
    OutboxMail.objects.update(due_at=timezone.now(), next_try_at=timezone.now())
    send_due()
    assert {row.kind for row in OutboxMail.objects.filter(person=laden)} >= {"weekly_review"}
    assert len(mail.outbox) >= 1
    for sent in mail.outbox:
        told = sent.message().as_string() + str(sent.subject) + str(sent.body)
        assert found(told, laden) == []
    payloads = json.dumps(list(OutboxMail.objects.values_list("payload", flat=True)))
    assert found(payloads, laden) == []


def test_no_page_of_the_group_carries_any_of_it(laden, bo, browse):
    client, group = browse(bo), laden.memberships.get().group
    for name in ("groups:detail", "groups:settings"):
        assert found(client.get(reverse(name, args=[group.pk])).content.decode(), laden) == []
    assert found(client.get(reverse("groups:list") + "?all=1").content.decode(), laden) == []


def test_an_export_of_the_coach_holds_none_of_it_and_the_own_one_no_card(laden, bo):
    def told(person: User) -> str:
        archive = zipfile.ZipFile(io.BytesIO(b"".join(export.stream_zip(person))))
        return "".join(archive.read(name).decode() for name in archive.namelist())

    assert found(told(bo), laden) == []
    cards = {str(pk) for pk in SupportCard.objects.values_list("pk", flat=True)}
    assert cards & set(found(told(laden), laden)) == set()


def test_the_operator_sees_nothing_of_it(laden, browse):
    User.objects.filter(email="bo@example.org").update(is_staff=True, is_superuser=True)
    make_factor(operator := User.objects.get(email="bo@example.org"))
    client = browse(operator)
    for path in (f"/operator/accounts/user/{laden.pk}/change/", "/operator/accounts/user/", "/operator/counts/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert found(answer.content.decode(), laden) == [], path


def test_the_check_and_the_commands_log_nothing_of_it(laden, caplog, capsys):
    User.objects.update(next_support_check_at=timezone.now())
    with caplog.at_level("DEBUG"):
        assert check_due() == 2
    messages = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert found(" ".join(messages), laden) == []
    call_command("check")
    assert found(capsys.readouterr().out, laden) == []
