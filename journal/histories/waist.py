"""What two standards say of a waist (SPEC 2.6): their numbers beside each other, and no word on the person's own."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from journal.measurement_words import quantity

ADULT_FROM = 18
WHO, WHO_HIGHER, CHINA = (80, 94), (88, 102), (85, 90)
"""Centimetres for women and for men. The journal knows nobody's sex and asks for none, so both are told."""


def standards(person: Any) -> list[str]:
    """Three sentences, in the person's unit; none for whoever may be younger than the standards are made for."""
    if person.birth_year is None or person.today().year - person.birth_year <= ADULT_FROM:
        return []
    who = _(
        "The WHO names %(women)s for women and %(men)s for men: from there on, risks to heart and metabolism rise in "
        "large groups of adults; from %(more_women)s and %(more_men)s on they are clearly higher."
    )
    china = _("The Chinese standard WS/T 428-2013 draws its line at %(women)s for women and %(men)s for men.")
    higher = {f"more_{name}": told for name, told in _pair(WHO_HIGHER, person).items()}
    return [
        who % (_pair(WHO, person) | higher),
        china % _pair(CHINA, person),
        _("Such lines are drawn for groups. They say little about one body, and nothing in pregnancy."),
    ]


def _pair(limits: tuple[int, int], person: Any) -> dict[str, str]:
    women, men = (quantity("waist", Decimal(one), person) for one in limits)
    return {"women": women, "men": men}
