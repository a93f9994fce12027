"""The pages of settings: own values only, stored by one post."""

from datetime import time

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db

PAGES = [
    "/settings/", "/settings/profile/", "/settings/appearance/", "/settings/mail/", "/settings/consents/",
    "/settings/consents/receipts/", "/settings/sign-ins/", "/settings/tokens/", "/settings/data/",
]  # fmt: skip

PROFILE = {
    "display_name": "Ana Li", "language": "zh-hans", "time_zone": "Asia/Shanghai", "units": "imperial",
    "birth_year": "1990", "usual_bed_time": "22:45", "usual_rise_time": "06:15",
}  # fmt: skip
MAIL = {
    "mail_level": "link", "review_weekday": "6", "review_time": "20:00", "has_checkin_reminders": "on",
    "quiet_from": "22:00", "quiet_until": "06:30",
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_show_their_own_person_only(browse, ana: User, chen: User, path: str) -> None:
    page = browse(chen).get(path)
    assert page.status_code == 200
    assert "ana@example.org" not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_few_questions(browse, ana: User, count_pages, path: str) -> None:
    assert count_pages(browse(ana), path) <= 4  # the session, the person, the consents, the page's own list


def test_the_profile_is_stored_and_answers_in_the_new_language(browse, ana: User) -> None:
    response = browse(ana).post("/settings/profile/", PROFILE)
    assert response["Location"] == "/settings/profile/"
    ana.refresh_from_db()
    assert (ana.display_name, ana.language, ana.time_zone, ana.units, ana.birth_year) == (
        "Ana Li", "zh-hans", "Asia/Shanghai", "imperial", 1990,
    )  # fmt: skip
    assert f"{ana.usual_bed_time:%H:%M} {ana.usual_rise_time:%H:%M}" == "22:45 06:15"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Base"), ("language", "fr"), ("birth_year", "1850"), ("usual_bed_time", "late"),
        ("display_name", "A\tB"), ("units", ""),
    ],
)  # fmt: skip
def test_a_bad_profile_names_the_field_and_changes_nothing(browse, ana: User, field: str, value: str) -> None:
    page = browse(ana).post("/settings/profile/", PROFILE | {field: value})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["user"].display_name == "Ana"
    ana.refresh_from_db()
    assert ana.units == "metric"


def test_mail_settings_are_stored(browse, ana: User) -> None:
    browse(ana).post("/settings/mail/", MAIL)
    ana.refresh_from_db()
    assert (ana.mail_level, ana.review_weekday, ana.has_checkin_reminders) == ("link", 6, True)
    assert [f"{at:%H:%M}" for at in (ana.review_time, ana.quiet_from, ana.quiet_until)] == ["20:00", "22:00", "06:30"]


TRAINING = {"set_effort": "rir", "rest_seconds": "150", "load_unit": "lb", "max_heart_rate": "188"}


def test_training_preferences_are_stored(browse, ana: User) -> None:
    assert browse(ana).post("/settings/training/", TRAINING).status_code == 302
    ana.refresh_from_db()
    stored = (ana.set_effort, ana.rest_seconds, ana.load_unit, ana.uses_heart_rate, ana.max_heart_rate)
    assert stored == ("rir", 150, "lb", False, 188)


@pytest.mark.parametrize(
    ("field", "value"),
    [("set_effort", "words"), ("rest_seconds", "-1"), ("rest_seconds", "1801"), ("max_heart_rate", "99")],
)
def test_a_wrong_training_preference_is_refused(browse, ana: User, field: str, value: str) -> None:
    page = browse(ana).post("/settings/training/", TRAINING | {field: value})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    ana.refresh_from_db()
    assert (ana.set_effort, ana.rest_seconds) == ("rpe", 90)


def test_the_highest_heart_rate_needs_the_consent_for_the_body(browse, api) -> None:
    dora = make_person("dora@example.org", consents=["training"])
    client = browse(dora)
    assert 'name="max_heart_rate"' not in client.get("/settings/training/").content.decode()
    client.post("/settings/training/", TRAINING)
    answer = api(dora).patch("me/", {"max_heart_rate": 190, "rest_seconds": 60})
    assert (answer.status_code, answer.data["consent_required"]) == (403, "body")
    dora.refresh_from_db()
    assert (dora.rest_seconds, dora.max_heart_rate) == (150, None)


def test_theme_and_text_size_reach_every_page(browse, ana: User) -> None:
    client = browse(ana)
    client.post("/settings/appearance/", {"theme": "dark", "text_size": "large", "motion": "auto"})
    assert 'data-theme="dark" data-text="large"' in client.get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("changes", "times"),
    [
        ({"time_zone": "Asia/Shanghai"}, 1),
        ({"review_weekday": 3, "review_time": time(8)}, 1),
        ({"units": "imperial"}, 0),
    ],
)
def test_only_a_new_clock_or_hour_makes_a_new_due_time(monkeypatch, ana: User, changes: dict, times: int) -> None:
    heard: list[User] = []
    monkeypatch.setattr(actions, "on_schedule_changed", [heard.append])
    actions.save_profile(person=ana, changes=changes)
    actions.save_profile(person=ana, changes=changes)
    assert heard == [ana] * times


def test_a_new_zone_counts_in_the_same_request(ana: User) -> None:
    assert str(ana.zone) == "Europe/Oslo"
    actions.save_profile(person=ana, changes={"time_zone": "Asia/Shanghai"})
    assert str(ana.zone) == "Asia/Shanghai"


def test_the_review_is_due_at_the_new_hour(browse, ana: User) -> None:
    browse(ana).post("/settings/mail/", MAIL)
    ana.refresh_from_db()
    assert ana.next_review_at is not None
    assert ana.next_review_at > timezone.now()
    due = ana.next_review_at.astimezone(ana.zone)
    assert (due.weekday(), due.hour) == (6, 20)


def test_signing_out_is_a_post(browse, ana: User) -> None:
    client: Client = browse(ana)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/settings/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/settings/")["Location"] == "/accounts/login/?next=/settings/"


@pytest.mark.parametrize("there", ["text", "01a21c00-f238-7c55-bfd6-9ba01a54078c", "['5']", "//elsewhere.example", ""])
def test_a_next_that_is_no_page_of_ours_leads_to_the_usual_one(there, ana, browse):
    answer = browse(ana).post("/days/2026-03-02/rest/", {"next": there})
    assert (answer.status_code, answer["Location"][0], answer["Location"][:2] != "//") == (302, "/", True)
