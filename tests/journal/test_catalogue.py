"""The catalogue: its slugs are a promise to API clients, its words a vocabulary."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from journal import catalogue

FIRST = """
walk_easy|Easy walk|轻松步行|walking|aerobic|time|low||
walk_brisk|Brisk walk|快走|walking|aerobic|time|low||
jog|Jog|慢跑|running|aerobic|time|||
run_easy|Easy run|轻松跑|running|aerobic|time|||
run_interval|Interval run|间歇跑|running|aerobic|distance|||
run_steady|Steady run|稳态跑|running|aerobic|time|||
cycle|Cycling|骑行|cycling|aerobic|time|low|bike|
swim|Swimming or water walking|游泳或水中行走|swimming|aerobic|time|low|pool|
hike|Hike|徒步|hiking|aerobic|time|low||
goblet_squat|Goblet squat|高脚杯深蹲|strength|squat|load|low|dumbbell|2.5
back_squat|Back squat|杠铃深蹲|strength|squat|load|low|barbell|2.5
deadlift|Deadlift|硬拉|strength|hinge|load|low|barbell|2.5
romanian_deadlift|Romanian deadlift|罗马尼亚硬拉|strength|hinge|load|low|dumbbell|2.5
bench_press|Bench press|卧推|strength|push|load|low|barbell,bench|2.5
overhead_press|Overhead press|站姿推举|strength|push|load|low|dumbbell|1.25
push_up|Push-up (wall, bench or floor)|俯卧撑（墙面、凳上或地面）|strength|push|reps|low||
row|Row (dumbbell or cable)|划船（哑铃或绳索）|strength|pull|load|low|dumbbell|2.5
pulldown|Lat pulldown or band pull|高位下拉或弹力带下拉|strength|pull|load|low|machine_or_band|2.5
split_squat|Split squat|分腿蹲|strength|squat|reps|low||
step_up|Step-up|登台阶|strength|squat|reps|low||
hip_bridge|Hip bridge|臀桥|strength|hinge|reps|low||
band_row|Band row|弹力带划船|strength|pull|reps|low|band|
carry|Loaded carry|负重行走|strength|carry|time|low|dumbbell|
plank|Plank|平板支撑|strength|core|time|low||
dead_bug|Dead bug|仰卧对侧伸展|strength|core|reps|low||
tai_chi|Tai chi, simple form|太极拳（简化套路）|tai_chi|mindbody|time|low||
gentle_stretch|Gentle stretching|舒缓拉伸|mobility|mindbody|time|low||
joint_prep|Joint circles and easy movement|关节活动与轻松热身|mobility|mobility|time|low||
yoga_mountain|Mountain|山式|yoga|mindbody|hold|low||
yoga_forward_fold|Standing forward fold|站立前屈|yoga|mindbody|hold|low||
yoga_down_dog|Downward-facing dog|下犬式|yoga|mindbody|hold|low||
yoga_warrior2|Warrior II|战士二式|yoga|mindbody|hold|low||
yoga_triangle|Triangle|三角式|yoga|mindbody|hold|low||
yoga_tree|Tree|树式|yoga|mindbody|hold|low||
yoga_seated_fold|Seated forward fold|坐姿前屈|yoga|mindbody|hold|low||
yoga_bridge|Bridge|桥式|yoga|mindbody|hold|low||
yoga_twist|Lying twist|仰卧扭转|yoga|mindbody|hold|low||
yoga_child|Child's pose|婴儿式|yoga|mindbody|hold|low||
yoga_rest|Resting pose|摊尸式（休息）|yoga|mindbody|hold|low||
"""
"""The exercises of the first release, as the programmes name them: slug, names, activity, pattern, unit, low impact,
equipment, increment. None of them may change; levels of poses came later."""
FILE = Path(catalogue.__file__).with_name("exercises.json")
GOOD = {
    "name": {"en": "Stone lift", "zh_hans": "举石"},
    "pinyin": "ju shi",
    "activity": "strength",
    "pattern": "hinge",
    "unit": "load",
    "low_impact": True,
    "equipment": ["barbell"],
    "increment_kg": "2.5",
}


def first() -> dict[str, catalogue.Exercise]:
    rows = [line.split("|") for line in FIRST.strip().splitlines()]
    return {
        slug: catalogue.Exercise(
            slug, en, zh, catalogue.EXERCISES[slug].pinyin, activity, pattern, unit, low == "low",
            tuple(equipment.split(",")) if equipment else (), Decimal(increment) if increment else None,
            catalogue.EXERCISES[slug].levels_en, catalogue.EXERCISES[slug].levels_zh_hans,
        )
        for slug, en, zh, activity, pattern, unit, low, equipment, increment in rows
    }  # fmt: skip


def is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def test_the_first_exercises_stay_as_they_were_field_by_field():
    assert len(first()) == 39
    assert list(catalogue.EXERCISES)[:39] == list(first())
    assert {slug: catalogue.EXERCISES[slug] for slug in first()} == first()


def test_there_is_something_for_everybody():
    exercises = list(catalogue.EXERCISES.values())
    assert len(exercises) >= 160
    assert {one.pattern for one in exercises} == catalogue.PATTERNS
    assert {one.unit for one in exercises} == catalogue.UNITS
    assert {item for one in exercises for item in one.equipment} == catalogue.EQUIPMENT
    for activity in ("walking", "running", "cycling", "swimming", "hiking", "yoga", "tai_chi", "mobility", "dance"):
        assert sum(one.activity == activity for one in exercises) >= 4, activity
    for pattern in ("squat", "hinge", "push", "core"):
        assert any(one.pattern == pattern and not one.equipment for one in exercises), pattern


def test_no_slug_is_written_twice():
    slugs = [line.split('"')[1] for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith('  "')]
    assert len(slugs) == len(set(slugs)) == len(catalogue.EXERCISES)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_names_are_unique(language):
    names = [exercise.name(language).casefold() for exercise in catalogue.EXERCISES.values()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("exercise", catalogue.EXERCISES.values(), ids=lambda exercise: exercise.slug)
def test_every_exercise_has_both_names_and_a_syllable_for_each_han_character(exercise):
    assert exercise.name("en").isascii()
    assert exercise.name("en") == exercise.name("en").strip() != ""
    han = [letter for letter in exercise.name("zh-hans") if is_han(letter)]
    assert len(exercise.pinyin.split()) == len(han) > 0
    assert not set(exercise.name("zh-hans")) & set(",()!;:")
    letters = exercise.pinyin.replace(" ", "")
    assert letters.isascii()
    assert letters.isalpha()
    assert letters.islower()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("activity", "golf"),
        ("pattern", "jump"),
        ("unit", "jumps"),
        ("low_impact", "yes"),
        ("equipment", ["barbell", "anvil"]),
        ("increment_kg", "5"),
        ("increment_kg", None),
        ("name", {"en": "Stone lift"}),
        ("name", {"en": " ", "zh_hans": "举石"}),
    ],
)
def test_what_the_vocabulary_does_not_hold_is_refused_by_name(field, value):
    assert catalogue.read(json.dumps({"stone_lift": GOOD}))["stone_lift"].increment_kg == Decimal("2.5")
    with pytest.raises(ValueError, match=f"^stone_lift: {field} .* is not allowed") as refused:
        catalogue.read(json.dumps({"stone_lift": GOOD | {field: value}}))
    if field != "unit":  # a wrong unit makes the increment wrong as well
        assert str(refused.value).count("not allowed") == 1


FIVE = {"en": list("abcde"), "zh_hans": list("一二三四五")}


@pytest.mark.parametrize(
    "levels",
    [
        {},
        {"en": list("abcde")},
        FIVE | {"zh_hans": list("一二三四")},
        FIVE | {"en": list("abcda")},
        FIVE | {"en": [*"abcd", " "]},
    ],
)
def test_a_pose_that_counts_in_levels_tells_five_in_both_languages(levels):
    pose = json.dumps({"stone_pose": GOOD | {"unit": "level", "increment_kg": None}})
    assert catalogue.read(pose, json.dumps({"stone_pose": FIVE}))["stone_pose"].levels("zh-hans") == (*"一二三四五",)
    with pytest.raises(ValueError, match=r"^stone_pose: levels .* is not allowed"):
        catalogue.read(pose, json.dumps({"stone_pose": levels}))


def test_levels_of_no_exercise_are_refused():
    with pytest.raises(ValueError, match="other_pose: levels of no exercise"):
        catalogue.read(json.dumps({"stone_lift": GOOD}), json.dumps({"other_pose": FIVE}))


def test_the_poses_of_the_yoga_programme_have_levels():
    leveled = [slug for slug, one in catalogue.EXERCISES.items() if one.levels("en")]
    assert leveled[:8] == [
        "yoga_forward_fold", "yoga_down_dog", "yoga_warrior2", "yoga_triangle", "yoga_tree", "yoga_seated_fold",
        "yoga_bridge", "yoga_twist",
    ]  # fmt: skip
    assert {catalogue.EXERCISES[slug].unit for slug in leveled} == {"hold", "level"}
    for slug in leveled:
        assert not any(is_han(letter) for text in catalogue.EXERCISES[slug].levels("en") for letter in text)
        for text in catalogue.EXERCISES[slug].levels("zh-hans"):
            assert any(map(is_han, text)), (slug, text)
            assert not set(text) & set(",()!;:"), (slug, text)


@pytest.mark.parametrize("slug", ["Stone", "stone lift", "举石", "own_stone"])
def test_slugs_are_snake_case_and_not_of_ones_own(slug):
    with pytest.raises(ValueError, match=r"slug .* is not allowed"):
        catalogue.read(json.dumps({slug: GOOD}))


def test_only_a_load_has_an_increment():
    with pytest.raises(ValueError, match=r"increment_kg '2\.5' is not allowed"):
        catalogue.read(json.dumps({"stone_lift": GOOD | {"unit": "reps"}}))


def test_get_knows_only_the_catalogue():
    assert catalogue.get("plank").name("zh-Hans") == "平板支撑"
    assert catalogue.get("my_own") is None
