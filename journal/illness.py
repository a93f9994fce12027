"""What illness asks of training, by its symptoms (SPEC 8.1 G7). Pure."""

from collections.abc import Collection
from enum import StrEnum

NO_TRAINING = frozenset(["fever", "chest_cough", "aching", "stomach"])
FEVER = "fever"
COLD = "cold"


class Advice(StrEnum):
    """What is said of training while somebody is ill."""

    NONE = "none"  # the day off was noted, and nothing of why
    LIGHT = "light"  # a cold above the neck alone: light, if the person wants
    REST = "rest"  # no training


def advice_for(symptoms: Collection[str]) -> Advice:
    """Any symptom below the neck means no training, a cold beside it changes nothing."""
    if NO_TRAINING & set(symptoms):
        return Advice.REST
    return Advice.LIGHT if COLD in symptoms else Advice.NONE


def begins_light(symptoms: Collection[str]) -> bool:
    """Whether the first session afterwards is a light one, from a whole day without fever on."""
    return FEVER in symptoms
