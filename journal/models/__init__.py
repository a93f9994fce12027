"""The journal's models, by subject."""

from journal.models.measurement import Measurement, MeasurementKind
from journal.models.mood import MoodRating
from journal.models.sleep import PsqiDraft, PsqiSheet, SleepDiaryEntry
from journal.models.training import (
    Activity,
    EmotionWord,
    Intensity,
    OwnExercise,
    RestDay,
    SetKind,
    SmallWin,
    TrainingSession,
    TrainingSet,
)
from journal.models.trash import DeletedEntry

__all__ = [
    "Activity",
    "DeletedEntry",
    "EmotionWord",
    "Intensity",
    "Measurement",
    "MeasurementKind",
    "MoodRating",
    "OwnExercise",
    "PsqiDraft",
    "PsqiSheet",
    "RestDay",
    "SetKind",
    "SleepDiaryEntry",
    "SmallWin",
    "TrainingSession",
    "TrainingSet",
]
