"""A new card a week at most, G1 at any time; they last four weeks, hide for a fortnight, stay away when muted."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from journal.care_cards import ORDER, deal, hide, mute, shown

MONDAY = date(2026, 6, 1)


@dataclass
class Card:
    signal: str
    due_on: date | None = None
    hidden_until: date | None = None
    is_muted: bool = False
    times: int = 0
    checked_on: date | None = None


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


class Person:
    """The cards of one person over the days."""

    def __init__(self) -> None:
        self.cards = {signal: Card(signal) for signal in ORDER}

    def check(self, number: int, *signals: str) -> str:
        """The check of one morning; the signal of the card that is shown then."""
        deal(self.cards, signals, day(number))
        card = shown(self.cards.values(), day(number))
        return card.signal if card else ""


def test_a_card_is_shown_while_its_signal_holds_and_no_longer():
    person = Person()
    assert [person.check(0), person.check(1, "G4"), person.check(2, "G4"), person.check(3)] == ["", "G4", "G4", ""]


def test_the_same_card_returns_within_four_weeks_and_counts_once():
    person = Person()
    person.check(0, "G4")
    person.check(5)
    assert person.check(27, "G4") == "G4"
    assert (person.cards["G4"].due_on, person.cards["G4"].times) == (day(0), 1)


@pytest.mark.parametrize(("number", "signal"), [(6, ""), (7, "G6")])
def test_a_new_card_waits_for_its_week(number, signal):
    person = Person()
    person.check(0, "G4")
    person.check(1)
    assert person.check(number, "G6") == signal


def test_low_mood_need_not_wait_and_is_shown_first():
    person = Person()
    person.check(0, "G4")
    assert person.check(1, "G1", "G4") == "G1"
    assert person.check(2, "G4") == "G4"


def test_after_low_mood_the_others_wait():
    person = Person()
    person.check(0, "G1")
    person.check(1, "G1", "G6")
    assert (person.cards["G6"].due_on, person.cards["G6"].checked_on) == (None, day(1))
    person.check(7, "G6")
    assert person.cards["G6"].due_on == day(7)


def test_of_several_at_once_one_comes_up():
    person = Person()
    assert person.check(0, "G2", "G8", "G9", "G6") == "G9"
    assert [card.signal for card in person.cards.values() if card.due_on] == ["G9"]


@pytest.mark.parametrize(("number", "times", "due_on"), [(27, 1, 0), (28, 2, 28), (84, 2, 84), (85, 1, 85)])
def test_times_count_within_twelve_weeks(number, times, due_on):
    person = Person()
    person.check(0, "G8")
    person.check(number, "G8")
    assert (person.cards["G8"].times, person.cards["G8"].due_on) == (times, day(due_on))


def test_a_check_twice_a_day_is_a_check():
    person, other = Person(), Person()
    person.check(0, "G8", "G6")
    person.check(0, "G8", "G6")
    other.check(0, "G8", "G6")
    assert person.cards == other.cards


@pytest.mark.parametrize(("number", "signal"), [(15, ""), (16, "G6")])
def test_not_now_hides_for_a_fortnight(number, signal):
    person = Person()
    person.check(1, "G6")
    hide(person.cards["G6"], day(2))
    assert shown(person.cards.values(), day(2)) is None
    assert person.check(number, "G6") == signal


def test_what_is_hidden_does_not_come_up_anew():
    person = Person()
    person.check(0, "G6")
    hide(person.cards["G6"], day(27))
    person.check(28, "G6")
    assert person.cards["G6"].due_on == day(0)
    assert person.check(41, "G6") == "G6"
    assert (person.cards["G6"].due_on, person.cards["G6"].times) == (day(41), 2)


def test_a_muted_kind_keeps_nothing_but_that_and_never_comes_up():
    person = Person()
    person.check(0, "G1")
    mute(person.cards["G1"])
    assert person.check(40, "G1", "G2") == "G2"
    assert person.cards["G1"] == Card("G1", is_muted=True)


def test_the_order_names_every_signal_that_is_computed():
    assert sorted(ORDER) == ["G1", "G2", "G4", "G6", "G8", "G9"]
