"""The page for times without network: what it holds, and what it never holds."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from accounts.models import User
from core.pwa import browser_name
from core.uuid7 import uuid7
from journal.actions import save_psqi
from plans.following import start_plan
from tests.e2e.test_session import write_strength
from tests.factories import make_group, make_mood, make_night, make_person, make_session, make_slot

pytestmark = pytest.mark.django_db
PARTS = {
    "today log mood", "today waiting", "week", "session", "finish", "night", "group", "help", "waiting", "elsewhere",
}  # fmt: skip


def page_of(client: Any) -> str:
    response = client.get("/offline/")
    assert response.status_code == 200
    return response.content.decode()


def parts_of(page: str) -> set[str]:
    return set(re.findall(r'data-part="([^"]+)"', page))


def kit_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="kit" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_it_holds_every_part_and_says_whose_it_is(ana: User, browse: Any) -> None:
    make_group(ana)
    response = browse(ana).get("/offline/")
    assert parts_of(response.content.decode()) == PARTS
    assert response["X-Owner"] == browser_name(ana.pk)


@pytest.mark.parametrize(
    ("category", "gone"),
    [("training", {"week", "session", "finish"}), ("sleep", {"night"}), ("social", {"group"}), ("wellbeing", set())],
)
def test_without_a_consent_its_part_is_not_there(category: str, gone: set[str], ana: User, browse: Any) -> None:
    make_group(ana)
    withdraw_consent(person=ana, category=category)
    page = page_of(browse(ana))
    assert parts_of(page) == PARTS - gone
    assert ('action="/mood/"' in page) == (category != "wellbeing")


def test_moods_nights_questionnaires_and_notes_are_not_in_it(ana: User, bo: User, browse: Any) -> None:
    User.objects.filter(pk=bo.pk).update(display_name="Bogumila")
    make_group(ana, bo)
    make_mood(ana, score=3, note="my mood in words")
    make_night(ana, ana.today() - timedelta(days=1), note="my night in words")
    make_session(ana, note="my session in words", body_note="my body in words", title="Strength A")
    save_psqi(person=ana, object_id=uuid7(), data={"taken_on": "2026-03-02", "global_score": 17})
    page = unescape(page_of(browse(ana)))
    assert "in words" not in page
    assert "17" not in re.findall(r">\s*(\d+)\s*<", page)
    assert "Bogumila" not in page
    assert "checked" not in page.split('data-part="week"')[0]


def test_last_sets_and_sessions_to_start_from_are_in_it(ana: User, browse: Any) -> None:
    write_strength(ana)
    kit = kit_of(page_of(browse(ana)))
    slug, place = kit["exercises"]["Back squat"]
    assert [one["name"] for one in kit["columns"][place]] == ["load", "reps"]
    assert kit["last"][slug]["rows"][0].keys() == {"load", "reps"}
    assert [start["title"] for start in kit["starts"]] == ["Strength A"]


def test_todays_task_lies_ready_with_its_numbers(ana: User, browse: Any) -> None:
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        monday = ana.today()
        start_plan(person=ana, programme="strength_foundation_8w", weekdays=[0, 3], today=monday, starts_on=monday)
        task = ana.planned_sessions.get(day=monday)
        starts = kit_of(page_of(browse(ana)))["starts"]
    assert starts[0]["task"] == str(task.pk)
    assert starts[0]["exercises"]


def test_the_queries_do_not_grow(ana: User, browse: Any) -> None:
    client, counts = browse(ana), []
    page_of(client)
    for number in (1, 3, 9):
        for place in range(number):
            group = make_group(ana, name=f"Group {number}-{place}")
            make_slot(group)
            make_session(ana, title=f"Session {number}-{place}")
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 20


def test_a_stranger_and_a_newcomer_do_not_get_it(browse: Any) -> None:
    assert browse().get("/offline/")["Location"].startswith("/accounts/login/")
    eva = make_person("eva@example.org", is_welcomed=False)
    assert browse(eva).get("/offline/")["Location"].startswith("/welcome/")
