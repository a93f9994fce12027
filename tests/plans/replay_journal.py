"""A journal written down before anybody looked at the rules: four weeks as people really log.

An effort left out, a weight typed in pounds, an exercise swapped for another one, an entry corrected days later, two
sessions on one day, one deleted. Each step is (day, hour, what), in the order in which it was typed.
"""

from typing import Any

from tests.plans.logging import lifts

BENCH, ROW, SQUAT = "bench_press", "row", "goblet_squat"

STEPS: list[tuple[int, int, str, dict[str, Any]]] = [
    (0, 18, "a", {"rpe": None, "sets": lifts(BENCH, 40, 10, 10, 9) + lifts(ROW, 30, 12, 12, 12)}),
    (2, 18, "b", {"rpe": 7, "sets": lifts(SQUAT, 16, 12, 12, 12, rpe=8) + lifts(BENCH, 40, 12, 12, 12)}),
    # pounds for kilograms
    (4, 18, "c", {"rpe": 6, "sets": lifts(BENCH, 93.5, 8, 8, 8) + lifts(ROW, 32.5, 8, 8, 8)}),
    (5, 9, "c", {"rpe": 6, "sets": lifts(BENCH, 42.5, 8, 8, 8) + lifts(ROW, 32.5, 8, 8, 8)}),
    # two sessions on one day, a push-up for the bench
    (7, 7, "d", {"rpe": 5, "minutes": 15, "sets": [{"exercise": "plank", "seconds": 30}] * 2}),
    (7, 18, "e", {"rpe": 8, "sets": lifts("push_up", None, 12, 10, 8) + lifts(ROW, 32.5, 7, 7, 6)}),
    (9, 18, "f", {"rpe": 9, "pain": 5, "pain_place": "shoulder", "sets": lifts(BENCH, 42.5, 8, 7, 5)}),
    # a walk, and nothing said of its sets
    (10, 12, "g", {"rpe": 3, "activity": "walking", "minutes": 50, "sets": []}),
    (11, 18, "h", {"rpe": 6, "sets": lifts(ROW, 32.5, 7, 6, 6) + lifts(SQUAT, 18, 12, 12, 10, rpe=9)}),
    # last week's session, corrected late
    (14, 20, "e", {"rpe": 6, "sets": lifts("push_up", None, 12, 10, 8) + lifts(ROW, 32.5, 9, 8, 8)}),
    (16, 18, "i", {"rpe": 5, "sets": [{"exercise": SQUAT, "reps": 10}, *lifts(BENCH, 35, 12, 12, 12)]}),
    (18, 18, "j", {"rpe": 6, "sets": lifts(ROW, 35, 8, 8, 8) + [{"exercise": "plank", "seconds": 45}] * 3}),
    (19, 8, "i", {"delete": True}),
    (25, 18, "k", {"rpe": 4, "sets": lifts(BENCH, 35, 10, 10, 10) + lifts(SQUAT, 16, 12, 12, 12)}),
]
"""Days are counted from the Monday of the plan; a name that comes again edits or deletes that session."""
