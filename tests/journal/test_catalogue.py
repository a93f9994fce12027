"""The catalogue: its slugs are a promise to API clients."""

from decimal import Decimal

import pytest

from journal import catalogue
from journal.training_load import DEFAULT_INTENSITY

SLUGS = [
    "walk_easy",
    "walk_brisk",
    "jog",
    "run_easy",
    "run_interval",
    "run_steady",
    "cycle",
    "swim",
    "hike",
    "goblet_squat",
    "back_squat",
    "deadlift",
    "romanian_deadlift",
    "bench_press",
    "overhead_press",
    "push_up",
    "row",
    "pulldown",
    "split_squat",
    "step_up",
    "hip_bridge",
    "band_row",
    "carry",
    "plank",
    "dead_bug",
    "tai_chi",
    "gentle_stretch",
    "joint_prep",
    "yoga_mountain",
    "yoga_forward_fold",
    "yoga_down_dog",
    "yoga_warrior2",
    "yoga_triangle",
    "yoga_tree",
    "yoga_seated_fold",
    "yoga_bridge",
    "yoga_twist",
    "yoga_child",
    "yoga_rest",
]


def slugs(text: str, **options: str) -> list[str]:
    return [exercise.slug for exercise in catalogue.search(text, **options)]


def test_the_slugs_stay():
    assert list(catalogue.EXERCISES) == SLUGS


@pytest.mark.parametrize("exercise", catalogue.EXERCISES.values(), ids=lambda exercise: exercise.slug)
def test_every_exercise_is_complete(exercise):
    assert exercise.name("en").isascii()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in exercise.name("zh-hans"))
    assert exercise.activity in DEFAULT_INTENSITY
    assert exercise.pattern in {
        "aerobic", "squat", "hinge", "push", "pull", "carry", "core", "mindbody", "mobility"
    }  # fmt: skip
    assert (exercise.increment_kg is not None) == (exercise.unit == "load")


def test_increment_of_a_large_and_a_small_lift():
    assert catalogue.EXERCISES["back_squat"].increment_kg == Decimal("2.5")
    assert catalogue.EXERCISES["overhead_press"].increment_kg == Decimal("1.25")


def test_get_knows_only_the_catalogue():
    assert catalogue.get("plank").name("zh-Hans") == "平板支撑"
    assert catalogue.get("my_own") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("squat", ["goblet_squat", "back_squat", "split_squat"]),
        ("  Back  SQUAT ", ["back_squat"]),
        ("深蹲", ["goblet_squat", "back_squat"]),
        ("row", ["row", "band_row"]),
        ("br", ["walk_brisk", "yoga_bridge", "hip_bridge"]),
        ("yoga_t", ["yoga_triangle", "yoga_tree", "yoga_twist"]),
        ("no such thing", []),
        ("", SLUGS),
    ],
)
def test_search(text, expected):
    assert slugs(text) == expected


def test_search_within_an_activity():
    assert slugs("", activity="running") == ["jog", "run_easy", "run_interval", "run_steady"]
