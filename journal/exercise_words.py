"""What the vocabulary of the catalogue is called: movements, what a set counts, equipment, levels of a pose."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

type Words = Mapping[str, str | Promise]

PATTERNS: Words = {
    "squat": pgettext_lazy("movement", "Squat"),
    "hinge": pgettext_lazy("movement", "Hip hinge"),
    "push": pgettext_lazy("movement", "Push"),
    "pull": pgettext_lazy("movement", "Pull"),
    "carry": pgettext_lazy("movement", "Carry"),
    "core": pgettext_lazy("movement", "Core"),
    "aerobic": pgettext_lazy("movement", "Aerobic"),
    "mindbody": pgettext_lazy("movement", "Mind and body"),
    "mobility": pgettext_lazy("movement", "Mobility"),
    "other": pgettext_lazy("movement", "Other"),
}
UNITS: Words = {
    "load": _("Weight and repetitions"),
    "reps": _("Repetitions"),
    "hold": _("Seconds"),
    "time": _("Minutes"),
    "distance": _("Distance and time"),
    "level": _("A level from 1 to 5"),
}
LEVELS = (
    _("With support: wall, block, chair or bent knees"),
    _("Light support, held for the time you set"),
    _("Without support, the breath calm"),
    _("Deeper or longer, the breath still calm"),
    _("A deep variation, steady and at ease"),
)
"""Of a pose that a person added themselves."""
WITHOUT = "none"
"""Stands for no equipment where equipment is chosen."""
EQUIPMENT: Words = {
    "none": pgettext_lazy("equipment", "No equipment"),
    "ab_wheel": pgettext_lazy("equipment", "Ab wheel"),
    "arm_ergometer": pgettext_lazy("equipment", "Arm ergometer"),
    "backpack": pgettext_lazy("equipment", "Backpack"),
    "balance_pad": pgettext_lazy("equipment", "Balance pad"),
    "ball": pgettext_lazy("equipment", "Ball"),
    "band": pgettext_lazy("equipment", "Resistance band"),
    "barbell": pgettext_lazy("equipment", "Barbell"),
    "battle_ropes": pgettext_lazy("equipment", "Battle ropes"),
    "bench": pgettext_lazy("equipment", "Bench"),
    "bike": pgettext_lazy("equipment", "Bike"),
    "box": pgettext_lazy("equipment", "Box or step"),
    "cable": pgettext_lazy("equipment", "Cable"),
    "chair": pgettext_lazy("equipment", "Chair"),
    "dumbbell": pgettext_lazy("equipment", "Dumbbell"),
    "elliptical": pgettext_lazy("equipment", "Elliptical trainer"),
    "foam_roller": pgettext_lazy("equipment", "Foam roller"),
    "jump_rope": pgettext_lazy("equipment", "Jump rope"),
    "kettlebell": pgettext_lazy("equipment", "Kettlebell"),
    "kickboard": pgettext_lazy("equipment", "Kickboard"),
    "machine": pgettext_lazy("equipment", "Machine"),
    "machine_or_band": pgettext_lazy("equipment", "Machine or band"),
    "medicine_ball": pgettext_lazy("equipment", "Medicine ball"),
    "parallel_bars": pgettext_lazy("equipment", "Parallel bars"),
    "poles": pgettext_lazy("equipment", "Poles"),
    "pool": pgettext_lazy("equipment", "Pool"),
    "pull_up_bar": pgettext_lazy("equipment", "Pull-up bar"),
    "racket": pgettext_lazy("equipment", "Racket"),
    "rowing_machine": pgettext_lazy("equipment", "Rowing machine"),
    "sandbag": pgettext_lazy("equipment", "Sandbag"),
    "skates": pgettext_lazy("equipment", "Skates"),
    "skis": pgettext_lazy("equipment", "Skis"),
    "sled": pgettext_lazy("equipment", "Sled"),
    "stability_ball": pgettext_lazy("equipment", "Stability ball"),
    "stair_machine": pgettext_lazy("equipment", "Stair machine"),
    "stairs": pgettext_lazy("equipment", "Stairs"),
    "stationary_bike": pgettext_lazy("equipment", "Stationary bike"),
    "strap": pgettext_lazy("equipment", "Strap"),
    "suspension": pgettext_lazy("equipment", "Suspension trainer"),
    "sword": pgettext_lazy("equipment", "Sword"),
    "trap_bar": pgettext_lazy("equipment", "Trap bar"),
    "treadmill": pgettext_lazy("equipment", "Treadmill"),
    "wall": pgettext_lazy("equipment", "Wall"),
}
