"""Consents: asked, given, withdrawn, proved, and what withdrawing leaves."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from accounts import actions
from accounts.access import consent_needed
from accounts.consent_texts import TEXTS, current_version, text_of_receipt
from accounts.models import Consent, User
from core.privacy import rules
from journal.models import MoodRating, TrainingSession
from journal.set_rules import WELLBEING_SET_FIELDS
from journal.validation import WELLBEING_FIELDS
from reviews.models import WeeklyReview
from tests.factories import make_mood, make_night, make_person, make_session

pytestmark = pytest.mark.django_db
GIVE, WITHDRAW = "/settings/consents/give/", "/settings/consents/withdraw/"


@pytest.fixture
def dora(db: None) -> User:
    """Somebody who has agreed to training only."""
    return make_person("dora@example.org", consents=["training"])


def stored(person: User) -> list[tuple[str, bool]]:
    return sorted((row.category, row.withdrawn_at is None) for row in person.consents.all())


def test_every_category_has_a_current_text() -> None:
    assert {category: current_version(category) for category in Consent.Category.values} == {
        "training": "2", "wellbeing": "2", "sleep": "1", "body": "2", "social": "1", "pool": "1",
    }  # fmt: skip
    assert {category for category, _version in TEXTS} == set(Consent.Category.values)


def test_an_older_receipt_keeps_its_words_and_a_new_one_gets_the_new(ana: User, dora: User) -> None:
    actions.give_consent(person=dora, categories=["body"])
    new, old = (person.consents.get(category="body") for person in (dora, ana))
    assert (new.text_version, old.text_version) == ("2", "1")
    assert "six-minute walk" in " ".join(text_of_receipt("body", new.text_version, "en"))
    assert "six-minute walk" not in " ".join(text_of_receipt("body", old.text_version, "en"))


def test_newer_words_are_offered_and_what_was_agreed_to_holds(browse, ana: User, dora: User) -> None:
    actions.give_consent(person=dora, categories=["wellbeing", "sleep"])
    assert "newer words to read" in browse(ana).get("/settings/").content.decode()
    page = browse(ana).get("/settings/consents/").content.decode()
    assert page.count("Agree to the newer words") == 3  # training, well-being, body
    assert page.count("support card") == 1
    assert ana.has_consent("wellbeing")
    of_dora = browse(dora).get("/settings/consents/").content.decode()
    assert of_dora.count("Agree to the newer words") == 1  # training
    assert of_dora.count("support card") == 1


def test_agreeing_to_newer_words_withdraws_nothing(browse, ana: User, bo: User, monkeypatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(actions, "on_consent_withdrawn", [lambda *told: heard.append(told)])
    make_mood(ana)
    for _ in range(2):
        assert browse(ana).post(GIVE, {"category": "wellbeing"}).status_code == 302
    receipts = list(ana.consents.filter(category="wellbeing").order_by("text_version"))
    assert [(row.text_version, row.withdrawn_at is None) for row in receipts] == [("1", False), ("2", True)]
    assert receipts[0].withdrawn_at == receipts[1].given_at
    assert heard == []
    assert User.objects.get(pk=ana.pk).has_consent("wellbeing")
    assert bo.consents.get(category="wellbeing").text_version == "1"
    page = browse(ana).get("/settings/consents/receipts/").content.decode()
    assert (page.count("Replaced by newer words"), page.count(">Withdrawn<")) == (1, 0)
    assert browse(ana).get("/settings/consents/").content.decode().count("Agree to the newer words") == 2


def test_giving_writes_one_receipt_with_version_and_language(browse, dora: User) -> None:
    dora.language = "zh-hans"
    dora.save()
    for _ in range(2):
        response = browse(dora).post(GIVE, {"category": "sleep", "next": "/plan/"})
        assert response["Location"] == "/plan/"
    receipt = dora.consents.get(category="sleep")
    assert (receipt.text_version, receipt.language) == ("1", "zh-hans")


def test_withdrawing_is_one_tap_and_stops_at_once(browse, api, dora: User) -> None:
    response = browse(dora).post(WITHDRAW, {"category": "training"})
    assert response["Location"] == "/settings/consents/training/erase/"
    assert stored(dora) == [("training", False)]
    assert api(dora).get("me/").data["consents"]["training"] is False


def test_giving_again_is_a_new_receipt(dora: User) -> None:
    actions.withdraw_consent(person=dora, category="training")
    assert not dora.has_consent("training")
    actions.give_consent(person=dora, categories=["training"])
    assert dora.has_consent("training")
    assert stored(dora) == [("training", False), ("training", True)]


@pytest.mark.parametrize("path", [GIVE, WITHDRAW])
@pytest.mark.parametrize("category", ["", "everything"])
def test_an_unknown_category_is_not_found(browse, dora: User, path: str, category: str) -> None:
    assert browse(dora).post(path, {"category": category}).status_code == 404
    assert stored(dora) == [("training", True)]


@pytest.mark.parametrize("path", [GIVE, WITHDRAW])
def test_a_link_changes_nothing(browse, dora: User, path: str) -> None:
    assert browse(dora).get(path, {"category": "training"}).status_code == 405
    assert stored(dora) == [("training", True)]


def test_giving_leads_to_no_other_site(browse, dora: User) -> None:
    response = browse(dora).post(GIVE, {"category": "sleep", "next": "https://evil.example/"})
    assert response["Location"] == "/settings/consents/"


def test_one_person_gives_nothing_for_another(browse, dora: User, ana: User) -> None:
    browse(ana).post(WITHDRAW, {"category": "training"})
    assert stored(dora) == [("training", True)]


def ask(person: User, method: str) -> HttpResponse:
    """A view that stores sleep, behind the decorator."""
    request = getattr(RequestFactory(), method)("/sleep/new/?day=2026-11-22")
    request.user = person
    request.session = {}
    return consent_needed("sleep")(lambda request: HttpResponse("stored"))(request)


def test_a_page_asks_before_it_stores(ana: User, dora: User) -> None:
    assert ask(ana, "post").content == b"stored"
    asked = ask(dora, "get")
    assert asked.status_code == 200
    assert 'name="next" value="/sleep/new/?day=2026-11-22"' in asked.content.decode()
    refused = ask(dora, "post")
    assert refused.status_code == 403
    assert refused.content != b"stored"
    assert 'name="next" value="/sleep/new/"' in refused.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_receipt_shows_the_exact_words_in_its_own_language(language: str) -> None:
    with translation.override(language):
        shown = TEXTS["sleep", "1"].paragraphs()
    with translation.override("en" if language == "zh-hans" else "zh-hans"):
        assert text_of_receipt("sleep", "1", language) == shown


def test_the_receipts_page_holds_withdrawn_ones_too(browse, dora: User) -> None:
    actions.withdraw_consent(person=dora, category="training")
    page = browse(dora).get("/settings/consents/receipts/")
    assert [row["receipt"].category for row in page.context["rows"]] == ["training"]
    assert "Withdrawn" in page.content.decode()


def test_erasing_a_category_takes_its_rows_and_its_fields_only(browse, ana: User, bo: User) -> None:
    for person in (ana, bo):
        make_mood(person, note="canary")
        rated = {"emotion_word": "tense", "emotion_before": 7, "emotion_after": 3, "emotion_after_at": timezone.now()}
        make_session(person, **rated, confidence_next=8, rpe=6)
        make_night(person, person.today())
    client = browse(ana)
    client.post(WITHDRAW, {"category": "wellbeing"})
    page = client.get("/settings/consents/wellbeing/erase/")
    assert page.context["count"] == 1
    client.post("/settings/consents/wellbeing/erase/")
    left = TrainingSession.objects.filter(person=ana).values(
        "emotion_word", "emotion_before", "emotion_after", "emotion_after_at", "confidence_next", "rpe"
    )
    empty = {"emotion_word": "", "emotion_before": None, "emotion_after": None, "emotion_after_at": None}
    empty |= {"confidence_next": None}
    assert list(left) == [empty | {"rpe": 6}]
    assert ana.sleep_diary.count() == 1
    assert list(MoodRating.objects.values_list("person", flat=True)) == [bo.pk]
    assert bo.training_sessions.get().emotion_before == 7


def test_erasing_a_category_empties_the_persons_own_fields_too(ana: User, bo: User) -> None:
    User.objects.update(
        height_cm=170, max_heart_rate=190, body_kinds=["weight"], pressure_scheme="esc", rest_seconds=60
    )
    actions.erase_category(person=ana, category="body")
    told = ["height_cm", "max_heart_rate", "body_kinds", "pressure_scheme", "rest_seconds"]
    assert User.objects.values_list(*told).get(pk=ana.pk) == (None, None, [], "", 60)
    assert User.objects.values_list(*told).get(pk=bo.pk) == (170, 190, ["weight"], "esc", 60)


def test_stored_reviews_forget_an_erased_category(ana: User) -> None:
    facts = {
        "week_start": "2026-11-16", "minutes": 90, "wins": ["20 minutes without walking"],
        "mood": {"ratings": 5, "mean": 6.2}, "emotion": {"rated": 2, "median_change": -2},
        "sleep": {"nights": 6, "mean_total_sleep_min": 425},
    }  # fmt: skip
    review = WeeklyReview.objects.create(
        person=ana, week_start=date(2026, 11, 16), language="en", facts=facts, went_well="canary", confidence=8
    )
    actions.erase_category(person=ana, category="wellbeing")
    review.refresh_from_db()
    assert review.facts == facts | {
        "mood": {"ratings": 0, "mean": None},
        "emotion": {"rated": 0, "median_change": None},
    }
    assert (review.went_well, review.confidence) == ("", None)
    actions.erase_category(person=ana, category="sleep")
    review.refresh_from_db()
    assert (review.facts["sleep"]["nights"], review.facts["sleep"]["mean_total_sleep_min"]) == (0, None)


def test_what_counts_as_wellbeing_is_the_same_for_writing_and_erasing() -> None:
    erased = {name for name, rule in rules()["journal.TrainingSession"].fields.items() if rule.purpose == "wellbeing"}
    assert erased == {*WELLBEING_FIELDS, "emotion_after_at"}
    of_sets = {name for name, rule in rules()["journal.TrainingSet"].fields.items() if rule.purpose == "wellbeing"}
    assert of_sets == set(WELLBEING_SET_FIELDS)


def test_nothing_is_erased_while_the_consent_stands(browse, ana: User) -> None:
    make_mood(ana)
    assert browse(ana).post("/settings/consents/wellbeing/erase/").status_code == 404
    assert ana.mood_ratings.count() == 1


def test_layers_above_hear_of_it(monkeypatch, ana: User) -> None:
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(
        actions, "on_consent_withdrawn", [lambda person, category: heard.append((person.email, category))]
    )
    for _ in range(2):
        actions.withdraw_consent(person=ana, category="pool")
    assert heard == [("ana@example.org", "pool")]


def test_the_consents_page_asks_the_same_number_of_questions(browse, dora: User, ana: User, count_pages) -> None:
    assert count_pages(browse(dora), "/settings/consents/") == count_pages(browse(ana), "/settings/consents/")
