"""Addresses below /api/ that lead nowhere answer as the rest of the API does."""

import pytest
from django.test import Client, override_settings

MOOD = "/api/v1/mood-ratings/0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d"


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("method", ["put", "post", "patch", "delete"])
def test_a_write_without_the_last_slash_is_not_found(method: str, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        response = getattr(Client(enforce_csrf_checks=True), method)(MOOD, "{}", content_type="application/json")
    assert response.status_code == 404
    assert response.json() == {"detail": "Not found. Every address of the API ends with a slash."}


def test_a_read_without_the_last_slash_is_led_there() -> None:
    response = Client().get("/api/v1/mood-ratings?since=2026-03-02")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/mood-ratings/?since=2026-03-02")


def test_an_unknown_resource_is_not_found_as_json() -> None:
    with override_settings(DEBUG=True):
        response = Client().get("/api/v1/programs/", headers={"accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
