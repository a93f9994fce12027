"""A session started from a task: the form is laid out, keeps the task, closes it, and opens it again."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import delete_entry
from journal.models import UnfinishedSession
from journal.unfinished import keep
from plans import following
from plans.models import Plan, PlannedSession, PlanTarget
from plans.programmes import SHIPPED, shipped
from plans.task_session import MIRROR, activity_of, draft_of_task, exercises_of
from tests.plans.form_fields import fields_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
TUESDAY = datetime(2026, 3, 3, 17, tzinfo=UTC)  # 18:00 in Oslo
NEW = reverse("journal:session-new")
State = PlannedSession.State


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def start(person: Any, programme: str = "strength_foundation_8w", weekdays: tuple[int, ...] = (1, 3, 5)) -> Plan:
    return following.start_plan(
        person=person, programme=programme, weekdays=weekdays, today=person.today(), starts_on=MONDAY
    )


def task_of(plan: Plan) -> PlannedSession:
    return plan.planned_sessions.get(day=TUESDAY.date())


def opened(client: Any, task: PlannedSession, query: str = "") -> str:
    answer = client.get(f"{NEW}?task={task.pk}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            {"type": "lift", "exercise": "row", "sets": 2, "reps_min": 6, "rest_seconds": 120},
            [("row", 2, {"reps": 6, "load_kg": None}, 120, None)],
        ),
        (
            {"type": "lift", "exercise": "row", "sets": 1, "reps_min": 6, "rest_seconds": 90}
            | {"target": {"reps": 8, "load_kg": "42.5"}},
            [("row", 1, {"reps": 8, "load_kg": Decimal("42.5")}, 90, None)],
        ),
        (
            {"type": "hold", "exercise": "plank", "sets": 2, "seconds": 25, "rest_seconds": 45},
            [("plank", 2, {"seconds": 25}, 45, None)],
        ),
        (
            {"type": "pose", "exercise": "yoga_tree", "sides": 2, "seconds": 30, "pose_level": 3},
            [("yoga_tree", 1, {"seconds": 30, "pose_level": 3}, None, None)],
        ),
        (
            {"type": "continuous", "exercise": "jog", "seconds": 600},
            [("jog", 1, {"seconds": 600}, None, None)],
        ),
        (
            {"type": "interval", "reps": 5, "work": {"exercise": "jog", "seconds": 45}, "recover": {"seconds": 75}},
            [("jog", 5, {"seconds": 45, "distance_m": None}, 75, None)],
        ),
        (
            {"type": "interval", "reps": 4, "recover": {"seconds": 120}}
            | {"work": {"exercise": "run_interval", "seconds": None, "distance_m": 400, "pace_s_per_km": "300.0"}},
            [("run_interval", 4, {"seconds": 120, "distance_m": 400}, 120, None)],
        ),
        (
            {"type": "circuit", "stations": ["step_up", "push_up"], "rounds": 2, "work_seconds": 30}
            | {"change_seconds": 20, "round_rest_seconds": 90},
            [("step_up", 2, {"seconds": 30}, 20, 1), ("push_up", 2, {"seconds": 30}, 90, 1)],
        ),
    ],
)
def test_each_kind_of_element_becomes_rows(element: dict[str, Any], expected: list[Any]) -> None:
    found = [(one.slug, len(one.sets), one.sets[0], one.rest_seconds, one.superset) for one in exercises_of(element, 1)]
    circuit = element["type"] == "circuit"
    assert found == [(*one[:4], one[4] if circuit else None) for one in expected]


@pytest.mark.parametrize("programme", SHIPPED)
def test_every_first_session_opens_in_both_languages(ana: Any, browse: Any, programme: str) -> None:
    task, client = task_of(start(ana, programme, tuple(range(1, 7)))), browse(ana)
    title = next(one for one in shipped()[programme].week(1).sessions if one.key == task.key).title
    assert title["en"] in opened(client, task)
    ana.language = "zh-hans"
    ana.save(update_fields=["language"])
    assert "热身" in opened(client, task)


def test_the_form_has_rows_grey_values_rests_scripts_and_the_prompt(ana: Any, browse: Any) -> None:
    plan = start(ana)
    PlanTarget.objects.create(person=ana, plan=plan, exercise="row", load_kg=Decimal("42.5"), reps=8)
    following.lay_out_again(plan=plan, today=ana.today())
    task = task_of(plan)
    page = opened(browse(ana), task)
    told = draft_of_task(ana, task.pk, False)
    assert told is not None
    sets = {one.slug: len(one.sets) for one in told.exercises}
    sent = fields_of(page)
    assert {slug: int(sent[f"{place}-rows"]) for place, slug in enumerate(sets)} == sets
    assert (sent["planned_session"], sent["activity"], sent["title"]) == (str(task.pk), "strength", "Full body A")
    assert page.count('placeholder="42.5"') == sets["row"]
    assert 'data-rest-seconds="120"' in page
    assert "/plan/scripts/breath_2/" in page
    assert told.cool_down[0].url in page
    assert (told.prompt != "", page.count('class="row-prompt"')) == (True, 1)


def test_an_own_rest_comes_before_the_planned_one(ana: Any, browse: Any) -> None:
    task = task_of(start(ana))
    ana.exercise_settings.create(exercise="row", rest_seconds=33)
    page = opened(browse(ana), task)
    assert page.count('data-rest-seconds="33"') == 1


def test_the_task_is_done_after_its_session_and_open_when_that_is_deleted(ana: Any, browse: Any) -> None:
    task, client = task_of(start(ana)), browse(ana)
    sent = fields_of(opened(client, task))
    sent |= {name.replace("-rows", f"-{n}-done"): "on" for name in list(sent) if name.endswith("-rows")
             for n in range(int(sent[name]))} | {"save": "1"}  # fmt: skip
    answer = client.post(NEW, sent)
    session = ana.training_sessions.get()
    assert (answer.status_code, session.planned_session, session.title) == (302, task.pk, "Full body A")
    task.refresh_from_db()
    assert (task.state, task.is_short, task.session_id) == (State.DONE, False, session.pk)
    delete_entry(person=ana, row=session)
    task.refresh_from_db()
    assert (task.state, task.session_id) == (State.PLANNED, None)


def test_the_short_version_has_the_first_exercise_and_closes_the_task_as_short(ana: Any, browse: Any) -> None:
    task, client = task_of(start(ana)), browse(ana)
    sent = fields_of(opened(client, task, "&short=1"))
    assert (sent["short"], "1-rows" in sent) == ("1", False)
    sent |= {f"0-{n}-done": "on" for n in range(int(sent["0-rows"]))} | {"save": "1"}
    client.post(NEW, sent)
    task.refresh_from_db()
    assert (task.state, task.is_short, ana.training_sessions.get().minutes) == (State.DONE, True, 10)


def test_minutes_alone_close_a_walk(ana: Any, browse: Any) -> None:
    task, client = task_of(start(ana, "walk_run_10w")), browse(ana)
    client.post(NEW, fields_of(opened(client, task)) | {"save": "1"})
    task.refresh_from_db()
    assert (task.state, task.is_short, ana.training_sessions.get().minutes) == (State.DONE, False, 32)


def test_the_task_stays_through_autosave_and_buttons(ana: Any, browse: Any) -> None:
    task, client = task_of(start(ana)), browse(ana)
    sent = fields_of(opened(client, task))
    page = client.post(NEW, sent | {"add_set": "0"}).content.decode()
    assert fields_of(page)["planned_session"] == str(task.pk)
    kept = reverse("journal:session-unfinished", args=[sent["id"]])
    assert client.post(kept, sent).status_code == 204
    assert UnfinishedSession.objects.get().data["planned_session"] == [str(task.pk)]
    assert fields_of(client.get(kept).content.decode())["planned_session"] == str(task.pk)


def test_a_task_that_went_away_meanwhile_does_not_stop_the_session(ana: Any, browse: Any) -> None:
    plan = start(ana, "walk_run_10w")
    client = browse(ana)
    sent = fields_of(opened(client, task_of(plan)))
    following.end_plan(plan=plan, today=ana.today())
    client.post(NEW, sent | {"save": "1", "minutes": "20"})
    assert ana.training_sessions.get().planned_session is None


@pytest.mark.parametrize("name", ["chen", "bo"])
def test_another_persons_task_cannot_be_started(ana: Any, browse: Any, name: str, request: Any) -> None:
    other = request.getfixturevalue(name)
    task = task_of(start(ana))
    client = browse(other)
    assert client.get(f"{NEW}?task={task.pk}").status_code == 404
    client.post(NEW, {"exercise_form": "1", "id": str(uuid7()), "activity": "running", "minutes": "30", "save": "1"}
                | {"planned_session": str(task.pk)})  # fmt: skip
    assert other.training_sessions.get().planned_session is None
    task.refresh_from_db()
    assert task.state == State.PLANNED


@pytest.mark.parametrize("query", ["?task=nonsense", "?task=", "?task=01a21b05-2e47-7975-be32-19e2b1528123"])
def test_a_task_that_is_none_is_not_found(ana: Any, browse: Any, query: str) -> None:
    assert browse(ana).get(NEW + query).status_code == 404


def test_a_form_can_be_kept_with_a_strange_task(ana: Any, chen: Any) -> None:
    from django.http import QueryDict

    row = keep(person=chen, session_id=uuid7(), data=QueryDict(f"activity=yoga&planned_session={uuid7()}"))
    assert set(row.data) == {"activity", "planned_session"}


def test_the_mirror_prompt_is_never_shown_unasked(ana: Any) -> None:
    plan = start(ana)
    shown = set()
    for programme in SHIPPED:
        for week in shipped()[programme].weeks:
            for session in week.sessions:
                task = PlannedSession(person=ana, plan=plan, key="W1-S1", day=MONDAY, planned_minutes=30)
                task.elements = list(session.elements)
                task.save()
                told = draft_of_task(ana, task.pk, False)
                assert told is not None
                names = [one["prompt"] for one in session.elements if one["type"] == "prompt"]
                if MIRROR in names:
                    shown.add(told.body_prompt)
                task.delete()
    assert all("mirror" not in text for text in shown)


def test_the_activity_follows_the_main_part() -> None:
    assert activity_of([{"type": "continuous", "exercise": "own-thing"}]) == "strength"
    assert activity_of([{"type": "continuous", "exercise": "jog"}]) == "running"
    assert activity_of([{"type": "circuit"}, {"type": "hold", "exercise": "plank"}]) == "circuit"


def test_a_past_task_of_the_week_is_closed_too(ana: Any, browse: Any) -> None:
    task, client = task_of(start(ana, "walk_run_10w")), browse(ana)
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        client.post(NEW, fields_of(opened(client, task)) | {"save": "1"})
    task.refresh_from_db()
    assert task.state == State.DONE


@pytest.mark.parametrize(
    ("prompt", "shown"), [("body_1", "What could your body do today"), ("", "Your body, this week")]
)
def test_the_finish_page_asks_the_body_prompt_of_the_task(ana: Any, browse: Any, prompt: str, shown: str) -> None:
    task, client = task_of(start(ana, "walk_run_10w")), browse(ana)
    task.elements = [one for one in task.elements if one.get("phase") != "reflect"]
    task.elements += [{"type": "prompt", "phase": "reflect", "prompt": prompt}] if prompt else []
    task.save()
    answer = client.post(NEW, fields_of(opened(client, task)) | {"save": "1"})
    page = client.get(answer["Location"]).content.decode()
    assert (shown in page, "What could your body do today" in page) == (True, bool(prompt))


@pytest.mark.parametrize(("before", "asks"), [(7, True), (None, False)])
def test_the_reflection_asks_only_after_a_feeling_before(ana: Any, browse: Any, before: int | None, asks: bool) -> None:
    task, client = task_of(start(ana, "walk_run_10w")), browse(ana)
    task.elements = [*task.elements, {"type": "prompt", "phase": "reflect", "prompt": "reflect_60"}]
    task.save()
    felt = {"emotion_word": "tense", "emotion_before": str(before)} if before else {}
    answer = client.post(NEW, fields_of(opened(client, task)) | felt | {"save": "1"})
    page = client.get(answer["Location"]).content.decode()
    assert ("One minute: how strong is the feeling" in page) == asks


@pytest.mark.parametrize(
    ("counts", "superset", "place"),
    [
        ((9,), None, (0, 6)),
        ((3, 3, 3), None, (2, 0)),
        ((1,), None, (0, 0)),
        ((2, 2, 2), 1, (1, 1)),
        ((4,), None, (0, 3)),
    ],
)
def test_the_sentence_stands_before_the_last_third(
    ana: Any, counts: tuple[int, ...], superset: int | None, place: tuple[int, int]
) -> None:
    from journal.planned import place_prompt
    from journal.session_draft import SessionDraft
    from journal.set_rows import Row

    draft = SessionDraft(ana, None)
    draft.add_exercises(["row", "plank", "push_up"][: len(counts)])
    for block, count in zip(draft.blocks, counts, strict=True):
        block.rows, block.superset = [Row() for _ in range(count)], superset
    place_prompt(draft.blocks, "Breathe.")
    found = [(at, n) for at, block in enumerate(draft.blocks) for n, row in enumerate(block.rows) if row.prompt]
    assert found == [place]
