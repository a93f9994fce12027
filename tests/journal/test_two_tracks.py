"""Weeks with training and a body note, and the question of the week."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import translation

from journal.body_notes import PROMPTS, both_tracks, prompt_of
from journal.two_tracks import weeks_with_both
from tests.factories import make_person, make_session

TODAY = date(2026, 3, 4)  # a Wednesday
MONDAY = date(2026, 3, 2)


def on(*days):
    """Days counted from the Monday of this week."""
    return [MONDAY + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("moved", "noted", "paused", "weeks"),
    [
        ((), (), (), (0, 4)),
        ((0,), (), (), (0, 4)),
        ((), (0,), (), (0, 4)),
        ((0,), (2,), (), (1, 4)),
        ((-1,), (0,), (), (0, 4)),  # a Sunday and the Monday after it
        ((-7,), (-1,), (), (1, 4)),
        ((0, -7, -14, -21), (0, -7, -14, -21), (), (4, 4)),
        ((-21,), (-15,), (), (1, 4)),
        ((-22,), (-22,), (), (0, 4)),  # five weeks ago
        ((7,), (7,), (), (0, 4)),
        ((0, 1, 2), (0, 1, 2), (), (1, 4)),
        ((0, -7), (0, -7), (-7,), (1, 3)),
        ((0, -7), (0, -7), (-14, -28), (2, 3)),
    ],
)
def test_a_week_counts_with_both(moved, noted, paused, weeks):
    assert weeks_with_both(on(*moved), on(*noted), TODAY, on(*paused)) == weeks


def test_the_question_changes_with_the_week_and_comes_again():
    weeks = [prompt_of(MONDAY + timedelta(weeks=week)) for week in range(len(PROMPTS) + 1)]
    assert len(set(map(str, weeks))) == len(PROMPTS)
    assert weeks[0] == weeks[-1]
    assert {str(prompt_of(MONDAY + timedelta(days=day))) for day in range(7)} == {str(weeks[0])}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_question_is_about_looks(language):
    with translation.override(language):
        questions = " ".join(map(str, PROMPTS)).lower()
    looks = ("look", "mirror", "appear", "weigh", "shape", "size", "镜", "外表", "好看", "体重", "身材", "瘦")
    assert [word for word in looks if word in questions] == []


@pytest.mark.django_db
class TestOfAPerson:
    @pytest.fixture(autouse=True)
    def _wednesday(self):
        with time_machine.travel("2026-03-04T18:00:00Z", tick=False):
            yield

    def test_sessions_and_notes_of_the_last_four_weeks(self, ana, bo):
        for days, note in ((0, ""), (1, "warm"), (8, " "), (15, "light"), (30, "long ago")):
            make_session(ana, day=TODAY - timedelta(days=days), body_note=note)
        make_session(bo, day=TODAY - timedelta(days=8), body_note="of somebody else")
        assert both_tracks(ana, TODAY) == (2, 4)

    def test_paused_weeks_leave_both_figures(self, ana, bo):
        for days in (0, 7, 14):
            make_session(ana, day=TODAY - timedelta(days=days), body_note="warm")
        ana.pauses.create(day=MONDAY - timedelta(days=7), ended_on=MONDAY - timedelta(days=1), reason="travel")
        bo.pauses.create(day=MONDAY - timedelta(days=21), reason="travel")
        assert both_tracks(ana, TODAY) == (2, 3)

    def test_without_the_consent_for_well_being_there_is_nothing(self):
        dora = make_person("dora@example.org", consents=["training"])
        make_session(dora, day=TODAY, body_note="canary")
        assert both_tracks(dora, TODAY) is None

    def test_it_asks_twice_however_many_there_are(self, ana, django_assert_num_queries):
        for rows in (1, 3):
            for _ in range(rows):
                make_session(ana, day=TODAY, body_note="warm")
            assert ana.has_consent("wellbeing")
            with django_assert_num_queries(2):
                assert both_tracks(ana, TODAY) == (1, 4)
