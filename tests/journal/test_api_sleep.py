"""Nights and PSQI sheets over the API."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.owned_resources import at, day, night, sheet

pytestmark = pytest.mark.django_db
CASES = json.loads((Path(__file__).parent / "data" / "psqi_cases.json").read_text())["cases"]


def put_night(client: Any, body: dict[str, Any], object_id: Any = None) -> Any:
    return client.put(f"sleep-diary/{object_id or uuid4()}/", body)


def test_night_reads_its_derived_figures(ana: Any, api: Any) -> None:
    body = {
        "into_bed": "2026-03-01T22:45:00+01:00",
        "tried_to_sleep": "2026-03-01T23:15:00+01:00",
        "sol_min": 20,
        "waso_min": 25,
        "final_wake": "2026-03-02T06:40:00+01:00",
        "out_of_bed": "2026-03-02T07:00:00+01:00",
    }
    read = put_night(api(ana), body).data
    figures = (read["time_in_bed_min"], read["total_sleep_min"], read["sleep_efficiency"], read["mid_sleep"])
    assert figures == (495, 400, 80.8, "03:07")
    assert read["day"] == "2026-03-02"
    assert read["into_bed"] == body["into_bed"]


@pytest.mark.parametrize(
    ("bed", "up", "minutes"),
    [
        ("2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00", 420),
        ("2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00", 540),
    ],
)
def test_night_of_a_clock_change_keeps_both_offsets(bed: str, up: str, minutes: int, ana: Any, api: Any) -> None:
    client = api(ana)
    read = put_night(client, {"into_bed": bed, "out_of_bed": up}).data
    assert (read["into_bed"], read["out_of_bed"], read["time_in_bed_min"]) == (bed, up, minutes)
    assert client.get(f"sleep-diary/{read['id']}/").data == read


def test_quick_form_has_no_total_and_no_invented_zero(ana: Any, api: Any) -> None:
    quick = {"tried_to_sleep": at(-1, "23:00:00"), "final_wake": at(0, "07:00:00"), "quality": None}
    read = put_night(api(ana), quick).data
    derived = ("time_in_bed_min", "total_sleep_min", "sleep_efficiency", "mid_sleep", "quality", "awakenings")
    assert [read[name] for name in derived] == [None] * 6


def test_unlikely_nights_are_accepted(ana: Any, api: Any) -> None:
    client = api(ana)
    assert put_night(client, night(0, sol_min=300, waso_min=100, awakenings=200)).data["total_sleep_min"] == 80
    assert put_night(client, night(1, tried_to_sleep=at(0, "16:30:00"), sol_min=0, waso_min=0)).status_code == 201


def test_patched_times_move_the_night_to_its_day(ana: Any, api: Any) -> None:
    client = api(ana)
    before = put_night(client, night(0, note="mine")).data
    after = client.patch(f"sleep-diary/{before['id']}/", night(1)).data
    assert (after["day"], after["note"]) == (day(1), "mine")


def test_second_night_of_a_day_is_409(ana: Any, api: Any) -> None:
    client = api(ana)
    first, second = put_night(client, night(0)).data, put_night(client, night(1)).data
    assert put_night(client, night(0)).status_code == 409
    assert client.patch(f"sleep-diary/{second['id']}/", night(0)).status_code == 409
    assert client.get("sleep-diary/").data["results"] == [first, second]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": day(1)}, "day"),
        ({"final_wake": at(-1, "22:30:00"), "day": None}, "final_wake"),
        ({"into_bed": at(0, "01:00:00")}, "tried_to_sleep"),
        ({"sol_min": 300, "waso_min": 300}, "waso_min"),
        ({"tried_to_sleep": at(-1, "14:00:00")}, "final_wake"),
        ({"tried_to_sleep": None, "final_wake": None, "day": None}, "day"),
    ],
)
def test_impossible_nights_name_the_field(wrong: dict[str, Any], field: str, ana: Any, api: Any) -> None:
    assert next(iter(put_night(api(ana), night(0) | wrong).data)) == field


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_psqi_case_is_scored_or_refused(case: dict[str, Any], ana: Any, api: Any) -> None:
    client, expected = api(ana), case["expected"]
    answer = client.put(f"psqi/{uuid4()}/", {"taken_on": day(0), "answers": case["inputs"]})
    if expected["errors"]:
        assert answer.status_code == 400
        assert answer.data["answers"]
        assert client.get("psqi/").data["results"] == []
        return
    read = client.get(f"psqi/{answer.data['id']}/").data
    assert read == answer.data
    assert read["components"] == expected["components"]
    assert read["global_score"] == expected["global"]
    assert sorted(read["flags"]) == sorted(expected["flags"])
    assert read["scoring_version"] == "pitt-2005"
    given = {name: value for name, value in case["inputs"].items() if value is not None}
    assert {name: read["answers"][name] for name in given} == given


@pytest.mark.parametrize(("apart", "status"), [(-28, 201), (-27, 409), (0, 409), (27, 409), (28, 201)])
def test_sheets_are_28_days_apart(apart: int, status: int, ana: Any, bo: Any, api: Any) -> None:
    client = api(ana)
    client.put(f"psqi/{uuid4()}/", sheet(0))
    api(bo).put(f"psqi/{uuid4()}/", sheet(0))
    assert client.put(f"psqi/{uuid4()}/", sheet(0, taken_on=day(apart))).status_code == status


def test_direct_scores_keep_what_was_sent(ana: Any, api: Any) -> None:
    client = api(ana)
    components = {"c1": 1, "c2": 1, "c3": 0, "c4": 0, "c5": 1, "c6": 0, "c7": 2}
    whole = client.put(f"psqi/{uuid4()}/", {"taken_on": day(0), "components": components}).data
    only = client.put(f"psqi/{uuid4()}/", {"taken_on": day(28), "global_score": 6}).data
    assert (whole["components"], whole["global_score"], whole["answers"]) == (components, 5, None)
    assert (only["global_score"], only["provenance"]) == (6, "direct_score")
    assert set(only["components"].values()) == {None}


def test_provenance_is_kept(ana: Any, api: Any) -> None:
    client = api(ana)
    assert client.put(f"psqi/{uuid4()}/", sheet(0)).data["provenance"] == "short_names"
    official = client.put(f"psqi/{uuid4()}/", sheet(1, provenance="official_form")).data
    assert client.patch(f"psqi/{official['id']}/", {"taken_on": day(29)}).data["provenance"] == "official_form"


def test_patched_answers_leave_the_others_as_they_were(ana: Any, api: Any) -> None:
    client = api(ana)
    first = client.put(f"psqi/{uuid4()}/", sheet(0)).data
    patched = client.patch(f"psqi/{first['id']}/", {"answers": {"quality": 3}}).data
    assert patched["answers"] == first["answers"] | {"quality": 3}
    assert patched["components"] == first["components"] | {"c1": 3}


def test_a_sheet_of_the_future_is_refused(ana: Any, api: Any) -> None:
    answer = api(ana).put(f"psqi/{uuid4()}/", sheet(0, taken_on="2090-01-01"))
    assert (answer.status_code, list(answer.data)) == (400, ["taken_on"])
