"""The outbox: each due row is sent once, whoever sends, and no row stops another."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core import sender
from core.mail import KINDS, MailKind, RenderedMail, Skip, enqueue, message_id, register_kind, stop_url
from core.models import OutboxMail

NOW = datetime(2026, 10, 5, 6, tzinfo=UTC)
State = OutboxMail.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    """A kind of mail for these tests; `faults` maps an address to what its sending raises."""

    def render(rows):
        if any(row.payload.get("poison") for row in rows):
            raise RuntimeError("cannot be rendered")
        skipped = {row.pk: Skip("not wanted") for row in rows if row.payload.get("skip")}
        url = "https://example.org/stop/"
        return {row.pk: RenderedMail("你好", f"Text 你 {row.period_key}", "<p>你</p>", url) for row in rows} | skipped

    register_kind(MailKind("test_kind", render, title="Test mail", switch_off={"mail_level": "off"}))
    yield "test_kind"
    KINDS.pop("test_kind")


@pytest.fixture
def reminder(kind):
    register_kind(MailKind("test_reminder", KINDS[kind].render, is_at_most_once=True))
    yield "test_reminder"
    KINDS.pop("test_reminder")


@pytest.fixture
def wire(monkeypatch):
    """A mail server that answers as told: `wire.faults` holds what the next handovers raise."""

    class Wire:
        faults: list = []
        sent: list = []
        opened = 0

    wire = Wire()
    wire.faults, wire.sent = [], []

    def send(self, message):
        fault = wire.faults.pop(0) if wire.faults else None
        if fault:
            raise fault
        wire.sent.append(message)

    def count(self):
        if not self.is_open:
            wire.opened += 1
        self.is_open = True

    monkeypatch.setattr(sender.Mailer, "send", send)
    monkeypatch.setattr(sender.Mailer, "open", count)
    return wire


def put(person, kind, period="2026-W40", **payload):
    enqueue(kind=kind, person=person, period_key=period, payload=payload, due_at=timezone.now())
    return OutboxMail.objects.get(person=person, kind=kind, period_key=period)


def state(row):
    row.refresh_from_db()
    return row.state


def test_a_row_is_stored_once_per_person_kind_and_period(ana, kind):
    put(ana, kind)
    put(ana, kind)
    put(ana, kind, "2026-W41")
    assert OutboxMail.objects.count() == 2


def test_a_due_row_becomes_one_mail_in_correct_mime(ana, kind):
    row = put(ana, kind)
    assert sender.send_due() == {"sent": 1}
    assert state(row) == State.SENT
    assert sender.send_due() == {}
    [message] = mail.outbox
    parsed = message.message().parsed()
    assert parsed["Subject"] == "你好"
    assert parsed["To"] == "ana@example.org"
    assert parsed["From"] == "Small Wins <journal@127.0.0.1>"
    assert parsed["Message-ID"] == message_id(kind, "2026-W40", ana.pk)
    assert parsed["List-Unsubscribe"] == "<https://example.org/stop/>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed.get_body(("plain",)).get_content() == "Text 你 2026-W40"
    assert parsed.get_body(("html",)).get_content() == "<p>你</p>"
    assert not parsed.defects


def test_a_row_of_the_future_waits(ana, kind):
    row = put(ana, kind)
    OutboxMail.objects.update(next_try_at=timezone.now() + timedelta(minutes=1))
    assert sender.send_due() == {}
    assert state(row) == State.WAITING


def test_a_claimed_row_is_left_alone_until_its_lease_ends(ana, kind):
    with time_machine.travel(NOW, tick=False) as clock:
        row = put(ana, kind)
        assert [claimed.pk for claimed in sender.claim()] == [row.pk]
        assert sender.claim() == []
        clock.shift(timedelta(minutes=4, seconds=59))
        assert sender.send_due() == {}
        clock.shift(timedelta(seconds=1))
        assert sender.send_due() == {"sent": 1}
    assert state(row) == State.SENT
    assert row.attempts == 2


def test_a_sender_that_lost_its_lease_changes_nothing(ana, kind):
    with time_machine.travel(NOW, tick=False) as clock:
        put(ana, kind)
        [stale] = sender.claim()
        clock.shift(timedelta(minutes=5))
        [fresh] = sender.claim()
        sender.settle(stale, State.DEAD, "too late")
        assert state(fresh) == State.SENDING


def test_an_unwanted_mail_is_skipped_with_its_reason(ana, bo, chen, kind):
    rows = [put(ana, kind, skip=True), put(bo, kind), put(chen, kind)]
    User.objects.filter(pk=bo.pk).update(is_active=False)
    User.objects.filter(pk=chen.pk).update(mail_failures=3)
    assert sender.send_due() == {"skipped": 3}
    assert [(state(row), row.last_error) for row in rows] == [
        ("skipped", "not wanted"),
        ("skipped", "account closed"),
        ("skipped", "address paused"),
    ]
    assert mail.outbox == []


def test_a_mail_that_nobody_wants_any_more_is_skipped(ana, kind):
    with time_machine.travel(NOW, tick=False) as clock:
        row = put(ana, kind)
        clock.shift(timedelta(days=7, seconds=1))
        assert sender.send_due() == {"skipped": 1}
    assert state(row) == State.SKIPPED
    assert row.last_error == "too late"


def test_a_row_of_a_kind_that_is_gone_is_skipped(ana):
    row = put(ana, "gone")
    assert sender.send_due() == {"skipped": 1}
    assert state(row) == State.SKIPPED


def test_poisoned_rows_do_not_stop_the_others_and_die_at_last(ana, bo, kind):
    with time_machine.travel(NOW, tick=False) as clock:
        good = [put(ana, kind, f"g{n}") for n in range(20)]
        bad = [put(bo, kind, f"b{n}", poison=True) for n in range(3)]
        assert sender.send_due() == {"sent": 20, "waiting": 3}
        for pause in (1, 5, 30, 120, 720):
            clock.shift(timedelta(minutes=pause, seconds=-1))
            assert sender.send_due() == {}
            clock.shift(timedelta(seconds=1))
            assert sum(sender.send_due().values()) == 3
        clock.shift(timedelta(days=2))
        assert sender.send_due() == {}
    assert {state(row) for row in good} == {State.SENT}
    assert {state(row) for row in bad} == {State.DEAD}
    assert {row.last_error for row in bad} == {"rendering: RuntimeError"}


def test_one_connection_carries_the_whole_batch(ana, kind, wire):
    for n in range(5):
        put(ana, kind, f"p{n}")
    assert sender.send_due(chunk=2) == {"sent": 5}
    assert wire.opened == 1


@pytest.mark.parametrize("code", [421, 450, 451])
def test_a_temporary_refusal_is_tried_again(ana, kind, wire, code):
    with time_machine.travel(NOW, tick=False) as clock:
        row = put(ana, kind)
        wire.faults = [smtplib.SMTPDataError(code, b"later")]
        assert sender.send_due() == {"waiting": 1}
        assert state(row) == State.WAITING
        assert row.last_error == str(code)
        clock.shift(timedelta(minutes=1))
        assert sender.send_due() == {"sent": 1}
    assert [message.raw.parsed()["Message-ID"] for message in wire.sent] == [row.message_id]


@pytest.mark.parametrize(
    "fault",
    [smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such person")}), smtplib.SMTPDataError(554, b"no")],
)
def test_three_refusals_for_good_pause_the_address(ana, kind, wire, fault):
    rows = [put(ana, kind, f"p{n}") for n in range(4)]
    wire.faults = [fault] * 3
    assert sender.send_due(chunk=1) == {"bounced": 3, "skipped": 1}
    assert [state(row) for row in rows] == ["bounced", "bounced", "bounced", "skipped"]
    ana.refresh_from_db()
    assert ana.mail_failures == 3


def test_a_mail_that_arrives_forgives_earlier_refusals(ana, kind, wire):
    User.objects.update(mail_failures=2)
    put(ana, kind)
    assert sender.send_due() == {"sent": 1}
    ana.refresh_from_db()
    assert ana.mail_failures == 0


def test_a_broken_line_repeats_a_summary_but_never_a_reminder(ana, kind, reminder, wire):
    with time_machine.travel(NOW, tick=False) as clock:
        summary, call = put(ana, kind), put(ana, reminder)
        wire.faults = [smtplib.SMTPServerDisconnected("gone"), smtplib.SMTPServerDisconnected("gone")]
        sender.send_due()
        assert (state(summary), state(call)) == (State.WAITING, State.SENT)
        assert call.last_error == "line broken, outcome unknown"
        clock.shift(timedelta(minutes=1))
        assert sender.send_due() == {"sent": 1}
    assert wire.opened == 3


def test_a_reminder_that_was_refused_for_now_is_tried_again(ana, reminder, wire):
    with time_machine.travel(NOW, tick=False) as clock:
        row = put(ana, reminder)
        wire.faults = [smtplib.SMTPDataError(451, b"later")]
        assert sender.send_due() == {"waiting": 1}
        assert state(row) == State.WAITING
        assert row.sent_at is None
        clock.shift(timedelta(minutes=1))
        assert sender.send_due() == {"sent": 1}


def test_a_reminder_is_marked_before_it_is_handed_over(ana, reminder, wire, monkeypatch):
    row = put(ana, reminder)
    seen = []
    monkeypatch.setattr(sender.Mailer, "send", lambda self, message: seen.append(state(row)))
    sender.send_due()
    assert seen == [State.SENT]


def test_a_server_that_is_away_costs_no_try(ana, bo, kind, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    with time_machine.travel(NOW, tick=False) as clock:
        rows = [put(ana, kind), put(bo, kind)]
        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
        assert sender.send_due() == {}
        assert [(state(row), row.attempts) for row in rows] == [("waiting", 0), ("waiting", 0)]
        assert rows[0].next_try_at == NOW + timedelta(minutes=1)
        monkeypatch.undo()
        clock.shift(timedelta(minutes=1))
        assert sender.send_due() == {"sent": 2}


def test_when_the_time_is_up_the_rest_goes_back(ana, kind, wire):
    with time_machine.travel(NOW, tick=False) as clock:
        rows = [put(ana, kind, f"p{n}") for n in range(3)]
        wire.sent = type("Slow", (list,), {"append": lambda self, item: clock.shift(timedelta(seconds=20))})()
        assert sender.send_due(seconds=25) == {"sent": 2}
        assert sorted(state(row) for row in rows) == ["sent", "sent", "waiting"]
        assert sorted(row.attempts for row in rows) == [0, 1, 1]


def test_an_address_that_cannot_be_written_bounces(ana, kind):
    User.objects.filter(pk=ana.pk).update(email="ana@example.org\r\nBcc: all@example.org")
    row = put(ana, kind)
    assert sender.send_due() == {"bounced": 1}
    assert state(row) == State.BOUNCED
    assert mail.outbox == []


def test_an_international_domain_is_written_in_ascii(ana, kind):
    User.objects.filter(pk=ana.pk).update(email="ana@例子.测试")
    put(ana, kind)
    assert sender.send_due() == {"sent": 1}
    assert mail.outbox[0].message().parsed()["To"] == "ana@xn--fsqu00a.xn--0zwm56d"


def test_one_more_row_costs_one_more_query(ana, kind, wire):
    counts = []
    for number in (1, 3, 10):
        for n in range(number):
            put(ana, kind, f"{number}-{n}")
        with CaptureQueriesContext(connection) as queries:
            assert sender.send_due() == {"sent": number}
        counts.append(len(queries) - number)
    assert counts[0] <= 8
    assert set(counts) == {counts[0]}


def test_logs_name_no_person(ana, kind, wire, caplog):
    put(ana, kind)
    wire.faults = [smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no ana@example.org")})]
    with caplog.at_level("DEBUG"):
        sender.send_due()
    assert "bounced" in caplog.text
    assert "ana" not in caplog.text
    assert str(ana.pk) not in caplog.text


# One click


def test_one_click_stops_only_this_mail_for_this_person(client, ana, bo, kind):
    path = stop_url(kind, ana.pk).removeprefix("http://127.0.0.1:8000")
    before = User.objects.filter(pk=ana.pk).values().get()
    assert client.get(path).status_code == 200
    assert User.objects.filter(pk=ana.pk).values().get() == before
    strict = type(client)(enforce_csrf_checks=True)
    response = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert User.objects.filter(pk=ana.pk).values().get() == before | {"mail_level": "off"}
    bo.refresh_from_db()
    assert bo.mail_level == "facts"


def test_a_token_that_we_did_not_sign_is_not_found(client, ana, kind):
    path = stop_url(kind, ana.pk).removeprefix("http://127.0.0.1:8000")
    for wrong in (path[:-3] + "x/", "/mail/stop/abc/", path.replace("test_kind", "other_kind")):
        assert client.post(wrong).status_code == 404
    ana.refresh_from_db()
    assert ana.mail_level == "facts"
