"""Two exercises made one, and made two again within seven days."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.actions import share_win
from groups.models import Membership, SharedWin
from journal.actions import delete_own_exercise, save_session
from journal.exercise_aliases import merges_of, stands_for
from journal.exercise_library import Library
from journal.exercise_merging import MergeRefused, check, is_used, undo_merge, undoable
from journal.models import OwnExercise, SessionTemplate, UnfinishedSession
from journal.trash import empty_trash
from tests.factories import make_group
from tests.journal.merged import NOW, did, lift, make_one, own, slugs_of


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


# Which exercise a slug means


@pytest.mark.parametrize(
    ("merges", "slug", "end"),
    [
        ({}, "own_a", "own_a"),
        ({"own_a": "back_squat"}, "own_a", "back_squat"),
        ({"own_a": "own_b", "own_b": "own_c", "own_c": "deadlift"}, "own_a", "deadlift"),
        ({"own_a": "own_b", "own_b": "own_a"}, "own_a", "own_b"),
        ({"own_a": "own_a"}, "own_a", "own_a"),
    ],
)
def test_a_chain_of_merges_ends_where_it_ends(merges, slug, end):
    assert stands_for(slug, merges) == end


def test_a_merge_into_nothing_known_is_none():
    rows = [OwnExercise(slug="own_a", merged_into="gone"), OwnExercise(slug="own_b", merged_into="own_a")]
    assert merges_of(rows) == {"own_b": "own_a"}


# Merging


def test_all_sets_move_and_the_old_slug_goes_on_to_work(ana, api):
    stone = own(ana)
    first, second = did(ana, 3, lift(stone), lift("plank", None, 0, seconds=30)), did(ana, 1, lift(stone), lift(stone))
    make_one(ana, stone, "back_squat")
    assert (slugs_of(first), slugs_of(second)) == (["back_squat", "plank"], ["back_squat", "back_squat"])
    assert ana.own_exercises.get().merged_into == "back_squat"
    answer = api(ana).post(
        "training-sessions/",
        {"started_at": "2026-03-04T10:00:00Z", "minutes": 9, "activity": "strength", "sets": [lift(stone)]},
    )
    assert [one["exercise"] for one in answer.data["sets"]] == ["back_squat"]
    library = Library(ana)
    assert library.get(stone).slug == "back_squat"
    assert stone not in library.all
    assert api(ana).get(f"exercises/{stone}/").data["merged_into"] == "back_squat"
    assert stone not in [row["slug"] for row in api(ana).get("exercises/").data["results"]]


def test_an_exercise_of_the_catalogue_can_be_merged_and_stays_in_it(ana):
    session = did(ana, 1, lift("front_squat"))
    make_one(ana, "front_squat", "back_squat")
    assert slugs_of(session) == ["back_squat"]
    assert slugs_of(did(ana, 0, lift("front_squat"))) == ["front_squat"]


def test_merging_is_nobody_elses(ana, chen):
    theirs = did(chen, 1, lift("front_squat"))
    did(ana, 1, lift("front_squat"))
    make_one(ana, "front_squat", "back_squat")
    assert slugs_of(theirs) == ["front_squat"]


def test_chains_of_merges_resolve(ana):
    one, two = own(ana, "One"), own(ana, "Two")
    session = did(ana, 2, lift(one))
    make_one(ana, one, two)
    make_one(ana, two, "back_squat")
    assert slugs_of(session) == ["back_squat"]
    assert Library(ana).get(one).slug == "back_squat"
    assert slugs_of(did(ana, 0, lift(one))) == ["back_squat"]
    with pytest.raises(MergeRefused) as refused:
        make_one(ana, one, two)  # both are the back squat by now
    assert refused.value.code == "itself"


@pytest.mark.parametrize(
    ("source", "sets", "target", "code", "misfits"),
    [
        ("own_stone_squat", [lift("own_stone_squat")], "own_stone_squat", "itself", 0),
        ("own_stone_squat", [lift("own_stone_squat")], "no_such_lift", "unknown", 0),
        ("own_stone_squat", [lift("own_stone_squat")] * 2, "plank", "units", 2),
        ("plank", [{"exercise": "plank", "seconds": 30}], "back_squat", "units", 1),
        ("jog", [{"exercise": "jog", "seconds": 30}], "run_long", None, 0),
        ("run_long", [{"exercise": "run_long", "distance_m": 3000}], "jog", "units", 1),
        ("push_up", [{"exercise": "push_up", "reps": 3}], "bench_press", None, 0),
        ("own_stone_squat", [], "deadlift", None, 0),
        ("own_stone_squat", [], "jog", "units", 0),
        ("yoga_crow", [{"exercise": "yoga_crow", "pose_level": 2}], "yoga_tree", "units", 1),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_moves(ana, source, sets, target, code, misfits):
    own(ana)
    session = did(ana, 1, *sets)
    if code is None:
        make_one(ana, source, target)
        assert slugs_of(session) == [target] * len(sets)
        return
    with pytest.raises(MergeRefused) as refused:
        make_one(ana, source, target)
    assert (refused.value.code, refused.value.misfits) == (code, misfits)
    assert slugs_of(session) == [source] * len(sets)
    assert undoable(ana) == []


def test_templates_unfinished_sessions_and_settings_follow(ana, chen):
    stone = own(ana)
    sets = [{"exercise": stone, "reps": 5}, {"exercise": "plank", "seconds": 30}]
    template = SessionTemplate.objects.create(person=ana, name="A", activity="strength", sets=sets)
    theirs = SessionTemplate.objects.create(person=chen, name="A", activity="strength", sets=sets)
    forms = [
        UnfinishedSession.objects.create(id=uuid4(), person=ana, data={"exercise": data, "0-0-reps": "5"})
        for data in ([stone, "plank"], stone, "plank")
    ]
    ana.exercise_settings.create(exercise=stone, rest_seconds=150)
    make_one(ana, stone, "back_squat")
    for row in (template, theirs, *forms):
        row.refresh_from_db()
    assert [one["exercise"] for one in template.sets] == ["back_squat", "plank"]
    assert [one["exercise"] for one in theirs.sets] == [stone, "plank"]
    assert [form.data["exercise"] for form in forms] == [["back_squat", "plank"], "back_squat", "plank"]
    assert ana.exercise_settings.get(exercise="back_squat").rest_seconds == 150


def test_a_setting_of_the_target_stays(ana):
    stone = own(ana)
    ana.exercise_settings.create(exercise=stone, rest_seconds=150)
    ana.exercise_settings.create(exercise="back_squat", rest_seconds=60)
    make_one(ana, stone, "back_squat")
    assert ana.exercise_settings.get(exercise="back_squat").rest_seconds == 60


def test_resistance_days_are_judged_by_the_new_movement(ana):
    stone = own(ana, pattern="squat")
    session = did(ana, 1, lift(stone), lift(stone), lift("front_squat"), lift("front_squat"))
    assert not session.is_resistance
    record = make_one(ana, stone, "deadlift")
    session.refresh_from_db()
    assert session.is_resistance
    undo_merge(person=ana, deleted=record)
    session.refresh_from_db()
    assert not session.is_resistance


def test_wins_are_worked_out_again_and_keep_what_was_done_with_them(ana, bo):
    stone = own(ana, "Stone squat")
    for days_ago, load in ((9, 60), (8, 60), (7, 60), (6, 62.5), (5, 65), (4, 67.5)):
        did(ana, days_ago, lift(stone, load))
    group = make_group(ana, bo)
    wins = {int(win.new): win for win in ana.small_wins.filter(rule="SW01")}
    ana.small_wins.filter(pk=wins[62].pk).update(is_kept=True)
    ana.small_wins.filter(pk=wins[65].pk).update(is_dismissed=True)
    share_win(person=ana, win=wins[67], memberships=[Membership.objects.get(person=ana, group=group)])
    record = make_one(ana, stone, "back_squat")
    told = ana.small_wins.filter(rule="SW01").order_by("new")
    assert list(told.values_list("exercise", "new", "is_kept", "is_dismissed")) == [
        ("back_squat", Decimal("62.50"), True, False),
        ("back_squat", Decimal("65.00"), False, True),
        ("back_squat", Decimal("67.50"), False, False),
    ]
    assert SharedWin.objects.get().win == told[2]
    undo_merge(person=ana, deleted=record)
    assert [win.is_kept for win in ana.small_wins.filter(rule="SW01", exercise=stone).order_by("new")] == [1, 0, 0]
    assert SharedWin.objects.get().win.exercise == stone


def test_wins_that_no_longer_hold_go(ana):
    stone = own(ana)
    for days_ago, load in ((9, 60), (8, 60), (7, 60), (6, 62.5)):
        did(ana, days_ago, lift(stone, load))
    did(ana, 20, lift("back_squat", 100))
    assert ana.small_wins.filter(rule="SW01").count() == 1
    make_one(ana, stone, "back_squat")
    assert not ana.small_wins.filter(rule="SW01").exists()


# Undoing


def test_undo_gives_back_exactly_what_moved(ana):
    stone = own(ana)
    alone = did(ana, 3, lift(stone), lift(stone))
    both = did(ana, 2, lift(stone, 50), lift("back_squat", 70), lift(stone, 55))
    other = did(ana, 1, lift("back_squat"))
    template = SessionTemplate.objects.create(
        person=ana, name="A", activity="strength", sets=[{"exercise": "back_squat"}, {"exercise": stone}]
    )
    record = make_one(ana, stone, "back_squat")
    later = did(ana, 0, lift(stone))
    assert undo_merge(person=ana, deleted=record) == stone
    assert [slugs_of(one) for one in (alone, both, other, later)] == [
        [stone, stone],
        [stone, "back_squat", stone],
        ["back_squat"],
        ["back_squat"],
    ]
    template.refresh_from_db()
    assert [one["exercise"] for one in template.sets] == ["back_squat", stone]
    assert ana.own_exercises.get().merged_into == ""
    assert undoable(ana) == []


def test_undo_reaches_sets_that_were_written_again(ana):
    stone = own(ana)
    session = did(ana, 3, lift(stone), lift(stone))
    record = make_one(ana, stone, "back_squat")
    data = {"started_at": session.started_at, "minutes": 50, "activity": "strength", "sets": [lift("back_squat")] * 3}
    save_session(person=ana, object_id=session.pk, data=data, existing=ana.training_sessions.get())
    undo_merge(person=ana, deleted=record)
    assert slugs_of(session) == [stone] * 3


def test_a_later_merge_is_undone_first(ana):
    one, two = own(ana, "One"), own(ana, "Two")
    first, second = did(ana, 3, lift(one)), did(ana, 2, lift(two))
    with time_machine.travel(NOW - timedelta(minutes=1), tick=False):
        early = make_one(ana, one, two)
    late = make_one(ana, two, "back_squat")
    with pytest.raises(MergeRefused) as refused:
        undo_merge(person=ana, deleted=early)
    assert refused.value.code == "later"
    undo_merge(person=ana, deleted=late)
    assert (slugs_of(first), slugs_of(second)) == ([two], [two])
    undo_merge(person=ana, deleted=early)
    assert (slugs_of(first), slugs_of(second)) == ([one], [two])


@pytest.mark.parametrize(("days", "count"), [(6, 1), (8, 0)])
def test_a_merge_can_be_undone_for_seven_days(ana, days, count):
    stone = own(ana)
    make_one(ana, stone, "back_squat")
    empty_trash(now=NOW + timedelta(days=days))
    assert len(undoable(ana)) == count
    assert Library(ana).get(stone).slug == "back_squat"


def test_the_trash_brings_no_merge_back_as_an_entry(ana, browse):
    record = make_one(ana, own(ana), "back_squat")
    assert browse(ana).post(reverse("journal:entry-restore", args=[record.pk])).status_code == 404


# In use


def test_what_is_in_use_cannot_be_deleted(ana):
    names = ("Logged", "Template", "Form", "Target", "Free")
    rows = {name: ana.own_exercises.get(slug=own(ana, name)) for name in names}
    did(ana, 1, lift("own_logged"))
    sets = [{"exercise": "own_template"}]
    SessionTemplate.objects.create(person=ana, name="A", activity="strength", sets=sets)
    UnfinishedSession.objects.create(id=uuid4(), person=ana, data={"exercise": ["own_form"]})
    make_one(ana, own(ana, "Source"), "own_target")
    assert {name: is_used(ana, row) for name, row in rows.items()} == {name: name != "Free" for name in names}
    delete_own_exercise(person=ana, row=rows["Free"])
    assert not ana.own_exercises.filter(name="Free").exists()


def test_a_merge_takes_as_many_queries_for_many_sessions_as_for_few(ana):
    counts = []
    for many in (3, 12):
        stone = own(ana, f"Stone {many}")
        for days_ago in range(60, 60 - many, -1):
            did(ana, days_ago, lift(stone), lift(stone))
        with CaptureQueriesContext(connection) as captured:
            check(ana, Library(ana).get(stone), Library(ana).get("back_squat"))
            make_one(ana, stone, "back_squat")
        counts.append(len(captured))
    assert counts[0] == counts[1]
