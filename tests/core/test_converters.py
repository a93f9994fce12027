"""Days in addresses."""

import pytest


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2026-02-30", "9999-12-31"])
def test_a_day_that_no_journal_holds_is_not_found(browse, ana, day):
    assert browse(ana).get(f"/days/{day}/").status_code == 404


def test_an_early_day_is_a_day(browse, ana):
    assert browse(ana).get("/days/1900-01-02/").status_code == 200
