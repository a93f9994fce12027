"""Web Push against a push service on this machine: neutral, readable by the browser alone, and never sent in vain."""

import base64
import json

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from py_vapid import Vapid

from core import push
from core.mail import KINDS, MailKind, RenderedMail, enqueue, register_kind
from core.models import OutboxMail, PushDevice
from core.sender import send_due
from tests.factories import make_person
from tests.push_service import Browser, PushService

pytestmark = pytest.mark.django_db
LATER = {429: "waiting", 500: "waiting", 503: "waiting"}


@pytest.fixture
def service(settings):
    settings.PUSH_HOSTS = ["127.0.0.1"]
    service = PushService()
    yield service
    service.close()


@pytest.fixture
def kind():
    def render(rows):
        return {row.pk: RenderedMail("Squat 62.5 kg", "your mood was 3", "<p>3</p>") for row in rows}

    options = {"title": "Test", "switch_off": {"mail_level": "off"}, "opens": "/groups/"}
    register_kind(MailKind("test_pushed", render, **options))
    yield "test_pushed"
    KINDS.pop("test_pushed")


def add(person, browser, *, kinds=("test_pushed",)):
    person.pushed_kinds = list(kinds)
    person.save(update_fields=["pushed_kinds"])
    return PushDevice.objects.create(person=person, name="Chrome", **browser.fields)


def send(person, kind):
    enqueue(kind=kind, person=person, period_key="2026-W40", payload={}, due_at=timezone.now())
    send_due(seconds=5)
    return OutboxMail.objects.get(person=person, kind=kind)


def test_a_push_says_a_fixed_sentence_that_only_the_browser_can_read(ana, kind, service):
    browser = Browser(service)
    add(ana, browser)
    row = send(ana, kind)
    [(path, headers, body)] = service.requests
    assert (row.state, path, mail.outbox) == ("sent", "/one", [])
    said = {"title": "Small Wins", "body": "Time for your note", "url": "/groups/", "tag": kind}
    assert browser.read(body) == said
    assert (headers["topic"], headers["ttl"], headers["content-encoding"]) == (row.pk.hex, "21600", "aes128gcm")
    assert b"Squat" not in body
    assert b"note" not in body


def test_it_is_said_in_the_persons_language(chen, kind, service):
    browser = Browser(service)
    add(chen, browser)
    send(chen, kind)
    assert browser.read(service.requests[0][2])["title"] == "小胜"
    assert browser.read(service.requests[0][2])["body"] == "写小记的时间"


def test_it_is_signed_with_the_key_that_browsers_were_given(ana, kind, service):
    add(ana, Browser(service))
    send(ana, kind)
    header = service.requests[0][1]["authorization"]
    fields = dict(part.split("=", 1) for part in header.removeprefix("vapid ").split(","))
    assert fields["k"] == push.public_key()
    assert Vapid.verify(header)
    claims = json.loads(base64.urlsafe_b64decode(fields["t"].split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == (service.address, "mailto:journal@127.0.0.1")


def test_the_key_follows_from_the_sites_secret(settings):
    first = push.public_key()
    settings.SECRET_KEY = "another" * 10
    second = push.public_key()
    settings.SECRET_KEY = "only-for-tests-" + "x" * 40
    assert (push.public_key(), len(base64.urlsafe_b64decode(first + "=")), first == second) == (first, 65, False)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_browser_that_is_gone_leaves_the_list_and_the_mail_goes_instead(ana, kind, service, status):
    service.statuses["/one"] = status
    add(ana, Browser(service))
    row = send(ana, kind)
    assert (row.state, len(mail.outbox), ana.push_devices.count()) == ("sent", 1, 0)


def test_one_device_of_two_is_enough_and_the_dead_one_goes(ana, kind, service):
    service.statuses["/old"] = 410
    add(ana, Browser(service, "old"))
    add(ana, Browser(service, "new"))
    row = send(ana, kind)
    assert (row.state, mail.outbox) == ("sent", [])
    assert [device.endpoint for device in ana.push_devices.all()] == [f"{service.address}/new"]


@pytest.mark.parametrize(("status", "state"), sorted(LATER.items()))
def test_a_service_that_is_away_is_asked_again_later(ana, kind, service, status, state):
    service.statuses["/one"] = status
    device = add(ana, Browser(service))
    row = send(ana, kind)
    assert (row.state, row.last_error, row.attempts, mail.outbox) == (state, "push service away", 1, [])
    assert list(ana.push_devices.all()) == [device]
    service.statuses.clear()
    OutboxMail.objects.update(next_try_at=timezone.now())
    assert send_due(seconds=5) == {"sent": 1}


def test_a_service_that_does_not_answer_is_asked_again_later(ana, kind, service):
    add(ana, Browser(service))
    service.close()
    assert send(ana, kind).last_error == "push service away"


def test_an_answer_that_leads_elsewhere_is_not_followed(ana, kind, service):
    service.statuses["/one"] = 307
    add(ana, Browser(service))
    assert send(ana, kind).state == "waiting"
    assert len(service.requests) == 1


def test_kinds_that_were_not_chosen_and_people_without_devices_get_their_mail(ana, bo, kind, service):
    add(ana, Browser(service), kinds=())
    bo.pushed_kinds = [kind]
    bo.save()
    assert (send(ana, kind).state, send(bo, kind).state) == ("sent", "sent")
    assert (len(mail.outbox), service.requests) == (2, [])


def test_another_persons_device_gets_nothing(ana, chen, kind, service):
    add(ana, Browser(service), kinds=())
    add(chen, Browser(service, "chens"))
    send(ana, kind)
    send(chen, kind)
    assert [path for path, _headers, _body in service.requests] == ["/chens"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_devices_of_a_batch_are_one_query(kind, service, people):
    rows = []
    for number in range(people):
        person = make_person(f"p{number}@example.org")
        add(person, Browser(service, str(number)))
        rows.append(OutboxMail(person=person, kind=kind))
    with CaptureQueriesContext(connection) as queries:
        assert len(push.devices_for(rows)) == people
    assert len(queries) == 1


def test_nobody_who_wants_it_costs_no_query(ana, kind):
    with CaptureQueriesContext(connection) as queries:
        assert push.devices_for([OutboxMail(person=ana, kind=kind)]) == {}
    assert len(queries) == 0


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://web.push.apple.com/x", True),
        ("https://db5p.notify.windows.com/w/?token=x", True),
        ("http://fcm.googleapis.com/fcm/send/x", False),
        ("https://fcm.googleapis.com.example.org/x", False),
        ("https://evilpush.apple.com/x", False),
        ("https://fcm.googleapis.com@127.0.0.1/x", False),
        ("https://user:word@fcm.googleapis.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://[::1]/x", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://fcm.googleapis.com:notaport/x", False),
        ("", False),
    ],
)
def test_only_push_services_of_the_list_are_spoken_to(endpoint, expected):
    assert push.is_push_service(endpoint) is expected


def test_a_stored_address_that_left_the_list_is_not_called(ana, kind, service, settings):
    add(ana, Browser(service))
    settings.PUSH_HOSTS = ["fcm.googleapis.com"]
    row = send(ana, kind)
    assert (row.state, len(mail.outbox), service.requests, ana.push_devices.count()) == ("sent", 1, [], 0)
