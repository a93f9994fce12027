"""GET and PATCH /api/v1/me/."""

import pytest

from accounts.models import User
from accounts.tokens import create_token
from core.models import RateBucket
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


def test_me_reads_the_whole_profile(api, ana: User) -> None:
    response = api(ana).get("me/")
    assert response.status_code == 200
    assert response.data == {
        "email": "ana@example.org",
        "display_name": "Ana",
        "time_zone": "Europe/Oslo",
        "language": "en",
        "units": "metric",
        "birth_year": None,
        "usual_bed_time": None,
        "usual_rise_time": None,
        "review_weekday": 0,
        "review_time": "07:30",
        "mail_level": "facts",
        "load_unit": "",
        "set_effort": "rpe",
        "rest_seconds": 90,
        "uses_heart_rate": True,
        "max_heart_rate": None,
        "motion": "auto",
        "hides_numbers": False,
        "consents": dict.fromkeys(["training", "wellbeing", "sleep", "body", "social", "pool"], True),
    }


@pytest.mark.parametrize("method", ["patch", "put"])
def test_me_changes_what_the_body_names(api, ana: User, method: str) -> None:
    body = {
        "display_name": "Ana Li", "time_zone": "Asia/Shanghai", "language": "zh-hans", "units": "imperial",
        "birth_year": 1990, "usual_bed_time": "22:45", "usual_rise_time": "06:15", "review_weekday": 6,
        "review_time": "20:00", "mail_level": "off", "load_unit": "jin", "set_effort": "rir", "rest_seconds": 120,
        "uses_heart_rate": False, "max_heart_rate": 188, "motion": "less", "hides_numbers": True,
    }  # fmt: skip
    response = getattr(api(ana), method)("me/", body)
    assert response.status_code == 200
    assert {name: response.data[name] for name in body} == body
    ana.refresh_from_db()
    assert (ana.time_zone, ana.birth_year, ana.mail_level) == ("Asia/Shanghai", 1990, "off")
    assert api(ana).patch("me/", {"birth_year": None, "usual_bed_time": None}).data["birth_year"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Europe/Nowhere"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
        ("time_zone", None),
        ("language", "fr"),
        ("language", "zh-cn"),
        ("units", "stone"),
        ("load_unit", "stone"),
        ("set_effort", "words"),
        ("rest_seconds", -1),
        ("rest_seconds", 1801),
        ("max_heart_rate", 99),
        ("max_heart_rate", 241),
        ("birth_year", 1899),
        ("birth_year", 2011),
        ("birth_year", "soon"),
        ("birth_year", 10**30),
        ("usual_bed_time", "25:00"),
        ("usual_rise_time", "7 o'clock"),
        ("review_weekday", 7),
        ("review_weekday", -1),
        ("review_time", None),
        ("mail_level", "everything"),
        ("display_name", "x" * 61),
        ("display_name", "Ana\r\nBcc: all@example.org"),
        ("display_name", "Ana \u202egro.elpmaxe"),
        ("display_name", "a\u0000b"),
        ("display_name", {"first": "Ana"}),
    ],
)
def test_bad_values_name_their_field_and_change_nothing(
    api, ana: User, time_machine, field: str, value: object
) -> None:
    time_machine.move_to("2026-11-22T12:00:00Z")
    response = api(ana).patch("me/", {"units": "imperial", field: value})
    assert response.status_code == 400
    assert list(response.data) == [field]
    ana.refresh_from_db()
    assert ana.units == "metric"


@pytest.mark.parametrize("body", [[], "text", 3, [{"units": "metric"}]])
def test_a_body_that_is_no_object_is_a_400(api, ana: User, body: object) -> None:
    assert api(ana).patch("me/", body).status_code == 400
    for broken in ("{", '{"display_name": "\\ud800"}'):
        assert api(ana).client.patch("/api/v1/me/", broken, content_type="application/json").status_code == 400


def test_address_and_rights_cannot_be_written(api, ana: User) -> None:
    body = {"email": "evil@example.org", "is_staff": True, "is_superuser": True, "consents": {"pool": False}, "id": "1"}
    assert api(ana).patch("me/", body).status_code == 200
    ana.refresh_from_db()
    assert (ana.email, ana.is_staff, ana.is_superuser) == ("ana@example.org", False, False)
    assert ana.has_consent("pool")


def test_a_stranger_gets_401(api) -> None:
    assert api().get("me/").status_code == 401
    assert ApiClient("sw_wrong").patch("me/", {"units": "imperial"}).status_code == 401


def test_a_token_for_one_category_neither_reads_nor_writes_the_profile(ana: User) -> None:
    training = ApiClient(create_token(person=ana, name="t", scopes=["training"]))
    reading = ApiClient(create_token(person=ana, name="r", scopes=["read"]))
    assert [training.get("me/").status_code, reading.get("me/").status_code] == [403, 200]
    assert [client.patch("me/", {"units": "imperial"}).status_code for client in (training, reading)] == [403, 403]


def test_six_hundred_writes_a_minute_pass_and_an_endless_stream_does_not(api, ana: User, time_machine) -> None:
    time_machine.move_to("2026-11-22T12:00:00Z", tick=False)
    client = api(ana)
    assert client.patch("me/", {"units": "metric"}).status_code == 200
    bucket = RateBucket.objects.filter(name=str(ana.pk))
    bucket.update(count=600)
    assert client.patch("me/", {"units": "metric"}).status_code == 200
    bucket.update(count=1200)
    response = client.patch("me/", {"units": "metric"})
    assert (response.status_code, response["Retry-After"]) == (429, "60")


def test_reading_and_writing_ask_few_questions(api, ana: User, django_assert_num_queries) -> None:
    client = api(ana)
    client.patch("me/", {"units": "imperial"})
    with django_assert_num_queries(2):  # the token with its person, the consents
        client.get("me/")
