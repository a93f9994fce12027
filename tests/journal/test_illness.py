"""Illness: no training with any symptom below the neck; light only with a cold alone; a light start after fever."""

import pytest

from journal.illness import NO_TRAINING, Advice, advice_for, begins_light
from journal.models import Pause


@pytest.mark.parametrize("symptom", ["fever", "chest_cough", "aching", "stomach"])
@pytest.mark.parametrize("beside", [[], ["cold"]])
def test_a_symptom_below_the_neck_means_no_training(symptom, beside):
    assert advice_for([symptom, *beside]) is Advice.REST


def test_a_cold_alone_leaves_light_movement_and_nothing_said_leaves_it_open():
    assert (advice_for(["cold"]), advice_for([])) == (Advice.LIGHT, Advice.NONE)


def test_every_symptom_of_the_form_has_its_advice():
    assert set(Pause.Symptom.values) == NO_TRAINING | {"cold"}


@pytest.mark.parametrize(
    ("symptoms", "is_so"), [(["fever"], True), (["cold", "fever"], True), (["aching", "stomach"], False), ([], False)]
)
def test_only_fever_asks_for_a_light_start(symptoms, is_so):
    assert begins_light(symptoms) is is_so
