"""The menu of an exercise and its sets, as a browser without scripts uses them."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from journal.models import ExerciseSetting
from tests.factories import make_person
from tests.journal.plain_form import PlainForm
from tests.journal.session_pages import NEW, NOW, begin, lifted, loads, press


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(ana, browse):
    return browse(ana)


def stored(person, *columns):
    """Columns of the sets of the newest session."""
    return list(person.training_sessions.newest_first()[0].sets.values_list(*columns))


# ---- Grey values ----------------------------------------------------------------------------------------


def pyramid(*figures, kind="working"):
    return [{"exercise": "back_squat", "load_kg": load, "reps": reps, "kind": kind} for load, reps in figures]


def test_a_pyramid_of_last_time_stays_one_when_it_is_ticked(ana, client):
    lifted(ana, 2, *pyramid((20, 8), kind="warmup"), *pyramid((60, 5), (65, 4), (70, 3)))
    form = begin(client, "back_squat")
    assert loads(form) == ["20", "60", "65", "70"]
    form.fill(_0__0__done="on", _0__1__done="on", _0__1__load="60", _0__1__reps="5")
    assert loads(press(client, form, "add_set", "0"))[:4] == ["20", "60", "65", "70"]


def test_a_changed_load_reaches_the_sets_that_had_the_same_one(ana, client):
    lifted(ana, 2, *pyramid((60, 5), (60, 5), (70, 3)))
    form = begin(client, "back_squat").fill(_0__0__load="62,5", _0__0__reps="5", _0__0__done="on")
    assert loads(press(client, form, "add_set", "0")) == ["60", "62,5", "70", "70"]


# ---- Sets and exercises removed, swapped, moved ---------------------------------------------------------


def test_a_removed_set_comes_back_as_it_was(client):
    form = begin(client, "bench_press")
    form.fill(_0__1__load="52,5", _0__1__reps="6", _0__1__kind="failure", _0__1__rpe="9.5", _0__1__done="on")
    form = press(client, form, "remove_set", "0-1")
    assert ("restore", "0-1") in form.buttons
    form = press(client, form, "restore", "0-1")
    row = [form[f"0-1-{name}"] for name in ("load", "reps", "kind", "rpe", "done")]
    assert row == ["52,5", "6", "failure", "9.5", "on"]
    assert not [button for button in form.buttons if button[0] == "restore"]


def test_a_removed_set_is_not_stored(ana, client):
    form = begin(client, "bench_press").fill(minutes=20, _0__0__reps="6", _0__1__reps="7")
    press(client, form, "remove_set", "0-0").press(client, NEW, "save")
    assert stored(ana, "reps") == [(7,)]


def test_an_exercise_left_out_comes_back_with_its_sets_and_note(ana, client):
    form = begin(client, "bench_press", "plank").fill(_0__0__reps="6", _0__note="elbows in", minutes=20)
    form = press(client, form, "remove_exercise", "0")
    form = press(client, form, "restore", "0")
    form.press(client, NEW, "save")
    assert stored(ana, "exercise", "reps", "note") == [("bench_press", 6, "elbows in")]


def test_an_exercise_left_out_is_gone_with_the_next_button(client):
    form = begin(client, "bench_press", "plank", "deadlift")
    form = press(client, form, "remove_exercise", "1")
    form = press(client, form, "move_down", "0")
    assert form.values["exercise"] == ["deadlift", "bench_press"]


@pytest.mark.parametrize(
    ("button", "place", "order"),
    [("move_up", "2", "acb"), ("move_down", "0", "bac"), ("move_up", "1", "bac"), ("move_down", "1", "acb")],
)
def test_exercises_change_places_with_their_rows(client, button, place, order):
    slugs = {"a": "bench_press", "b": "deadlift", "c": "row"}
    form = begin(client, *slugs.values()).fill(_0__0__reps="1", _1__0__reps="2", _2__0__reps="3")
    form = press(client, form, button, place)
    assert form.values["exercise"] == [slugs[letter] for letter in order]
    assert [form[f"{place}-0-reps"] for place in range(3)] == [str("abc".index(letter) + 1) for letter in order]


def test_the_first_cannot_move_up_nor_the_last_down(client):
    buttons = begin(client, "bench_press", "deadlift").buttons
    moves = [(button, place) for button, place in buttons if button.startswith("move")]
    assert moves == [("move_down", "0"), ("move_up", "1")]


def test_swapping_keeps_the_rows_and_offers_what_moves_alike_first(ana, client):
    lifted(ana, 2, {"exercise": "goblet_squat", "load_kg": 16, "reps": 10})
    form = begin(client, "back_squat", "plank").fill(_0__0__load="60", _0__0__reps="5", _0__note="low bar")
    form = press(client, form, "swap", "0")
    found = [value for name, value in form.buttons if name == "add_exercise"]
    assert found[0] == "goblet_squat"
    assert "back_squat" not in found
    form = press(client, form, "add_exercise", "goblet_squat")
    assert (form.values["exercise"], form["0-rows"], form["0-0-load"]) == (["goblet_squat", "plank"], "3", "60")
    assert (form["0-note"], form.grey["0-1-load"], form["swapping"]) == ("", "60", "")


def test_a_swap_can_be_called_off(client):
    form = press(client, begin(client, "back_squat"), "swap", "0")
    form = press(client, form, "swap", "none")
    form = press(client, form, "add_exercise", "plank")
    assert form.values["exercise"] == ["back_squat", "plank"]


@pytest.mark.parametrize("button", ["add_set", "remove_set", "swap", "move_up", "link", "unlink", "warm_up", "restore"])
@pytest.mark.parametrize("value", ["9", "-1", "x", "0-99", "99999999", "²", ""])
def test_places_that_are_none_change_nothing(client, button, value):
    form = begin(client, "bench_press", "plank")
    answer = client.post(NEW, {**form.values, button: value})
    assert answer.status_code == 200
    assert PlainForm(answer).values["exercise"] == ["bench_press", "plank"]


# ---- Warm-up, supersets ---------------------------------------------------------------------------------


def test_warm_up_sets_lead_up_to_the_grey_load(ana, client):
    lifted(ana, 2, *pyramid((100, 5), (100, 5)))
    form = press(client, begin(client, "back_squat"), "warm_up", "0")
    assert loads(form) == ["20", "50", "70", "85", "100", "100"]
    assert [form[f"0-{row}-kind"] for row in range(6)] == ["warmup"] * 4 + ["working"] * 2
    form = press(client, form.fill(_0__0__done="on", _0__0__load="20", _0__0__reps="8"), "warm_up", "0")
    assert loads(form) == ["20", "50", "70", "85", "100", "100"]  # offered again, it repeats nothing
    form.fill(minutes=30, _0__1__done="on", _0__4__done="on").press(client, NEW, "save")
    assert stored(ana, "kind", "load_kg", "reps") == [
        ("warmup", Decimal(20), 8), ("warmup", Decimal(50), 5), ("working", Decimal(100), 5),
    ]  # fmt: skip


def test_without_a_load_one_empty_warm_up_set_is_laid_out(client):
    form = press(client, begin(client, "back_squat"), "warm_up", "0")
    assert [form[f"0-{row}-kind"] for row in range(4)] == ["warmup", "working", "working", "working"]


def test_a_superset_is_linked_stored_edited_and_taken_apart(ana, client):
    form = begin(client, "bench_press", "row", "plank")
    form = press(client, form, "link", "0").fill(minutes=30, _0__0__reps="5", _1__0__reps="8", _2__0__hold="40")
    assert [form[f"{place}-superset"] for place in range(3)] == ["1", "1", ""]
    form.press(client, NEW, "save")
    assert stored(ana, "exercise", "superset") == [("bench_press", 1), ("row", 1), ("plank", None)]
    edit = reverse("journal:session-edit", args=[ana.training_sessions.get().pk])
    page = client.get(edit)
    assert page.content.decode().count("data-superset") == 1
    form = PlainForm(PlainForm(page).press(client, edit, "unlink", "0"))
    form.press(client, edit, "save")
    assert stored(ana, "superset") == [(None,), (None,), (None,)]


def test_alternating_sets_of_a_client_stand_together(ana, client):
    sets = [{"exercise": slug, "reps": reps, "superset": 7} for reps in (5, 6) for slug in ("bench_press", "row")]
    session = lifted(ana, 1, *sets)
    form = PlainForm(client.get(reverse("journal:session-edit", args=[session.pk])))
    assert (form.values["exercise"], form["0-1-reps"], form["1-1-reps"]) == (["bench_press", "row"], "6", "6")


def test_again_brings_supersets_and_kinds_back(ana, client):
    sets = [{"exercise": slug, "load_kg": 20, "reps": 5, "superset": 1} for slug in ("bench_press", "row")]
    earlier = lifted(ana, 9, *sets, {"exercise": "plank", "seconds": 30, "kind": "failure"})
    form = PlainForm(client.post(NEW, {"again": str(earlier.pk)}))
    assert [form[f"{place}-superset"] for place in range(3)] == ["1", "1", ""]
    assert (form["2-0-kind"], form.grey["2-0-hold"]) == ("failure", "30")


# ---- Notes ----------------------------------------------------------------------------------------------


def test_a_note_stands_on_the_first_set_and_is_told_next_time(ana, client):
    form = begin(client, "bench_press").fill(minutes=20, _0__note="elbows in", _0__0__reps="5", _0__1__reps="5")
    form.press(client, NEW, "save")
    assert stored(ana, "note") == [("elbows in",), ("",)]
    answer = client.post(NEW, {"activity": "strength", "add_exercise": "bench_press"})
    assert "<q>elbows in</q>" in answer.content.decode()
    assert PlainForm(answer)["0-note"] == ""


def test_notes_need_their_consent_and_an_edit_without_it_keeps_them(ana, client):
    session = lifted(ana, 1, {"exercise": "row", "reps": 8, "note": "hidden words"})
    withdraw_consent(person=ana, category="wellbeing")
    edit = reverse("journal:session-edit", args=[session.pk])
    page = client.get(edit)
    assert "hidden words" not in page.content.decode()
    form = PlainForm(page).fill(_0__0__reps="9", _0__note="smuggled")
    assert form.press(client, edit, "save").status_code == 302
    assert stored(ana, "reps", "note") == [(9, "hidden words")]
    fresh = client.post(NEW, {"activity": "strength", "add_exercise": "row"}).content.decode()
    assert ("hidden words" in fresh, 'name="0-note"' in fresh) == (False, False)


# ---- Effort ---------------------------------------------------------------------------------------------


def test_repetitions_in_reserve_are_asked_and_told_where_chosen(browse, db):
    eve = make_person("eve@example.org", set_effort="rir")
    lifted(eve, 2, {"exercise": "row", "load_kg": 40, "reps": 8, "rpe": 8.5})
    client = browse(eve)
    answer = client.post(NEW, {"activity": "strength", "add_exercise": "row"})
    page = answer.content.decode()
    assert "Last time 2 Mar · 40 × 8 · 1.5 in reserve" in page
    assert "How many more could you have done?" in page
    assert "RPE" not in page.replace("(RPE)", "")
    form = PlainForm(answer).fill(minutes=20, _0__0__reps="8", _0__0__rpe="7")
    form.press(client, NEW, "save")
    assert stored(eve, "rpe") == [(Decimal(7),)]


def test_a_stored_half_step_stays_when_reserve_is_asked(browse, db):
    eve = make_person("eve@example.org", set_effort="rir")
    session = lifted(eve, 2, {"exercise": "row", "load_kg": 40, "reps": 8, "rpe": 8.5})
    edit = reverse("journal:session-edit", args=[session.pk])
    client = browse(eve)
    PlainForm(client.get(edit)).press(client, edit, "save")
    assert stored(eve, "rpe") == [(Decimal("8.5"),)]


# ---- Rest and bar ---------------------------------------------------------------------------------------


def test_rest_and_bar_of_an_exercise_are_kept(ana, client):
    form = begin(client, "back_squat", "row")
    assert 'data-rest-seconds="90"' in client.post(NEW, form.values).content.decode()
    press(client, form.fill(_0__rest="180", _0__bar="15"), "add_set", "0")
    assert list(ExerciseSetting.objects.values_list("exercise", "rest_seconds", "bar_kg")) == [
        ("back_squat", 180, Decimal(15))
    ]
    fresh = begin(client, "back_squat")
    assert (fresh["0-rest"], fresh["0-bar"]) == ("180", "15")
    press(client, fresh.fill(_0__rest="usual", _0__bar__typed="12,5"), "add_set", "0")
    assert ExerciseSetting.objects.values_list("rest_seconds", "bar_kg").get() == (None, Decimal("12.50"))


@pytest.mark.parametrize(("rest", "bar"), [("1801", "x"), ("-1", "101"), ("x", "-5"), ("²", "9" * 30)])
def test_rests_and_bars_that_are_none_change_nothing(ana, client, rest, bar):
    press(client, begin(client, "back_squat").fill(_0__rest=rest, _0__bar=bar), "add_set", "0")
    assert not ExerciseSetting.objects.exists()


def test_plates_are_told_for_the_next_load(ana, client):
    lifted(ana, 2, *pyramid((62.5, 5)))
    page = client.post(NEW, {"activity": "strength", "add_exercise": "back_squat"}).content.decode()
    assert "62.5 kg: on each side 1 × 20, 1 × 1.25" in page
    assert [page.count(f'data-plate="{plate}"') for plate in ("20", "1.25", "25")] == [1, 1, 0]
    form = begin(client, "back_squat").fill(_0__0__load="61")
    page = form.press(client, NEW, "add_set", "0").content.decode()
    assert "61 kg does not come out: 60 or 62.5." in page


def test_plates_in_pounds(browse, db):
    dot = make_person("dot@example.org", units="imperial")
    client = browse(dot)
    form = begin(client, "deadlift").fill(_0__0__load="135")
    assert form["0-bar"] == "45"
    assert "135 lb: on each side 1 × 45" in form.press(client, NEW, "add_set", "0").content.decode()


def test_loads_in_jin_are_built_from_plates_in_kilograms(browse, db):
    lin = make_person("lin@example.org", load_unit="jin")
    lifted(lin, 2, *pyramid((60, 5)))
    client = browse(lin)
    page = client.post(NEW, {"activity": "strength", "add_exercise": "back_squat"})
    assert PlainForm(page).grey["0-0-load"] == "120"
    assert "60 kg: on each side 1 × 20" in page.content.decode()
    form = press(client, PlainForm(page), "warm_up", "0")
    assert loads(form) == ["40", "60", "85", "100", "120"]


def test_only_what_has_a_bar_has_plates(client):
    page = client.post(NEW, {"activity": "strength", "add_exercise": "plank"}).content.decode()
    assert ("data-plates" in page, "Add warm-up sets" in page) == (False, False)
