"""Exercises that a person adds, renames, hides and deletes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from core.uuid7 import uuid7
from journal.actions import save_own_exercise, save_session
from journal.exercise_library import Library
from tests.factories import make_person

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
NEW, LIST = reverse("journal:own-exercise-new"), reverse("journal:own-exercise-list")
STONE = {"name": "Stone lift", "unit": "load", "pattern": "hinge", "activity": "strength", "increment": "1,25"}


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def own(person: Any, **fields: Any) -> Any:
    return save_own_exercise(person=person, object_id=uuid7(), data={"name": "Stone lift", "pattern": "hinge"} | fields)


def did(person: Any, *sets: dict[str, Any]) -> Any:
    body = {"started_at": NOW, "minutes": 10, "activity": "strength", "sets": list(sets)}
    return save_session(person=person, object_id=uuid7(), data=body)


def edit(row: Any) -> str:
    return reverse("journal:own-exercise-edit", args=[row.pk])


def test_a_new_one_has_everything_that_was_said(ana, browse):
    answer = browse(ana).post(NEW, STONE | {"low_impact": "on"})
    row = ana.own_exercises.get()
    assert answer.headers["Location"] == reverse("journal:exercise-detail", args=["own_stone_lift"])
    assert (row.name, row.unit, row.pattern, row.activity) == ("Stone lift", "load", "hinge", "strength")
    assert (row.increment_kg, row.is_low_impact, row.is_hidden) == (Decimal("1.25"), True, False)
    choice = Library(ana).get(row.slug)
    assert (choice.pattern, choice.low_impact, choice.levels) == ("hinge", True, ())


def test_a_step_is_typed_and_shown_in_the_persons_unit(db, browse):
    dot = make_person("dot@example.org", load_unit="lb")
    client = browse(dot)
    client.post(NEW, STONE | {"increment": "5"})
    row = dot.own_exercises.get()
    assert row.increment_kg == Decimal("2.27")
    shown = client.get(edit(row)).content.decode()
    assert '<span class="unit">lb</span>' in shown
    assert 'name="increment" value="5"' in shown
    client.post(edit(row), STONE | {"increment": "5"})
    row.refresh_from_db()
    assert row.increment_kg == Decimal("2.27")


def test_a_step_belongs_to_a_weight_alone(ana, browse):
    browse(ana).post(NEW, STONE | {"unit": "hold"})
    assert ana.own_exercises.get().increment_kg is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "back squat"}, "There is an exercise of that name already."),
        ({"increment": "heavy"}, "Enter a number."),
        ({"increment": "0"}, "Enter a step above 0."),
        ({"increment": "51"}, "Enter a step above 0."),
        ({"pattern": "jump"}, "Select a valid choice."),
        ({"unit": "jumps"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_stored_is_named(ana, browse, fields, words):
    answer = browse(ana).post(NEW, STONE | fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ana.own_exercises.exists()


def test_a_search_that_found_nothing_becomes_the_name(ana, browse):
    assert 'value="Stone lift"' in browse(ana).get(NEW, {"name": "Stone lift"}).content.decode()


def test_renaming_keeps_the_slug_and_what_was_logged(ana, browse):
    row, client = own(ana), browse(ana)
    did(ana, {"exercise": row.slug, "reps": 5})
    client.post(edit(row), STONE | {"name": "Rock lift"})
    row.refresh_from_db()
    assert (row.name, row.slug, ana.training_sets.get().exercise) == ("Rock lift", "own_stone_lift", "own_stone_lift")
    assert "Rock lift" in client.get(reverse("journal:exercise-detail", args=[row.slug])).content.decode()
    assert client.post(edit(row), STONE | {"name": "Rock lift"}).status_code == 302  # its own name is free


def test_another_movement_changes_what_is_a_resistance_day(ana, browse):
    row = own(ana, pattern="squat")
    sets = [{"exercise": slug, "reps": 5} for slug in (row.slug, row.slug, "front_squat", "front_squat")]
    session = did(ana, *sets)
    assert not session.is_resistance
    browse(ana).post(edit(row), STONE | {"pattern": "push"})
    session.refresh_from_db()
    assert session.is_resistance


def test_a_unit_that_its_sets_do_not_hold_is_refused(ana, browse):
    row, client = own(ana), browse(ana)
    did(ana, {"exercise": row.slug, "reps": 5})
    answer = client.post(edit(row), STONE | {"unit": "hold"})
    assert answer.status_code == 422
    assert "Some sets of it do not hold what this counts." in answer.content.decode()
    row.refresh_from_db()
    assert row.unit == "load"
    assert client.post(edit(row), STONE | {"unit": "reps"}).status_code == 302


def test_a_hidden_one_is_offered_nowhere_and_keeps_its_history(ana, browse):
    row, client = own(ana), browse(ana)
    did(ana, {"exercise": row.slug, "reps": 5})
    assert Library(ana).recent[0].slug == row.slug
    client.post(edit(row), STONE | {"hidden": "on"})
    library = Library(ana)
    assert row.slug not in [choice.slug for choice in (*library.recent, *library.search(""), *library.search("stone"))]
    assert library.get(row.slug).name == "Stone lift"
    assert "Hidden" in client.get(reverse("journal:exercise-detail", args=[row.slug])).content.decode()
    assert "hidden" in client.get(LIST).content.decode()
    client.post(edit(row), STONE)
    assert Library(ana).search("stone")[0].slug == row.slug


def test_delete_offers_undo(ana, browse):
    row, client = own(ana), browse(ana)
    page = client.post(reverse("journal:own-exercise-delete", args=[row.pk]), follow=True).content.decode()
    assert not ana.own_exercises.exists()
    undo = reverse("journal:entry-restore", args=[ana.deleted_entries.get().pk])
    assert f'action="{undo}"' in page
    answer = client.post(undo)
    assert answer.headers["Location"] == reverse("journal:exercise-detail", args=["own_stone_lift"])
    assert (ana.own_exercises.get().pk, ana.own_exercises.get().slug) == (row.pk, row.slug)


def test_one_with_sets_is_not_deleted(ana, browse):
    row = own(ana)
    did(ana, {"exercise": row.slug, "reps": 5})
    page = browse(ana).post(reverse("journal:own-exercise-delete", args=[row.pk]), follow=True).content.decode()
    assert "Sessions, templates or merged exercises name it. Merge it, or hide it." in page
    assert ana.own_exercises.exists()


def test_one_that_counts_in_levels_has_five_general_ones(ana):
    row = own(ana, unit="level", activity="yoga", pattern="mindbody")
    with override("en"):
        levels = Library(ana).get(row.slug).levels
    assert (len(levels), levels[0]) == (5, "With support: wall, block, chair or bent knees")


def test_an_outsider_finds_none_of_anas(ana, chen, browse):
    row, client = own(ana), browse(chen)
    for address in (edit(row), reverse("journal:own-exercise-delete", args=[row.pk])):
        assert client.post(address, STONE | {"name": "Mine"}).status_code == 404
    assert client.get(edit(row)).status_code == 404
    assert "Stone lift" not in client.get(LIST).content.decode()
    row.refresh_from_db()
    assert row.name == "Stone lift"


@pytest.mark.parametrize("address", [NEW, LIST])
def test_without_consent_the_page_asks_and_stores_nothing(db, browse, address):
    finn = make_person("finn@example.org", consents=[])
    assert 'value="training"' in browse(finn).get(address).content.decode()
    assert browse(finn).post(NEW, STONE).status_code == 403
    assert not finn.own_exercises.exists()


# API


def test_the_api_changes_and_deletes_own_exercises(ana, chen, api):
    client, path = api(ana), "exercises/own_stone_lift/"
    made = client.post("exercises/", {"name": "Stone lift", "pattern": "hinge", "activity": "circuit"}).data
    assert (made["activity"], made["low_impact"], made["hidden"], made["merged_into"]) == (
        "circuit",
        False,
        False,
        None,
    )
    changed = client.patch(path, {"name": "Rock lift", "low_impact": True})
    assert changed.data == made | {"name": "Rock lift", "low_impact": True}
    assert client.get(path).data == changed.data
    for stranger in (api(chen).patch(path, {"name": "Mine"}), api(chen).delete(path)):
        assert stranger.status_code == 404
    assert client.patch("exercises/back_squat/", {"name": "Mine"}).status_code == 404
    assert client.patch(path, {"pattern": "jump"}).status_code == 400
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_the_api_deletes_none_that_is_in_use(ana, api):
    row = own(ana)
    did(ana, {"exercise": row.slug, "reps": 5})
    assert api(ana).delete(f"exercises/{row.slug}/").status_code == 409
    assert ana.own_exercises.exists()


def test_the_api_takes_no_merge_from_a_body(ana, api):
    own(ana)
    answer = api(ana).patch("exercises/own_stone_lift/", {"merged_into": "back_squat"})
    assert (answer.status_code, answer.data["merged_into"]) == (200, None)
