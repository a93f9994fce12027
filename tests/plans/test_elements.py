"""Own targets, swaps, easy weeks and short versions of planned sessions."""

from typing import Any

import pytest

from plans import elements
from plans.programmes import shipped


def planned(programme: str, week: int, number: int) -> list[Any]:
    return list(shipped()[programme].week(week).sessions[number - 1].elements)


def main(told: list[Any]) -> list[Any]:
    return [one for one in told if one["phase"] == "main" and one["type"] != "prompt"]


def test_targets_stand_in_the_elements_of_their_exercise() -> None:
    targets = {"goblet_squat": {"load_kg": "22.5", "reps": 9, "seconds": None}, "plank": {"seconds": 45}}
    squat, bench, _row, plank = main(elements.own(planned("strength_foundation_8w", 2, 2), targets, {}))
    assert squat["target"] == {"load_kg": "22.5", "reps": 9}
    assert "target" not in bench
    assert plank["seconds"] == 45


def test_a_hold_never_exceeds_what_the_programme_allows() -> None:
    *_, plank = main(elements.own(planned("strength_foundation_8w", 2, 2), {"plank": {"seconds": 300}}, {}))
    assert plank["seconds"] == plank["seconds_max"] == 60


def test_poses_paces_and_rounds_have_targets_too() -> None:
    mountain, fold, *_ = main(elements.own(planned("yoga_depth_6w", 1, 1), {
        "yoga_forward_fold": {"pose_level": 3, "seconds": 20}, "yoga_mountain": {"pose_level": 3},
    }, {}))  # fmt: skip
    assert (fold["pose_level"], fold["seconds"]) == (3, 20)
    assert "pose_level" not in mountain
    (intervals,) = main(
        elements.own(planned("interval_pace_6w", 1, 1), {"run_interval": {"pace_s_per_km": "297.0"}}, {})
    )
    assert intervals["work"]["pace_s_per_km"] == "297.0"
    (circuit,) = main(elements.own(planned("together_6w", 6, 1), {"": {"rounds": 2}}, {}))
    assert circuit["rounds"] == 2


def test_a_swapped_exercise_stands_everywhere() -> None:
    told = main(
        elements.own(
            planned("strength_foundation_8w", 1, 1), {"leg_press": {"load_kg": "80"}}, {"goblet_squat": "leg_press"}
        )
    )
    assert (told[0]["exercise"], told[0]["target"]) == ("leg_press", {"load_kg": "80"})
    (run,) = main(elements.own(planned("walk_run_10w", 1, 1), {}, {"jog": "cycle"}))
    assert run["work"] == {"exercise": "cycle", "seconds": 45}
    (circuit,) = main(elements.own(planned("together_6w", 1, 1), {}, {"plank": "dead_bug"}))
    assert circuit["stations"][-1] == "dead_bug"


def test_an_easy_week_has_fewer_sets_lighter_loads_and_nothing_vigorous() -> None:
    lifts = main(
        elements.easier(elements.own(planned("strength_foundation_8w", 2, 2), {"row": {"load_kg": "42.5"}}, {}))
    )
    assert [one["sets"] for one in lifts] == [2, 2, 2, 2]
    assert lifts[2]["target"]["load_kg"] == "37.5"
    for programme in shipped().values():
        for week in programme.weeks:
            for session in week.sessions:
                assert not elements.is_vigorous(elements.easier(session.elements)), session.key
    (jog,) = main(elements.easier(planned("walk_run_10w", 8, 2)))
    assert (jog["seconds"], jog["intensity"], jog["rpe"]) == (840, "moderate", [3, 4])


def test_every_session_has_a_short_version_of_at_most_twelve_minutes() -> None:
    for programme in shipped().values():
        for week in programme.weeks:
            for session in week.sessions:
                told = elements.short(session.elements)
                assert [one["phase"] for one in told] == ["warmup", "main"], session.key
                assert elements.minutes_of(told) <= 12, session.key
                assert told[1].get("exercise") == main(list(session.elements))[0].get("exercise")


def test_what_was_planned_is_left_as_it_was() -> None:
    before = planned("strength_foundation_8w", 2, 2)
    elements.short(elements.easier(elements.own(before, {"row": {"load_kg": "40"}}, {"row": "pulldown"})))
    assert before == planned("strength_foundation_8w", 2, 2)


@pytest.mark.parametrize(
    ("programme", "week", "number", "vigorous", "gentle"),
    [
        ("walk_run_10w", 1, 1, True, False),
        ("strength_foundation_8w", 2, 2, False, False),
        ("yoga_depth_6w", 1, 3, False, True),
        ("sleep_rhythm_6w", 1, 4, False, True),
        ("sleep_rhythm_6w", 1, 1, False, False),
        ("together_6w", 1, 3, False, True),
    ],
)
def test_vigorous_and_gentle(programme: str, week: int, number: int, vigorous: bool, gentle: bool) -> None:
    told = planned(programme, week, number)
    assert (elements.is_vigorous(told), elements.is_gentle(told)) == (vigorous, gentle)


def test_a_lift_close_to_failure_counts_as_vigorous() -> None:
    assert elements.is_vigorous([{"type": "lift", "phase": "main", "rir_target": 1}])
    assert not elements.is_vigorous([{"type": "lift", "phase": "main", "rir_target": 2}])


def test_minutes_are_close_to_what_the_programmes_say() -> None:
    """The programmes were rounded by hand; intervals by distance depend on a pace that nobody knows yet."""
    apart = {
        name: max(
            abs(elements.minutes_of(session.elements) - session.planned_minutes)
            for week in programme.weeks
            for session in week.sessions
        )
        for name, programme in shipped().items()
    }
    assert apart == {
        "walk_run_10w": 1,
        "strength_foundation_8w": 1,
        "yoga_depth_6w": 1,
        "interval_pace_6w": 8,
        "steady_mix_12w": 1,
        "together_6w": 3,
        "sleep_rhythm_6w": 1,
    }
