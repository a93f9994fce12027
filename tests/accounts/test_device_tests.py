"""A test notification: goes the way of all pushes, stands in the outbox, and says what the push service answered."""

import json

import pytest
from django.core import mail
from django.utils import timezone

from core.models import OutboxMail, PushDevice
from core.nudges import nudged_today
from core.sender import LEASE, send_due
from tests.push_service import Browser, PushService

pytestmark = pytest.mark.django_db
PAGE, TEST = "/settings/notifications/", "/settings/notifications/test/"
HEARD = [  # what the push service answers, how the row ends, whether the device stays, what the person reads
    (201, "sent", "", True, "The push service has it. It shows on Phone in a moment."),
    (410, "bounced", "device gone", False, "Phone takes nothing from here any more and is off the list."),
    (403, "bounced", "device gone", False, "Phone takes nothing from here any more and is off the list."),
    (413, "bounced", "refused by the push service", True, "Phone: the push service did not take it."),
    (429, "dead", "push service away", True, "The push service of Phone does not answer just now."),
    (503, "dead", "push service away", True, "The push service of Phone does not answer just now."),
]


@pytest.fixture
def service(settings):
    settings.PUSH_HOSTS = ["127.0.0.1"]
    service = PushService()
    yield service
    service.close()


def add(person, browser):
    return PushDevice.objects.create(person=person, name="Phone", **browser.fields)


@pytest.mark.parametrize(("status", "state", "error", "stays", "words"), HEARD)
def test_what_the_push_service_answered_is_said_and_noted(ana, browse, service, status, state, error, stays, words):
    service.statuses["/one"] = status
    device = add(ana, Browser(service))
    answer = browse(ana).post(TEST, {"id": str(device.pk)}, follow=True)
    assert words in answer.content.decode()
    row = OutboxMail.objects.get()
    assert (row.kind, row.state, row.last_error, bool(row.sent_at)) == ("push_test", state, error, state == "sent")
    assert (ana.push_devices.exists(), mail.outbox) == (stays, [])
    assert send_due(seconds=5) == {}


def test_it_is_a_neutral_sentence_in_the_persons_language_and_no_nudge(chen, browse, service):
    browser = Browser(service)
    device = add(chen, browser)
    browse(chen).post(TEST, {"id": str(device.pk)})
    [(_path, _headers, body)] = service.requests
    said = browser.read(body)
    assert json.dumps(said, ensure_ascii=False).count("测试") == 1
    assert (said["url"], said["tag"]) == (PAGE, "push_test")
    row = OutboxMail(person=chen, kind="reminder_comeback", due_at=timezone.now())
    assert nudged_today([row], timezone.now()) == set()


def test_quiet_hours_do_not_keep_it_back_since_somebody_waits_for_it(ana, browse, service):
    ana.quiet_from, ana.quiet_until = "00:00", "23:59"
    ana.save()
    browse(ana).post(TEST, {"id": str(add(ana, Browser(service)).pk)})
    assert len(service.requests) == 1


def test_three_a_minute_and_no_more(ana, browse, service):
    device = add(ana, Browser(service))
    client = browse(ana)
    answers = [client.post(TEST, {"id": str(device.pk)}, follow=True).content.decode() for _ in range(4)]
    assert ["A few tests a minute are enough." in one for one in answers] == [False, False, False, True]
    assert (len(service.requests), OutboxMail.objects.count()) == (3, 3)


@pytest.mark.parametrize("wrong", ["", "not an id", "00000000-0000-4000-8000-000000000000"])
def test_only_ones_own_device(ana, bo, chen, browse, service, wrong):
    device = add(ana, Browser(service))
    for person in (bo, chen):
        assert browse(person).post(TEST, {"id": str(device.pk)}).status_code == 404
    assert browse(ana).post(TEST, {"id": wrong}).status_code == 404
    assert browse(ana).get(TEST).status_code == 405
    assert (service.requests, OutboxMail.objects.count()) == ([], 0)


def test_one_that_ended_before_it_was_noted_is_left_out(ana, browse, service, monkeypatch):
    def broken(row, device):
        raise KeyboardInterrupt

    monkeypatch.setattr("accounts.device_tests.push_once", broken)
    with pytest.raises(KeyboardInterrupt):
        browse(ana).post(TEST, {"id": str(add(ana, Browser(service)).pk)})
    row = OutboxMail.objects.get()
    assert row.state == "sending"
    assert send_due(seconds=5) == {}
    OutboxMail.objects.update(next_try_at=timezone.now() - LEASE)
    assert send_due(seconds=5) == {"skipped": 1}
    assert (service.requests, mail.outbox) == ([], [])


def test_each_device_has_its_button(ana, browse, service):
    assert "Send a test" not in browse(ana).get(PAGE).content.decode()
    add(ana, Browser(service))
    add(ana, Browser(service, "two"))
    assert browse(ana).get(PAGE).content.decode().count("Send a test") == 2
