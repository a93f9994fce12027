"""Targets of minutes, strength days, steps, family and a calm session: set by the person, told as figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import following
from plans.actions import set_targets, set_weekly_target
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
FIVE = {
    "moderate_equivalent_minutes": 150,
    "resistance_days": 2,
    "steps": 8000,
    "family_sessions": 1,
    "mind_body_sessions": 2,
}


@pytest.fixture(autouse=True)
def wednesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def walk(person: Any, counts: dict[int, int]) -> None:
    """Steps, by how many days ago."""
    person.body_kinds = ["steps"]
    person.save(update_fields=["body_kinds"])
    for ago, count in counts.items():
        at = NOW - timedelta(days=ago)
        person.measurements.create(kind="steps", value=count, unit="steps", measured_at=at, day=at.date())


def train(person: Any) -> None:
    make_session(person, NOW - timedelta(days=1), moderate_minutes=20, vigorous_minutes=30, is_resistance=True)
    make_session(person, NOW - timedelta(hours=3), activity="yoga", moderate_minutes=0, with_family=True)
    make_session(person, NOW - timedelta(days=3), activity="tai_chi", moderate_minutes=90, with_family=True)  # Sunday


def on(kinds: dict[str, int]) -> dict[str, str]:
    return {name: "on" for kind in kinds for name in [f"{kind}_on"]} | {kind: str(n) for kind, n in kinds.items()}


def in_force(person: Any) -> dict[str, int]:
    rows = person.weekly_targets.all_in_force_on(MONDAY).exclude(target=0)
    return dict(rows.values_list("kind", "target"))


def card(page: str) -> str:
    if 'id="targets"' not in page:
        return ""
    begin = page.index('id="targets"')
    return " ".join(page[begin : page.index("</section>", begin)].split())


def test_all_are_off_and_a_running_programme_only_fills_in_a_number(ana: Any, browse: Any) -> None:
    following.start_plan(person=ana, programme="together_6w", weekdays=[1, 3, 5], today=ana.today())
    client = browse(ana)
    page = client.get("/plan/targets/").content.decode()
    assert ("suggests 1." in page, page.count(" checked"), in_force(ana)) == (True, 0, {})
    assert client.post("/plan/targets/", {}).status_code == 302
    assert not ana.weekly_targets.exists()


def test_each_is_switched_on_with_its_number_and_off_again(ana: Any, bo: Any, browse: Any) -> None:
    client = browse(ana)
    walk(ana, {1: 5000})
    client.post("/plan/targets/", on(FIVE))
    assert (in_force(ana), in_force(bo)) == (FIVE, {})
    client.post("/plan/targets/", on({"resistance_days": 3}))
    assert in_force(ana) == {"resistance_days": 3}


def test_the_target_of_sessions_stays_with_its_days(ana: Any, browse: Any) -> None:
    set_weekly_target(person=ana, target=3, weekdays=[1], if_then="walk", today=MONDAY)
    browse(ana).post("/plan/targets/", on({"resistance_days": 2}))
    assert in_force(ana) == {"sessions": 3, "resistance_days": 2}
    assert ana.weekly_targets.get(kind="sessions").weekdays == [1]


def test_a_number_out_of_bounds_is_refused_only_where_the_switch_is_on(ana: Any, browse: Any) -> None:
    client = browse(ana)
    refused = client.post("/plan/targets/", {"resistance_days_on": "on", "resistance_days": "8"})
    empty = client.post("/plan/targets/", {"resistance_days_on": "on", "resistance_days": ""})
    assert (refused.status_code, empty.status_code, ana.weekly_targets.count()) == (422, 422, 0)
    assert client.post("/plan/targets/", {"resistance_days": "8"}).status_code == 302


def test_what_holds_already_is_not_written_again(ana: Any) -> None:
    set_targets(person=ana, chosen={"resistance_days": 2}, today=MONDAY - timedelta(weeks=2))
    set_targets(person=ana, chosen={"resistance_days": 2, "family_sessions": 0}, today=MONDAY)
    assert [row.starts_on for row in ana.weekly_targets.all()] == [MONDAY - timedelta(weeks=2)]


def test_steps_are_offered_once_they_are_switched_on(ana: Any, browse: Any) -> None:
    client = browse(ana)
    client.post("/plan/targets/", on({"steps": 8000}))
    assert ('name="steps"' in client.get("/plan/targets/").content.decode(), in_force(ana)) == (False, {})
    walk(ana, {1: 4000})
    assert 'name="steps"' in client.get("/plan/targets/").content.decode()


def test_today_and_the_plan_tell_the_figures_of_this_week_alone(ana: Any, bo: Any, browse: Any) -> None:
    walk(ana, dict.fromkeys(range(1, 16), 5000))
    walk(bo, dict.fromkeys(range(1, 16), 9999))
    set_targets(person=ana, chosen=FIVE, today=MONDAY)
    train(ana)
    make_session(bo, NOW, vigorous_minutes=300, with_family=True)
    client = browse(ana)
    told = ["80 of 150 minutes", "1 of 2 days", "5,000 of 6,000", "yes, this week", "1 of 2"]
    for address in ("/", "/plan/"):
        shown = card(client.get(address).content.decode())
        assert [words for words in told if words not in shown] == []


def test_without_targets_there_is_no_card(ana: Any, bo: Any, browse: Any) -> None:
    set_targets(person=bo, chosen=FIVE, today=MONDAY)
    assert [card(browse(ana).get(address).content.decode()) for address in ("/", "/plan/")] == ["", ""]


def test_steps_that_were_switched_off_are_told_no_more(ana: Any, browse: Any) -> None:
    walk(ana, dict.fromkeys(range(1, 16), 5000))
    set_targets(person=ana, chosen={"steps": 8000, "resistance_days": 2}, today=MONDAY)
    assert "5,000" in card(browse(ana).get("/").content.decode())
    ana.body_kinds = []
    ana.save(update_fields=["body_kinds"])
    shown = card(browse(ana).get("/").content.decode())
    assert ("5,000" in shown, "Steps" in shown, "0 of 2 days" in shown) == (False, False, True)


def test_without_the_consent_to_training_nothing_is_told(ana: Any, browse: Any) -> None:
    walk(ana, dict.fromkeys(range(1, 16), 5000))
    set_targets(person=ana, chosen=FIVE, today=MONDAY)
    ana.consents.filter(category="training").update(withdrawn_at=NOW)
    assert card(browse(ana).get("/").content.decode()) == ""


def test_in_a_pause_today_asks_for_nothing(ana: Any, browse: Any) -> None:
    set_targets(person=ana, chosen={"resistance_days": 2}, today=MONDAY)
    ana.pauses.create(day=MONDAY, reason="travel")
    assert card(browse(ana).get("/").content.decode()) == ""


@pytest.mark.parametrize("sessions", [14, 15, 16, 20])
def test_a_week_with_many_sessions_is_counted_whole(ana: Any, browse: Any, sessions: int) -> None:
    set_targets(person=ana, chosen={"moderate_equivalent_minutes": 1000}, today=MONDAY)
    for number in range(sessions):
        make_session(ana, NOW - timedelta(minutes=40 * number), moderate_minutes=10)
    assert f"{10 * sessions} of 1000 minutes" in card(browse(ana).get("/").content.decode()).replace(",", "")


@pytest.mark.parametrize("targets", [0, 1, 3, 5])
@pytest.mark.parametrize("plans", [0, 1, 3])
def test_today_asks_eight_times_and_the_plan_nine(ana: Any, browse: Any, targets: int, plans: int) -> None:
    walk(ana, dict.fromkeys(range(1, 16), 5000))
    set_targets(person=ana, chosen=dict(list(FIVE.items())[:targets]), today=MONDAY)
    for programme in ("walk_run_10w", "strength_foundation_8w", "yoga_depth_6w")[:plans]:
        following.start_plan(person=ana, programme=programme, weekdays=[1, 3, 5], today=ana.today())
    train(ana)
    client = browse(ana)
    client.get("/"), client.get("/plan/")
    asked = []
    for address in ("/", "/plan/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == 8
    assert asked[1] <= 9


def put(client: Any, kind: str, target: int, number: int) -> Any:
    path = f"weekly-targets/0192f0c1-0000-7000-8000-00000000000{number}/"
    return client.put(path, {"kind": kind, "target": target})


def test_the_api_takes_every_kind_and_reads_its_progress(ana: Any, api: Any) -> None:
    walk(ana, dict.fromkeys(range(1, 16), 5000))
    train(ana)
    client = api(ana)
    done = {kind: put(client, kind, FIVE[kind], number).data["progress"] for number, kind in enumerate(FIVE)}
    assert {kind: told["done"] for kind, told in done.items()} == {
        "moderate_equivalent_minutes": 80,
        "resistance_days": 1,
        "steps": 5000,
        "family_sessions": 1,
        "mind_body_sessions": 1,
    }
    assert done["steps"] == {"week_start": "2026-03-02", "target": 8000, "done": 5000, "level": 6000}
    with CaptureQueriesContext(connection) as few:
        answer = client.get("weekly-targets/")
    assert sorted(row["kind"] for row in answer.data["results"]) == sorted(FIVE)
    set_weekly_target(person=ana, target=3, weekdays=[], if_then="", today=MONDAY)
    with CaptureQueriesContext(connection) as many:
        client.get("weekly-targets/")
    assert len(many) == len(few)


def test_the_api_knows_no_steps_before_they_are_switched_on(ana: Any, api: Any) -> None:
    assert put(api(ana), "steps", 8000, 1).status_code == 409
    walk(ana, {1: 4000})
    told = put(api(ana), "steps", 8000, 1).data["progress"]
    assert (told["done"], told["level"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "target"), [("resistance_days", 8), ("family_sessions", 15), ("mind_body_sessions", 15), ("steps", 20_001)]
)
def test_each_kind_has_its_own_ceiling(ana: Any, api: Any, kind: str, target: int) -> None:
    walk(ana, {1: 4000})
    answer = put(api(ana), kind, target, 1)
    assert (answer.status_code, list(answer.data)) == (400, ["target"])
