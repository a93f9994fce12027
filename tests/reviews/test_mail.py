"""The weekly mail: training facts or a link, in the person's language, and never anything more private."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import Consent, User
from core import sender
from core.models import OutboxMail
from journal.models import Measurement, PsqiSheet, SmallWin
from plans.models import WeeklyTarget
from reviews import actions
from tests.factories import make_mood, make_night, make_person, make_session

DUE = datetime(2026, 10, 5, 5, 30, tzinfo=UTC)
MONDAY = date(2026, 9, 28)
pytestmark = pytest.mark.django_db


def at(day: int) -> datetime:
    return datetime(2026, 9, day, 16, 41, tzinfo=UTC)


def fill(person: User) -> None:
    """A week whose private values are numbers and words that appear nowhere else."""
    make_session(
        person, at(29), minutes=35, rpe=4, moderate_minutes=35, note="NOTE-4711", body_note="BODY-4711",
        emotion_word="irritated", emotion_before=8, emotion_after=3, pain=7, avg_hr=173, title="TITLE-4711",
    )  # fmt: skip
    make_session(person, at(30), minutes=60, rpe=4, moderate_minutes=60)
    for hour in range(5):
        make_mood(person, 9, at(28) + timedelta(hours=hour), note="MOOD-4711", energy=8, calm=1, tags=["TAG-4711"])
    for day in range(6):
        make_night(
            person, MONDAY + timedelta(days=day), total_sleep_min=433, time_in_bed_min=481, quality=8, note="NIGHT-4711"
        )
    PsqiSheet.objects.create(person=person, taken_on=MONDAY, global_score=17)
    Measurement.objects.create(person=person, day=MONDAY, measured_at=at(28), kind="weight", value="77.777", unit="kg")
    win = {"rule": "SW01", "exercise": "back_squat", "old": 60, "new": "62.5", "priority": 1}
    SmallWin.objects.create(id=person.pk, person=person, day=MONDAY, **win)
    WeeklyTarget.objects.create(person=person, target=3, starts_on=MONDAY)


def deliver(person: User) -> None:
    User.objects.filter(pk=person.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False) as clock:
        actions.write_due_reviews()
        clock.shift(timedelta(minutes=10))
        sender.send_due()


def parts(message) -> tuple[str, str]:
    parsed = message.message().parsed()
    return parsed.get_body(("plain",)).get_content(), parsed.get_body(("html",)).get_content()


def words(html: str) -> str:
    body = re.sub(r"<style.*?</style>|<title.*?</title>", "", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_mail_tells_training_facts_in_both_bodies(ana):
    fill(ana)
    deliver(ana)
    [message] = mail.outbox
    text, html = parts(message)
    parsed = message.message().parsed()
    assert parsed["Subject"] == "Your week is ready"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://127.0.0.1:8000/mail/stop/weekly_review\.[^/]+/>", parsed["List-Unsubscribe"])
    for sentence in (
        "Hello Ana,",
        "You moved on 2 days.",
        "95 minutes, mostly moderate. One small win.",
        "62.5 kg",
        "2 of 3 planned sessions done.",
        "You logged 5 moods and 6 nights.",
        "Your plan: 3 sessions.",
        "Same 3 sessions",
        "Make it smaller",
        "Open the review",
        "Weekly mail off",
        "Who can see my data",
    ):
        assert sentence in text
        assert sentence in words(html)
    addresses = set(re.findall(r'href="([^"]+)"', html))
    assert addresses == set(re.findall(r"http://\S+", text))
    assert "http://127.0.0.1:8000/reviews/2026-09-28/?next_week=smaller" in addresses
    assert "http://127.0.0.1:8000/sharing/" in addresses


@pytest.mark.parametrize("level", ["facts", "link"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_private_value_is_in_any_part(level, language):
    person = make_person("ana@example.org", language=language, mail_level=level)
    fill(person)
    deliver(person)
    [message] = mail.outbox
    text, html = parts(message)
    seen = re.sub(r"http\S+", "", text) + words(html)
    for secret in ("irritated", "烦躁", "77.777", "77.8", "173", "433", "7 h 13", "90.0", "9.0", "17", "-5", "481"):
        assert secret not in seen
    assert "4711" not in message.message().as_string() + text + html
    assert person.email not in text + html


def test_link_only_tells_no_fact(ana):
    fill(ana)
    User.objects.update(mail_level="link")
    deliver(ana)
    text, html = parts(mail.outbox[0])
    assert "http://127.0.0.1:8000/reviews/2026-09-28/" in text
    for fact in ("moved", "minutes", "moods", "session", "win"):
        assert fact not in text.replace("Small Wins", "")
        assert fact not in words(html).replace("Small Wins", "")


def test_chinese_arrives_as_chinese(chen):
    fill(chen)
    deliver(chen)
    [message] = mail.outbox
    text, html = parts(message)
    assert message.message().parsed()["Content-Language"] == "zh-hans"
    assert 'lang="zh-hans"' in html.lower()
    assert "Chen" in text


def test_html_is_light_safe_and_calls_nobody(ana):
    fill(ana)
    deliver(ana)
    _, html = parts(mail.outbox[0])
    assert len(html.encode()) < 60_000
    assert "<img" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert not re.search(r"<(link|script|iframe|form)", html)
    assert 'lang="en"' in html
    assert "prefers-color-scheme: dark" in html
    assert re.search(r'<a class="button"[^>]* style="[^"]*background', html)
    assert {address.partition("/")[0] for address in re.findall(r"(?:href|src)=\"https?://([^\"]+)", html)} == {
        "127.0.0.1:8000"
    }


def test_names_are_escaped(ana):
    fill(ana)
    User.objects.update(display_name="<b>&Ana")
    deliver(ana)
    text, html = parts(mail.outbox[0])
    assert "Hello <b>&Ana," in text
    assert "Hello &lt;b&gt;&amp;Ana," in html


def test_switching_off_after_the_review_was_written_stops_the_mail(ana):
    fill(ana)
    User.objects.filter(pk=ana.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False) as clock:
        actions.write_due_reviews()
        User.objects.update(mail_level="off")
        clock.shift(timedelta(minutes=10))
        assert sender.send_due() == {"skipped": 1}
    assert OutboxMail.objects.get().last_error == "switched off"


def test_without_training_consent_only_the_link_goes_out(ana):
    fill(ana)
    User.objects.filter(pk=ana.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False) as clock:
        actions.write_due_reviews()
        Consent.objects.filter(category="training").update(withdrawn_at=DUE)
        clock.shift(timedelta(minutes=10))
        sender.send_due()
    assert "minutes" not in parts(mail.outbox[0])[0]


def test_a_quiet_week_is_told_calmly(ana):
    make_mood(ana, 5, at(28))
    deliver(ana)
    text, _ = parts(mail.outbox[0])
    assert "A quiet week is a week." in text
    assert "You logged 1 mood." in text
    assert "0" not in text.partition("Open the review")[0]


def test_wins_that_are_no_training_facts_stay_inside(ana):
    fill(ana)
    User.objects.filter(pk=ana.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False) as clock:
        actions.write_due_reviews()
        review = ana.weekly_reviews.get()
        review.facts["wins"].insert(0, "EASED-SENTENCE")
        review.wins.insert(0, {"id": str(ana.pk), "rule": "SW15"})
        review.save()
        clock.shift(timedelta(minutes=10))
        sender.send_due()
    text, html = parts(mail.outbox[0])
    assert "EASED-SENTENCE" not in text + html
    assert "One small win." in text


def test_rendering_asks_as_much_for_thirty_as_for_one(db, django_assert_num_queries):
    for n in range(30):
        fill(make_person(f"p{n}@example.org"))
    User.objects.update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False):
        actions.write_due_reviews()
    rows = list(OutboxMail.objects.select_related("person"))
    from reviews.mail import render

    for number in (1, 30):
        with django_assert_num_queries(5):  # reviews, consents, targets, tasks and proposals of the week to come
            assert len(render(rows[:number])) == number
