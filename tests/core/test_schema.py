"""The API's description of itself."""

import json
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from core import views_api

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema() -> dict[str, Any]:
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_schema_has_no_warning(schema: dict[str, Any]) -> None:
    assert not GENERATOR_STATS, GENERATOR_STATS._warn_cache
    assert schema["openapi"].startswith("3.1")


def test_schema_is_served_as_json_and_yaml(client: Any) -> None:
    served = json.loads(client.get("/api/schema/").content)
    assert "/api/v1/training-sessions/{id}/" in served["paths"]
    assert client.get("/api/schema/?format=yaml").content.startswith(b"openapi: 3.1")


def test_schema_describes_a_session_as_it_is_read(schema: dict[str, Any]) -> None:
    read = schema["components"]["schemas"]["TrainingSession"]
    written = schema["components"]["schemas"]["TrainingSessionRequest"]["properties"]
    assert set(read["properties"]) - set(written) == {
        "id", "day", "emotion_after_at", "load", "intensity", "moderate_equivalent_minutes", "wins",
    }  # fmt: skip
    assert written["minutes"]["minimum"] == 1
    assert written["minutes"]["maximum"] == 900


def test_every_write_tells_its_errors_and_every_list_its_page(schema: dict[str, Any]) -> None:
    path = schema["paths"]["/api/v1/mood-ratings/"]
    assert {"201", "400", "401", "403", "404", "409", "413", "422", "429"} == set(path["post"]["responses"])
    assert {one["name"] for one in path["get"]["parameters"]} == {"since", "until", "limit", "cursor"}
    assert [one["name"] for one in path["post"]["parameters"]] == ["Idempotency-Key"]


def test_docs_tell_every_resource_to_everyone(client: Any, schema: dict[str, Any]) -> None:
    page = client.get("/api/docs/").content.decode()
    named = {operation["tags"][0] for path in schema["paths"].values() for operation in path.values()}
    assert [name for name in named if f"<summary>{name}</summary>" not in page] == []
    assert "<script" not in page.partition("<main")[2]
    assert "Effort of the whole session" in page


def test_docs_tell_the_fields_of_a_list_of_objects() -> None:
    sessions = next(one for one in views_api.resources() if one["name"] == "training-sessions")
    fields = {row["name"]: row for row in sessions["fields"]}
    assert fields["load"]["only_read"] == "yes"
    assert fields["rpe"]["kind"].endswith("0 – 10")
    assert fields["sets"]["kind"] == "list"
