"""Elements of a session in words, in both languages and units."""

import re
from typing import Any

import pytest
from django.utils.translation import override

from journal.load_units import Units
from plans import elements
from plans.element_words import NOTES, by_phase, in_words, seconds_words
from plans.programmes import FOLDER, shipped

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(45, "45 s"), (75, "75 s"), (60, "1 min"), (119, "119 s"), (120, "2 min"), (210, "3 min 30 s"), (1800, "30 min")],
)
def test_seconds_in_words(seconds: int, expected: str) -> None:
    assert seconds_words(seconds).replace(NBSP, " ") == expected


def first(programme: str, kind: str, **targets: Any) -> Any:
    session = shipped()[programme].week(1).sessions[0]
    own = elements.own(session.elements, targets, {})
    told = [one for one in in_words(own) if one.type == kind and one.phase == "main"]
    return told[0].title, told[0].detail.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("programme", "kind", "title", "detail"),
    [
        ("walk_run_10w", "interval", "Jog", "10 × 45 s · between them 75 s Easy walk · effort 4–6 of 10 · vigorous"),
        ("strength_foundation_8w", "lift", "Goblet squat", "2 × 8–10 · 4 in reserve · 2 min rest"),
    ],
)
def test_figures_stand_with_their_units(programme: str, kind: str, title: str, detail: str) -> None:
    assert first(programme, kind) == (title, detail)


def test_a_target_is_told_in_the_unit_of_the_person() -> None:
    session = shipped()["strength_foundation_8w"].week(2).sessions[1]
    own = elements.own(session.elements, {"goblet_squat": {"load_kg": "20", "reps": 9}}, {})
    lift = next(one for one in own if one["type"] == "lift")
    assert in_words([lift])[0].detail.startswith("3 × 9 · 20 kg · ")
    assert in_words([lift], units=Units("lb"))[0].detail.startswith("3 × 9 · 44.1 lb · ")


def test_a_swapped_exercise_has_the_name_that_the_person_gave_it() -> None:
    lift = {"type": "hold", "phase": "main", "exercise": "own_x", "sets": 2, "seconds": 20, "rest_seconds": 45}
    assert in_words([lift], name_of=lambda slug: f"My {slug}")[0].title == "My own_x"
    assert in_words([lift])[0].title == "Own x"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_element_that_is_shipped_has_words_without_holes(language: str) -> None:
    with override(language):
        for programme in shipped().values():
            for week in programme.weeks:
                for session in week.sessions:
                    told = in_words(session.elements)
                    assert len(told) == len(session.elements)
                    assert all(one.title and "{" not in one.title + one.detail for one in told)
                    assert sum(len(found) for _words, found in by_phase(told)) == len(told)


def test_every_note_of_the_programmes_is_in_both_languages() -> None:
    lines = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.yaml"))
    notes = set(re.findall(r'^ *- \w.*[a-z] "([^"]+)"$', lines, re.MULTILINE))
    assert notes == set(NOTES)
