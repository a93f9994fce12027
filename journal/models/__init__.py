"""The journal's models, by subject."""

from journal.models.measurement import Fasting, Measurement, MeasurementKind
from journal.models.mood import MoodRating
from journal.models.safety import AlarmReport, CareAnswer, Pause, ReadinessStatement, SupportCard
from journal.models.sleep import PsqiDraft, PsqiSheet, SleepDiaryEntry, SleepWeekRating
from journal.models.training import (
    Activity,
    EmotionWord,
    ExerciseSetting,
    Intensity,
    OwnExercise,
    PainPlace,
    RestDay,
    SessionTemplate,
    SetKind,
    SmallWin,
    TrainingSession,
    TrainingSet,
    UnfinishedSession,
)
from journal.models.trash import DeletedEntry, EntryVersion

__all__ = [
    "Activity",
    "AlarmReport",
    "CareAnswer",
    "DeletedEntry",
    "EmotionWord",
    "EntryVersion",
    "ExerciseSetting",
    "Fasting",
    "Intensity",
    "Measurement",
    "MeasurementKind",
    "MoodRating",
    "OwnExercise",
    "PainPlace",
    "Pause",
    "PsqiDraft",
    "PsqiSheet",
    "ReadinessStatement",
    "RestDay",
    "SessionTemplate",
    "SetKind",
    "SleepDiaryEntry",
    "SleepWeekRating",
    "SmallWin",
    "SupportCard",
    "TrainingSession",
    "TrainingSet",
    "UnfinishedSession",
]
