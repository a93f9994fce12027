"""Body and laboratory values stay on their own pages: in no mail, review, win, group, trend, nor on the start page."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from core import sender
from groups.reminders import write_due_reminders
from journal.models import Measurement, MeasurementKind
from reviews.actions import write_due_reviews
from tests.factories import make_group, make_mood, make_person, make_session, make_slot

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 10, 5, 5, 30, tzinfo=UTC)
MONDAY = date(2026, 9, 28)
VALUES = {
    "weight": "77.77", "waist": "88.5", "body_fat": "33.3", "resting_hr": "113", "steps": "41234", "hs_crp": "6.66",
    "il6": "19.19", "tnf_alpha": "23.23", "il1_beta": "0.77", "glucose": "13.37", "six_minute_walk": "613.5",
}  # fmt: skip
SECRETS = [*VALUES.values(), "41,234", "177", "111", "97", "LAB-4711"]


def fill(person: User) -> None:
    """A week with training and with every kind of measurement on each of its days."""
    for n in range(7):
        at = datetime(2026, 9, 28, 16, tzinfo=UTC) + timedelta(days=n)
        make_session(person, at, minutes=35, moderate_minutes=35)
        make_mood(person, 6, at)
        place = {"person": person, "measured_at": at, "day": at.date(), "utc_offset": 120}
        Measurement.objects.bulk_create(
            [Measurement(kind=kind, value=value, laboratory="LAB-4711", **place) for kind, value in VALUES.items()]
            + [Measurement(kind="blood_pressure", systolic=177, diastolic=111, pulse=97, **place)]
        )


def told(text: str) -> list[str]:
    """The secrets that a page, mail or answer tells in words, not in ids or attributes."""
    words = re.sub(
        r"http\S+|[0-9a-f]{8}-[0-9a-f-]{27}", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.S)
    )
    return [secret for secret in SECRETS if re.search(rf"(?<![\d.,]){re.escape(secret)}(?![\d,])", words)]


@pytest.fixture
def group(bo):
    ana = make_person("ana@example.org", body_kinds=MeasurementKind.values, height_cm=170)
    fill(ana)
    User.objects.filter(pk=ana.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False):
        group = make_group(bo, ana)
        make_slot(group, weekday=0)
        write_due_reviews()
        yield group


def test_the_search_finds_what_it_looks_for(browse, group):
    ana = User.objects.get(email="ana@example.org")
    page = browse(ana).get("/measurements/hs_crp/").content.decode()
    assert told(page) == ["6.66"]
    assert told(browse(ana).get("/measurements/blood_pressure/").content.decode()) == ["177", "111", "97"]
    assert told("<p>Steps 41,234</p>") == ["41,234"]


def test_no_page_but_their_own_tells_them(browse, group):
    ana = User.objects.get(email="ana@example.org")
    client = browse(ana)
    pages = ["/", "/trends/", "/trends/?weeks=12", "/plan/", "/reviews/", f"/reviews/{MONDAY}/", f"/groups/{group.pk}/"]
    pages += ["/settings/", "/log/"]
    for address in pages:
        answer = client.get(address, follow=True)
        assert (address, answer.status_code, told(answer.content.decode())) == (address, 200, [])


def test_nobody_of_the_group_is_told(browse, api, group, bo):
    client = browse(bo)
    for address in (f"/groups/{group.pk}/", f"/groups/{group.pk}/settings/", "/groups/", "/"):
        answer = client.get(address, follow=True)
        assert (address, answer.status_code, told(answer.content.decode())) == (address, 200, [])
    for resource in ("groups", "memberships", "meetings", "check-ins", "encouragements", "wins", "measurements"):
        answer = api(bo).get(f"{resource}/")
        assert (resource, answer.status_code, told(answer.content.decode())) == (resource, 200, [])


def test_no_win_and_no_stored_review_holds_them(api, group):
    ana = User.objects.get(email="ana@example.org")
    for resource in ("wins", "weekly-reviews"):
        answer = api(ana).get(f"{resource}/").content.decode()
        assert told(answer) == []
    assert told(str(list(ana.weekly_reviews.values_list("facts", flat=True)))) == []
    assert ana.weekly_reviews.count() == 1


def test_no_mail_tells_them(group):
    with time_machine.travel(DUE + timedelta(hours=9), tick=False):
        write_due_reminders()
        sender.send_due()
    assert {to for message in mail.outbox for to in message.to} == {"ana@example.org", "bo@example.org"}
    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        whole = message.message().parsed()
        bodies = [whole.get_body((kind,)).get_content() for kind in ("plain", "html")]
        assert [told(text) for text in (str(whole["Subject"]), *bodies)] == [[], [], []]
