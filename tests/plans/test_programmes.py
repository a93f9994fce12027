"""The shipped programmes: every session as it was written out, and templates that are refused with line and reason."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from plans.programmes import FOLDER, SHIPPED, deload, library, rules, shipped
from plans.programmes.expansion import expanded
from plans.programmes.lines import BadLine, element
from plans.programmes.reading import BadTemplate

WRITTEN = Path(settings.BASE_DIR).parent / "shared" / "science" / "programmes.yaml"
DIGESTS: dict[str, str] = json.loads(Path(__file__).with_name("programme_digests.json").read_text("utf-8"))


def digest(session: Any) -> str:
    return hashlib.sha256(json.dumps(session, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def test_all_205_sessions_are_those_that_were_written_out() -> None:
    told = {
        f"{name}:{session['key']}": digest(session)
        for name, programme in shipped().items()
        for week in programme.written_out()["weeks"]
        for session in week["sessions"]
    }
    assert len(told) == 205
    assert told == DIGESTS


def test_programmes_and_library_equal_the_written_file() -> None:
    if not WRITTEN.exists():
        pytest.skip("the written-out programmes are not on this machine; their digests were compared")
    written = yaml.load(WRITTEN.read_text("utf-8"), yaml.CSafeLoader)
    assert [shipped()[one["id"]].written_out() for one in written["programmes"]] == written["programmes"]
    assert (dict(rules()), dict(deload())) == (written["rules"], written["deload"])
    assert (library.scripts(), library.prompts()) == (written["scripts"], written["prompts"])


def test_every_strategy_is_used_and_every_vigorous_session_says_so() -> None:
    used = {strategy for programme in shipped().values() for strategy in programme.facts["strategies"]}
    assert used == {f"3.{number}" for number in range(1, 9)}
    for programme in shipped().values():
        for week in programme.weeks:
            for session in week.sessions:
                told = session.written_out()
                assert told["contains_vigorous"] == (told["min_hours_before_bed"] == 3)


def test_texts_of_the_library_are_there_in_both_languages() -> None:
    for script in library.scripts().values():
        texts = [script["title"], script["safety"], *(step["text"] for step in script["steps"])]
        assert all(set(text) == {"en", "zh_hans"} and all(text.values()) for text in texts)
        assert 120 <= script["seconds"] <= 300
        assert all(0 <= step["at"] < script["seconds"] for step in script["steps"])
    for prompt in library.prompts().values():
        assert set(prompt["text"]) == {"en", "zh_hans"}


def template() -> str:
    return (FOLDER / f"{SHIPPED[0]}.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("id: walk_run_10w", "id: walk run", 1, "The id is made of small letters, figures and underscores."),
        ('zh_hans: "从步行到连续慢跑 30 分钟"', "zh_hans: ''", 2, "title needs a text in zh_hans."),
        ("sessions_per_week: 3", "sessions_per_week: 0", 9, "sessions_per_week is a whole number from 1 to 14."),
        ("progression: week_step", "progression: hope", 15, "progression is one of lift_double, reps_or_hold,"),
        (
            "      - joint_prep 60s @1-3\n",
            "      - joint_prep 60s @1-3\n      - breath_3\n",
            55,
            "W1-S1 needs one script",
        ),
        ("      - walk_brisk 180s @2-3 light\n", "      - moonwalk 180s @2-3 light\n", 54, "moonwalk is no exercise"),
        (
            "      - joint_prep 60s @1-3\n",
            "      - joint_prep for a while\n",
            24,
            "“joint_prep for a while” is no element",
        ),
        ("n: 1, times: 10, jog: 45,", "n: 1, times: 10,", 54, "jog is missing: the kind needs it in"),
        ("prompt: reap_1}", "prompt: reap_9}", 54, "“reap_9” is no element"),
        (
            "minutes: 32, n: 1, times: 10",
            "minutes: soon, n: 1, times: 10",
            54,
            "minutes is a whole number from 1 to 180.",
        ),
        ("kind: walk_jog, minutes: 32", "kind: swim, minutes: 32", 54, "A session names one of the kinds."),
    ],
)
def test_a_bad_template_is_refused_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    text = template()
    assert old in text
    with pytest.raises(BadTemplate) as refused:
        expanded(text.replace(old, new, 1))
    assert refused.value.reason.startswith(reason)
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [1", "This is no YAML: "),
        ("", "A template is a mapping"),
        ("- 1", "A template is a mapping"),
        ("a: &x [1]\nb: *x", "Aliases (*name) are not read"),
        ("a: 1\na: 2", "This is no YAML: a is written twice."),
        ("a: !!python/object/apply:os.system [ls]", "This is no YAML"),
        ("x" * 200_001, "A template holds at most 200,000 characters."),
        ("[" * 5000, "This is no YAML"),
    ],
)
def test_what_is_no_template_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadTemplate, match="Line") as refused:
        expanded(text)
    assert refused.value.reason.startswith(reason)


def test_an_element_says_its_form() -> None:
    with pytest.raises(BadLine, match="squat a lot"):
        element("squat a lot", "main", {}, {})
    told = element("5x run_interval 400m / walk_easy 120s @7-8 vigorous !pace_step", "main", {}, {})
    assert told == {
        "type": "interval",
        "phase": "main",
        "reps": 5,
        "work": {"exercise": "run_interval", "distance_m": 400, "seconds": None, "target": "pace_target"},
        "recover": {"exercise": "walk_easy", "seconds": 120},
        "rpe": [7, 8],
        "intensity": "vigorous",
        "rule": "pace_step",
    }


def test_a_week_beyond_the_last_is_the_last_one() -> None:
    programme = shipped()["walk_run_10w"]
    assert [programme.week(number).number for number in (0, 1, 10, 11)] == [1, 1, 10, 10]
