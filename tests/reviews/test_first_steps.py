"""Three questions that may be skipped, offered in the first week."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ReminderSetting, User

pytestmark = pytest.mark.django_db
CARD = "Three short questions"


def offers(client) -> bool:
    return CARD in client.get("/").content.decode()


@pytest.mark.parametrize(("days", "expected"), [(0, True), (6, True), (7, False), (400, False)])
def test_they_are_offered_in_the_first_week(ana: User, browse, days: int, expected: bool) -> None:
    User.objects.filter(pk=ana.pk).update(date_joined=timezone.now() - timedelta(days=days, minutes=1))
    assert offers(browse(ana)) == expected


def test_whoever_puts_them_away_is_not_asked_again(ana: User, bo: User, browse) -> None:
    client = browse(ana)
    assert client.post("/first-steps/away/")["Location"] == "/"
    assert (offers(client), offers(browse(bo))) == (False, True)
    assert client.get("/first-steps/away/")["Location"] == "/"


def test_three_answers_lead_to_programmes_that_fit(ana: User, browse) -> None:
    client = browse(ana)
    assert client.post("/first-steps/language/", {"choice": "zh-hans"})["Location"] == "/first-steps/why/"
    assert client.post("/first-steps/why/", {"choice": "sleep"})["Location"] == "/first-steps/when/?why=sleep"
    done = client.post("/first-steps/when/?why=sleep", {"choice": "07:30"})
    assert done["Location"] == "/plan/programmes/?wish=sleep"
    ana.refresh_from_db()
    reminder = ana.reminder_settings.get()
    assert (ana.language, reminder.kind, reminder.channel, f"{reminder.at_time:%H:%M}") == (
        "zh-hans", "plan_session", "mail", "07:30",
    )  # fmt: skip
    assert not offers(client)


def test_skipping_all_three_changes_nothing(ana: User, browse) -> None:
    client, before = browse(ana), User.objects.values().get(pk=ana.pk)
    places = [client.post(f"/first-steps/{name}/")["Location"] for name in ("language", "why", "when")]
    assert places == ["/first-steps/why/", "/first-steps/when/", "/"]
    assert (User.objects.values().get(pk=ana.pk), ReminderSetting.objects.count()) == (before, 0)


def test_an_answer_that_was_not_offered_counts_as_none(ana: User, browse) -> None:
    client = browse(ana)
    for name in ("language", "why", "when"):
        client.post(f"/first-steps/{name}/?why=<b>", {"choice": "03:00"})
    ana.refresh_from_db()
    assert (ana.language, ReminderSetting.objects.count()) == ("en", 0)


def test_no_reminder_switches_the_reminder_off(ana: User, browse) -> None:
    client = browse(ana)
    client.post("/first-steps/when/", {"choice": "17:00"})
    client.post("/first-steps/when/", {"choice": "off"})
    assert ana.reminder_settings.get().channel == "off"
