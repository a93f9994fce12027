"""Laboratory values: what counts, the band of hs-CRP, and that nothing of a sample is lost on any way in or out."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from accounts.export import stream_zip
from journal import laboratory
from journal.actions import save_measurement
from tests.owned_resources import at, weight

D = Decimal
SAMPLE = {
    "is_below_detection": True,
    "laboratory": "Harbour lab",
    "fasting": "yes",
    "had_infection": False,
    "hours_since_hard": 30,
}
NOTHING = {
    "is_below_detection": False,
    "laboratory": "",
    "fasting": None,
    "had_infection": None,
    "hours_since_hard": None,
}


def hs_crp(n: int = 0, **more: Any) -> dict[str, Any]:
    return {"measured_at": at(n), "kind": "hs_crp", "value": 0.3, "unit": "mg/L"} | more


@pytest.mark.parametrize(
    ("had_infection", "hours", "is_set_apart"),
    [
        (True, None, True),
        (True, 100, True),
        (False, 23, True),
        (False, 24, False),
        (None, 0, True),
        (None, None, False),
        (False, None, False),
    ],
)
def test_infections_and_hard_sessions_set_a_value_apart(had_infection, hours, is_set_apart):
    assert laboratory.is_set_apart(had_infection, hours) is is_set_apart


@pytest.mark.parametrize(
    ("values", "band"),
    [
        (["2"], ("2", "0.74", "3.26", 1)),
        (["3", "1", "2"], ("2", "0.74", "3.26", 3)),
        (["0.4", "0.6"], ("0.5", "0", "1.76", 2)),
    ],
)
def test_the_band_is_two_deviations_around_the_median_and_never_below_zero(values, band):
    found = laboratory.hs_crp_band(map(D, values))
    assert (found.median, found.low, found.high, found.values) == (D(band[0]), D(band[1]), D(band[2]), band[3])


def test_without_values_there_is_no_band():
    assert laboratory.hs_crp_band([]) is None


@pytest.mark.parametrize(("value", "is_asked"), [("10", False), ("10.001", True), ("300", True), ("0.01", False)])
def test_above_ten_a_repeat_is_worth_it(value, is_asked):
    assert laboratory.wants_repeat(D(value)) is is_asked


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(laboratory.LABORATORY))
def test_the_sample_is_read_as_it_was_written(kind, ana, api):
    client, address = api(ana), f"measurements/{uuid4()}/"
    written = client.put(address, hs_crp(kind=kind, value=5, unit=None, **SAMPLE))
    assert written.status_code == 201
    assert {name: written.data[name] for name in SAMPLE} == SAMPLE
    assert client.patch(address, {"value": 6}).data["laboratory"] == "Harbour lab"
    assert {name: client.put(address, hs_crp()).data[name] for name in NOTHING} == NOTHING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("is_below_detection", "maybe"),
        ("laboratory", "x" * 81),
        ("fasting", "sometimes"),
        ("had_infection", 3),
        ("hours_since_hard", -1),
        ("hours_since_hard", 1001),
        ("hours_since_hard", 2.5),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(field, wrong, ana, api):
    answer = api(ana).put(f"measurements/{uuid4()}/", hs_crp(**{field: wrong}))
    assert (answer.status_code, list(answer.data)) == (400, [field])
    assert not ana.measurements.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [SAMPLE, SAMPLE | {"fasting": "sometimes", "hours_since_hard": -1}])
def test_a_measurement_without_a_sample_keeps_nothing_of_one(wrong, ana, api):
    read = api(ana).put(f"measurements/{uuid4()}/", weight(0, **wrong))
    assert read.status_code == 201
    assert {name: read.data[name] for name in NOTHING} == NOTHING


@pytest.mark.django_db
def test_export_and_import_give_the_same_samples(ana, bo, tmp_path):
    for n, sample in enumerate([SAMPLE, SAMPLE | {"had_infection": True, "fasting": "unknown"}, {}]):
        save_measurement(person=ana, object_id=uuid4(), data=hs_crp(n, **sample))
    path = tmp_path / "own.zip"
    path.write_bytes(b"".join(stream_zip(ana)))
    call_command("import_journal", bo.email, str(path), stdout=io.StringIO())
    told = ["measured_at", "utc_offset", "kind", "value", *SAMPLE]
    rows = list(ana.measurements.order_by("measured_at").values_list(*told))
    assert rows == list(bo.measurements.order_by("measured_at").values_list(*told))
    assert len(rows) == 3


@pytest.mark.django_db
def test_the_table_of_the_export_can_be_read_as_a_csv(ana, bo, tmp_path):
    save_measurement(person=ana, object_id=UUID(int=5), data=hs_crp(**SAMPLE | {"laboratory": "=Lab", "unit": "mg/dL"}))
    with zipfile.ZipFile(io.BytesIO(b"".join(stream_zip(ana)))) as archive:
        table = archive.read("tables/measurements.csv")
    (tmp_path / "measurements.csv").write_bytes(table)
    call_command("import_journal", bo.email, str(tmp_path), stdout=io.StringIO())
    row = bo.measurements.get()
    assert (row.value, row.unit, row.laboratory, row.fasting) == (D(3), "mg/L", "=Lab", "yes")
    assert (row.is_below_detection, row.had_infection, row.hours_since_hard) == (True, False, 30)
    assert next(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))["is_below_detection"] == "true"
