"""Levels of poses in the session form: a whole number from 1 to 5, beside the seconds or before them."""

import pytest
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import save_own_exercise, save_session
from journal.load_units import Units
from journal.set_cells import columns
from tests.journal.plain_form import PlainForm

NEW = "/sessions/new/"


def begin(client, *slugs):
    form = PlainForm(client.post(NEW, {"activity": "yoga"}))
    for slug in slugs:
        form = PlainForm(form.press(client, NEW, "add_exercise", slug))
    return form


def stored(person):
    return list(person.training_sets.order_by("position").values_list("exercise", "seconds", "pose_level"))


@pytest.mark.parametrize(
    ("unit", "has_levels", "names"),
    [
        ("hold", True, [("hold", False), ("pose", True)]),
        ("hold", False, [("hold", False)]),
        ("level", True, [("pose", False), ("hold", True)]),
        ("level", False, [("pose", False), ("hold", True)]),
    ],
)
def test_which_cells_a_pose_has_and_which_may_stay_empty(unit, has_levels, names):
    cells = columns(unit, "yoga", Units(), has_levels=has_levels)
    assert [(cell.name, cell.is_optional) for cell in cells] == names


def test_a_pose_is_written_with_its_level(ana, browse):
    client = browse(ana)
    form = begin(client, "yoga_tree", "yoga_crow", "yoga_mountain")
    assert [name for name in form.grey if name.endswith("-pose")] == ["0-0-pose", "0-1-pose", "1-0-pose"]
    form.fill(minutes=20, _0__0__hold=30, _0__0__pose=3, _1__0__pose=2, _2__0__hold=60).press(client, NEW, "save")
    assert stored(ana) == [("yoga_tree", 30, 3), ("yoga_crow", None, 2), ("yoga_mountain", 60, None)]


def test_a_level_is_not_needed(ana, browse):
    client = browse(ana)
    begin(client, "yoga_tree").fill(minutes=20, _0__0__hold=30).press(client, NEW, "save")
    assert stored(ana) == [("yoga_tree", 30, None)]


@pytest.mark.parametrize("typed", ["0", "6", "2.5", "deep"])
def test_other_levels_are_refused_and_kept(ana, browse, typed):
    client = browse(ana)
    answer = begin(client, "yoga_tree").fill(minutes=20, _0__0__hold=30, _0__0__pose=typed).press(client, NEW, "save")
    words = "Enter a number." if typed == "deep" else "Enter a level from 1 to 5."
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert PlainForm(answer)["0-0-pose"] == typed
    assert stored(ana) == []


def test_the_level_of_last_time_stands_in_grey_and_a_tick_takes_it(ana, browse):
    client = browse(ana)
    begin(client, "yoga_tree").fill(minutes=20, _0__0__hold=30, _0__0__pose=3).press(client, NEW, "save")
    form = begin(client, "yoga_tree")
    assert (form.grey["0-0-hold"], form.grey["0-0-pose"]) == ("30", "3")
    form.fill(minutes=20, _0__0__done="on").press(client, NEW, "save")
    assert stored(ana)[-1] == ("yoga_tree", 30, 3)


def test_the_five_levels_are_shown_where_one_is_chosen(ana, browse):
    page = begin_page(browse(ana), "yoga_tree")
    assert "<li>Foot high on the thigh, arms overhead</li>" in page
    assert "Last time" not in page
    assert "The five levels" not in begin_page(browse(ana), "yoga_child")


def begin_page(client, slug):
    return client.post(NEW, {"activity": "yoga", "add_exercise": slug}).content.decode()


def test_an_edit_keeps_the_level_of_an_exercise_that_asks_for_none(ana, browse):
    sets = [{"exercise": "plank", "seconds": 30, "pose_level": 4}]
    body = {"started_at": "2026-03-02T18:30:00+01:00", "minutes": 5, "activity": "yoga", "sets": sets}
    session = save_session(person=ana, object_id=uuid7(), data=body)
    client, edit = browse(ana), reverse("journal:session-edit", args=[session.pk])
    form = PlainForm(client.get(edit))
    assert form["0-0-pose"] == "4"
    form.fill(minutes=6).press(client, edit, "save")
    assert stored(ana) == [("plank", 30, 4)]


def test_a_pose_of_ones_own_counts_in_levels(ana, browse):
    data = {"name": "Headstand at the wall", "unit": "level", "activity": "yoga", "pattern": "mindbody"}
    slug = save_own_exercise(person=ana, object_id=uuid7(), data=data).slug
    client = browse(ana)
    begin(client, slug).fill(minutes=5, _0__0__pose=1, _0__0__hold=20).press(client, NEW, "save")
    assert stored(ana) == [(slug, 20, 1)]
    assert "With support: wall, block, chair or bent knees" in begin_page(client, slug)
