"""Exercises are found by English, Chinese, pinyin and initials, in the pages and over the API."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.uuid7 import uuid7
from journal import catalogue
from journal.exercise_library import Library
from journal.exercise_search import find, searchable

PICKER = reverse("journal:exercise-picker")
DEADLIFTS = ["deadlift", "romanian_deadlift", "sumo_deadlift"]


@dataclass
class Named:
    words: str


def slugs(text: str) -> list[str]:
    return [exercise.slug for exercise in find(text, catalogue.EXERCISES.values())]


def do(api, person, *exercises):
    """Sessions of one exercise each, the last one newest."""
    for hour, slug in enumerate(exercises):
        sets = [{"exercise": slug, "reps": 5}]
        body = {"started_at": f"2026-07-01T{hour:02}:00:00Z", "minutes": 20, "activity": "strength", "sets": sets}
        assert api(person).put(f"training-sessions/{uuid7()}/", body).status_code == 201


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bench press", ["bench_press", "incline_bench_press"]),  # the exact name, then names with the words
        ("PRESS  bench", ["bench_press", "incline_bench_press"]),
        ("back sq", ["back_squat"]),
        ("plank", ["plank"]),
        ("plank sid", ["side_plank"]),
        ("push-up", ["push_up", "wall_push_up"]),
        ("pushup", ["push_up", "wall_push_up"]),
        ("childs", ["yoga_child"]),
        ("Child’s pose", ["yoga_child"]),
        ("硬拉", DEADLIFTS),
        ("杠铃深蹲", ["back_squat"]),
        ("深蹲 杠铃", ["back_squat"]),
        ("yingla", DEADLIFTS),
        ("ying la", DEADLIFTS),
        ("YINGL", DEADLIFTS),
        ("ganglingshendun", ["back_squat"]),
        ("glsd", ["back_squat"]),
        ("ｗｏｔｕｉ", ["bench_press"]),
        ("kz", ["walk_brisk"]),
        ("baduanjin", ["eight_brocades"]),
        ("T杠", ["t_bar_row"]),
        ("yoga wa", ["yoga_warrior2", "yoga_warrior1", "yoga_warrior3"]),
        ("瑜伽", ["yoga_mountain"]),
        (" \t ", ["walk_easy", "walk_brisk"]),
    ],
)
def test_what_is_found_first(text, first):
    assert slugs(text)[: len(first)] == first


@pytest.mark.parametrize("text", ["深蹲", "shendun", "shen dun", "sd", "SD", "shend", "squat"])
def test_a_squat_is_found_in_every_way(text):
    found = slugs(text)
    assert {"back_squat", "goblet_squat", "air_squat"} <= set(found)
    assert "bench_press" not in found


@pytest.mark.parametrize("text", ["no such thing", "quat", "endun", "深硬", "squat deadlift", "x" * 10_000])
def test_what_is_not_found(text):
    assert slugs(text) == []


@pytest.mark.parametrize("text", ["(", "[", "\\", "|", "#", "*", "\0"])
def test_marks_are_no_pattern(text):
    assert slugs(text) == list(catalogue.EXERCISES)
    assert slugs(f"{text}deadlift")[0] == "deadlift"


def test_a_name_comes_before_what_is_found_otherwise():
    rest = Named(searchable("Warrior", "战士式", pinyin="zhan shi shi", also="tree"))
    word, begins, exact = (Named(searchable(name)) for name in ("Old tree", "Tree top", "Tree"))
    assert find("tree", [rest, word, begins, exact]) == [exact, begins, word, rest]


def test_an_own_exercise_is_found_by_its_name(ana, api):
    api(ana).post("exercises/", {"name": "举石 Stone lift"})
    for text in ("stone", "石", "lift 举"):
        assert [choice.slug for choice in Library(ana).search(text)][:1] == ["own_stone_lift"], text
    assert "own_stone_lift" not in [choice.slug for choice in Library(ana).search("jushi")]


def test_an_own_name_has_pinyin_when_the_catalogue_has_its_characters(ana, api):
    slug = api(ana).post("exercises/", {"name": "壶铃 推举 B"}).data["slug"]
    for text in ("hulingtuiju", "hltj", "tui ju hu"):
        assert slug in [choice.slug for choice in Library(ana).search(text)], text


def test_among_equals_the_activity_comes_first_and_then_the_last_done(ana, api):
    do(api, ana, "goblet_squat", "air_squat")
    found = [choice.slug for choice in Library(ana).search("squat")]
    assert found[:3] == ["air_squat", "goblet_squat", "back_squat"]
    walks = [choice.slug for choice in Library(ana).search("walk", "walking")]
    assert walks.index("walk_after_meal") < walks.index("walking_lunge")
    assert Library(ana).search("bench press")[0].slug == "bench_press"


# API


def test_the_api_searches_with_the_last_done_first(ana, api):
    client = api(ana)
    do(api, ana, "sumo_deadlift", "romanian_deadlift")
    client.post("exercises/", {"name": "Deadlift with a stone"})
    found = [row["slug"] for row in client.get("exercises/?search=deadlift").data["results"]]
    assert found[:5] == [
        "deadlift",
        "own_deadlift_with_a_stone",
        "romanian_deadlift",
        "sumo_deadlift",
        "trap_bar_deadlift",
    ]
    assert client.get("exercises/?search=yl").data["results"][0]["slug"] == "deadlift"
    assert client.get("exercises/?search=nothing-like-it").data == {"results": [], "next": None}
    everything = [row["slug"] for row in client.get("exercises/").data["results"]]
    assert everything[:3] == ["romanian_deadlift", "sumo_deadlift", "own_deadlift_with_a_stone"]
    assert sorted(everything) == sorted([*catalogue.EXERCISES, "own_deadlift_with_a_stone"])


def test_the_api_finds_nobody_elses(ana, chen, api):
    api(ana).post("exercises/", {"name": "Stone lift"})
    assert api(chen).get("exercises/?search=stone").data["results"] == []


def test_an_exercise_that_left_the_catalogue_is_no_result(ana, api):
    do(api, ana, "plank")
    ana.training_sets.update(exercise="gone_from_here")
    assert api(ana).get("exercises/?search=gone").data["results"] == []


# Pages


def offered_by(answer) -> list[str]:
    """The slugs of a page of exercises, in its order."""
    return re.findall(r'name="add_exercise" value="(\w+)"', answer.content.decode())


def test_the_page_shows_thirty_and_all_on_demand(ana, browse):
    client = browse(ana)
    first, every = client.get(PICKER), client.get(PICKER, {"all": "1"})
    assert offered_by(first) == list(catalogue.EXERCISES)[:30]
    assert offered_by(every) == list(catalogue.EXERCISES)
    for page in (first, every):
        assert f"{len(catalogue.EXERCISES)} exercises" in page.content.decode()
    assert 'href="?all=1"' in first.content.decode()
    assert 'href="?all=1"' not in every.content.decode()


def test_the_page_ranks_what_it_finds_and_says_how_many(ana, browse):
    client = browse(ana)
    found = client.get(PICKER, {"q": "yingla"})
    assert offered_by(found)[:2] == ["deadlift", "romanian_deadlift"]
    assert "plank" not in offered_by(found)
    assert f"{len(offered_by(found))} exercises" in found.content.decode()
    assert "1 exercise<" in client.get(PICKER, {"q": "baduanjin"}).content.decode()
    nothing = client.get(PICKER, {"q": "no such thing"}).content.decode()
    assert "None of that name" in nothing
    assert f'href="{reverse("journal:own-exercise-new")}?name=no%20such%20thing"' in nothing


def test_those_done_last_come_first_with_their_day(ana, browse, api):
    do(api, ana, "plank", "yoga_tree")
    page = browse(ana).get(PICKER)
    assert offered_by(page)[:3] == ["yoga_tree", "plank", "walk_easy"]
    assert page.content.decode().count("Last time 1 Jul 2026") == 2
    assert offered_by(browse(ana).get(PICKER, {"pattern": "core"}))[0] == "plank"


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"activity": "swimming"}, lambda one: one.activity == "swimming"),
        ({"activity": "circuit"}, lambda one: one.activity in {"circuit", "strength"}),
        ({"pattern": "hinge"}, lambda one: one.pattern == "hinge"),
        ({"equipment": "barbell"}, lambda one: "barbell" in one.equipment),
        ({"equipment": "none"}, lambda one: not one.equipment),
        ({"low_impact": "1"}, lambda one: one.low_impact),
        ({"low_impact": "0"}, lambda one: True),
        ({"pattern": "jumping", "equipment": "anvil", "activity": "golf"}, lambda one: True),
        (
            {"pattern": "squat", "equipment": "none", "low_impact": "1"},
            lambda one: one.pattern == "squat" and not one.equipment and one.low_impact,
        ),
        ({"q": "squat", "equipment": "barbell"}, lambda one: one.slug in slugs("squat") and "barbell" in one.equipment),
    ],
    ids=lambda value: urlencode(value) if isinstance(value, dict) else "",
)
def test_filters_narrow_down_the_page_and_the_api_alike(ana, browse, api, asked, holds):
    wanted = sorted(slug for slug, one in catalogue.EXERCISES.items() if holds(one))
    assert sorted(offered_by(browse(ana).get(PICKER, asked | {"all": "1"}))) == wanted
    query = urlencode({"search" if name == "q" else name: value for name, value in asked.items()})
    assert sorted(row["slug"] for row in api(ana).get(f"exercises/?{query}").data["results"]) == wanted


def test_chips_choose_and_let_go_and_only_those_that_find_something_are_offered(ana, browse):
    page = browse(ana).get(PICKER, {"q": "squat", "pattern": "squat"}).content.decode()
    assert '<a class="chip" href="?q=squat" aria-current="true">Squat</a>' in page
    assert '<a class="chip" href="?q=squat&amp;pattern=squat&amp;equipment=kettlebell">Kettlebell</a>' in page
    assert ">Treadmill</a>" not in page
    assert '<input type="hidden" name="pattern" value="squat">' in page


def test_the_form_shows_those_of_the_activity_until_it_is_asked(ana, browse):
    client, new = browse(ana), reverse("journal:session-new")
    page = client.post(new, {"activity": "running"}).content.decode()
    assert "data-asked hidden>Bench press" in page
    assert "data-asked hidden>Jog" not in page
    assert "data-asked" not in client.post(new, {"activity": "other"}).content.decode()
    asked = client.post(
        new, {"activity": "running", "exercise_form": "1", "search": "1", "q": "wotui"}
    ).content.decode()
    assert ">Bench press</button>" in asked
    assert "data-asked" not in asked
    assert ">Back squat</button>" in client.post(new, {"activity": "circuit"}).content.decode()


def test_queries_stay_the_same(ana, api, browse):
    client, pages, counts = api(ana), browse(ana), []
    pages.get(PICKER)
    for count in (1, 3):
        do(api, ana, *["plank", "deadlift", "back_squat"][:count])
        for number in range(count):
            client.post("exercises/", {"name": f"Stone {count} {number}"})
        for ask in (
            lambda: client.get("exercises/?search=s"),
            lambda: pages.get(PICKER, {"q": "s", "pattern": "squat", "all": "1"}),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert ask().status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_a_new_session_offers_a_few_exercises_and_the_rest_on_demand(ana, browse):
    client, new = browse(ana), reverse("journal:session-new")
    shown = '<button class="chip" name="add_exercise" value="[a-z_0-9]+" data-words="[^"]*">'
    few = client.post(new, {"activity": "strength"}).content.decode()
    assert (len(re.findall(shown, few)), "Show all exercises" in few) == (16, True)
    every = client.post(new, {"activity": "strength", "exercise_form": "1", "search": "1", "q": ""}).content.decode()
    assert (len(re.findall(shown, every)) > 100, "Show all exercises" in every) == (True, False)
