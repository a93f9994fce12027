"""The answer sheet: item numbers and short names of what is measured, in our own words. No questionnaire text."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

type Text = Any  # a string, or a lazy one

DISTURBANCES = tuple(f"d_{letter}" for letter in "abcdefghij")
ITEMS = ("bed_time", "latency", "rise_time", "sleep", *DISTURBANCES)
LAST_FOUR = {
    "quality_first": ("quality", "medication", "awake_trouble", "enthusiasm"),
    "medication_first": ("medication", "awake_trouble", "enthusiasm", "quality"),
}
"""Two orders of items 6 to 9 are in circulation (SPEC 3.1, A and B)."""

NAMES: Mapping[str, Text] = {
    "bed_time": _("usual bed time"),
    "latency": _("minutes to fall asleep"),
    "rise_time": _("usual time of getting up"),
    "sleep": _("hours of actual sleep"),
    "d_a": _("falling asleep"),
    "d_b": _("waking up"),
    "d_c": _("bathroom"),
    "d_d": _("breathing"),
    "d_e": _("snoring, cough"),
    "d_f": pgettext_lazy("sleep disturbed by", "cold"),
    "d_g": pgettext_lazy("sleep disturbed by", "heat"),
    "d_h": _("dreams"),
    "d_i": pgettext_lazy("sleep disturbed by", "pain"),
    "d_j": _("another reason"),
    "d_j_reason": _("do you know that reason? It is not stored"),
    "quality": _("overall quality"),
    "medication": _("sleep medicine"),
    "awake_trouble": _("staying awake by day"),
    "enthusiasm": _("enthusiasm"),
}
FREQUENCY: tuple[tuple[int, Text], ...] = (
    (0, _("0 · none")),
    (1, _("1 · under once a week")),
    (2, _("2 · 1-2 times a week")),
    (3, _("3 · 3 times a week or more")),
)
QUALITY: tuple[tuple[int, Text], ...] = (
    (0, pgettext_lazy("sleep quality", "0 · good")),
    (1, pgettext_lazy("sleep quality", "1 · rather good")),
    (2, pgettext_lazy("sleep quality", "2 · rather poor")),
    (3, pgettext_lazy("sleep quality", "3 · poor")),
)
DIFFICULTY: tuple[tuple[int, Text], ...] = (
    (0, pgettext_lazy("how hard it was", "0 · easy")),
    (1, pgettext_lazy("how hard it was", "1 · slightly hard")),
    (2, pgettext_lazy("how hard it was", "2 · fairly hard")),
    (3, pgettext_lazy("how hard it was", "3 · very hard")),
)
CODES: Mapping[str, Any] = {"quality": QUALITY, "enthusiasm": DIFFICULTY}
KNOWS_REASON: tuple[tuple[str, Text], ...] = (("yes", _("Yes, I know it")), ("no", _("No")))
"""Item 5j counts with a reason; whether there is one is kept, the reason itself is not."""
WEIGHTS: tuple[Text, ...] = (
    pgettext_lazy("how much a part of sleep troubled", "none"),
    pgettext_lazy("how much a part of sleep troubled", "a little"),
    pgettext_lazy("how much a part of sleep troubled", "some"),
    pgettext_lazy("how much a part of sleep troubled", "a lot"),
)
"""What 0 to 3 of a component mean, in our own words."""
COMPONENT_NAMES: Mapping[str, Text] = {
    "c1": _("Overall quality"),
    "c2": _("Falling asleep"),
    "c3": _("Hours asleep"),
    "c4": _("Share of bed time asleep"),
    "c5": _("Disturbances"),
    "c6": _("Medicine"),
    "c7": _("The day after"),
}


def ordered(order: str) -> tuple[str, ...]:
    """The 18 items as they follow on the form."""
    return (*ITEMS, *LAST_FOUR[order])


def asked(order: str) -> tuple[str, ...]:
    """The same with the second half of 5j, whether there is a reason: 19 answers."""
    return (*ITEMS, "d_j_reason", *LAST_FOUR[order])


ASKED = len(asked("quality_first"))


def answered(draft: Mapping[str, str]) -> int:
    """How many of the 19 a draft holds. Who was never kept awake by another reason need not give one."""
    given = {item for item in asked("quality_first") if draft.get(item)}
    if draft.get("sleep_h") or draft.get("sleep_m"):
        given.add("sleep")
    if draft.get("d_j") == "0":
        given.add("d_j_reason")
    return len(given)


def number(item: str, order: str) -> str:
    """What is printed before an item: 1 to 4, 5a to 5j, 6 to 9."""
    if item in DISTURBANCES or item == "d_j_reason":
        return f"5{item[2]}"
    if item in ITEMS:
        return str(ITEMS.index(item) + 1)
    return str(LAST_FOUR[order].index(item) + 6)


def codes(item: str) -> tuple[tuple[int, Text], ...]:
    """The four answers 0-3 of an item."""
    return CODES.get(item, FREQUENCY)
