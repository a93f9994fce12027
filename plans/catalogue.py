"""The eight strategies and the eight mediators of the review that this journal is built on, as typed constants.

`strength` is that review's own rating (its Table 1), never a verdict of ours. The percentages it quotes come from
pupils and students and are nobody's forecast, so they stand nowhere here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Strength(StrEnum):
    """How sure the review is of it."""

    HIGH = "high"
    MODERATE = "moderate"

    @property
    def label(self) -> Promise:
        return STRENGTH_WORDS[self]


STRENGTH_WORDS: Mapping[str, Promise] = {
    "high": _("rated high: several reviews agree"),
    "moderate": _("rated moderate: early or mixed evidence"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper by its short name and DOI."""

    name: str
    doi: str = ""

    @property
    def address(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True, slots=True)
class Mediator:
    """One way in which activity and mood may hang together."""

    id: str
    name: Promise
    what: Promise
    strength: Strength


@dataclass(frozen=True, slots=True)
class Strategy:
    """What one can do about a mediator, and where this journal does it."""

    id: str
    name: Promise
    what: Promise
    here: Promise
    """Where it lives in the journal."""
    note: Promise
    """What an honest person adds."""
    mediator: str
    strength: Strength
    references: tuple[Reference, ...] = ()


MEDIATORS: Mapping[str, Mediator] = MappingProxyType(
    {
        one.id: one
        for one in (
            Mediator(
                "2.1",
                _("Self-esteem"),
                _("Being active goes with feeling more capable in one's body, and with judging oneself more kindly."),
                Strength.HIGH,
            ),
            Mediator(
                "2.2",
                _("Self-efficacy"),
                _("Finishing a task that was hard goes with trusting oneself with the next one."),
                Strength.HIGH,
            ),
            Mediator(
                "2.3",
                _("Physical self-worth"),
                _("Noticing what the body can do goes with less harsh thoughts about it."),
                Strength.HIGH,
            ),
            Mediator(
                "2.4",
                _("Social support"),
                _("A team or a partner gives encouragement, practical help and a place to belong."),
                Strength.HIGH,
            ),
            Mediator(
                "2.5",
                _("Physical health"),
                _("Fitness, strength, blood pressure and sleep go together with fewer complaints and less fatigue."),
                Strength.HIGH,
            ),
            Mediator(
                "2.6",
                _("Emotion regulation"),
                _("Noticing a feeling and seeing it differently goes with less stress."),
                Strength.MODERATE,
            ),
            Mediator(
                "2.7",
                _("Sleep quality"),
                _("A steady body clock goes with fewer awakenings and calmer days."),
                Strength.MODERATE,
            ),
            Mediator(
                "2.8",
                _("Inflammation markers"),
                _("IL-6, CRP and TNF-alpha are lower in active people; the studies are small and differ."),
                Strength.MODERATE,
            ),
        )
    }
)

ASHFORD = Reference("Ashford, Edmunds & French 2010", "10.1348/135910709X461752")
BULL = Reference("Bull et al. 2020 (WHO)", "10.1136/bjsports-2020-102955")

STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        one.id: one
        for one in (
            Strategy(
                "3.1",
                _("Visible progress"),
                _(
                    "Choose something in which four to eight weeks can show: a basic lift, a pace, a pose. "
                    "Write down small wins and look back once a week."
                ),
                _("Small wins after a session, the weekly review, the look back in weeks 4, 6 and 8."),
                _("A win is a fact of your own log. Days without one are training too."),
                "2.1",
                Strength.HIGH,
                (
                    Reference("Michie et al. 2009", "10.1037/a0016136"),
                    Reference("Harkin et al. 2016", "10.1037/bul0000025"),
                ),
            ),
            Strategy(
                "3.2",
                _("Graded mastery"),
                _(
                    "Split the week into tasks small enough to finish, twenty to thirty minutes three times. "
                    "See right afterwards that you can."
                ),
                _("Tasks with a ten-minute version, the evidence card after a session, the rules of progression."),
                _(
                    "Feedback on one's own past performance went with the largest gain in self-efficacy; "
                    "graded tasks alone went with smaller ones. The card is the core, the grading makes it likely."
                ),
                "2.2",
                Strength.HIGH,
                (ASHFORD, Reference("Williams & French 2011", "10.1093/her/cyr005")),
            ),
            Strategy(
                "3.3",
                _("Function and acceptance"),
                _(
                    "Train what the body can do, and once a week notice what it felt and could do "
                    "instead of comparing how it looks."
                ),
                _("The body note once a week, wins of function only, no photos and no looks anywhere."),
                _("Two tracks count: a session, and one sentence about the body from the inside."),
                "2.3",
                Strength.HIGH,
                (Reference("Alleva et al. 2015", "10.1016/j.bodyim.2015.07.001"),),
            ),
            Strategy(
                "3.4",
                _("Group and peers"),
                _("Meet at fixed times, tell each other how it went, and take family along to something easy."),
                _("Groups with meetings and check-ins, encouragements, the family session of the week."),
                _("What a group carries differs from person to person; it differs from week to week, too."),
                "2.4",
                Strength.HIGH,
                (Reference("Mohr et al. 2011", "10.2196/jmir.1602"),),
            ),
            Strategy(
                "3.5",
                _("Health targets"),
                _(
                    "150 to 300 moderate minutes a week or half as many vigorous ones, two or three days of strength, "
                    "steps that grow from where you are."
                ),
                _("Weekly targets, steps with your own ramp, vital signs that you switch on yourself."),
                _("Above the band is no extra merit, below it every move still counts."),
                "2.5",
                Strength.HIGH,
                (BULL, Reference("Bizzozero-Peroni et al. 2024", "10.1001/jamanetworkopen.2024.51208")),
            ),
            Strategy(
                "3.6",
                _("Emotion skills inside the session"),
                _(
                    "Two to five minutes of breathing or a body scan before and after, a kinder name for discomfort, "
                    "one minute to rate the feeling again."
                ),
                _("Scripts with a quiet timer, prompts in hard parts, the feeling before and after a session."),
                _("High ratings fall by themselves as well, so the change of one day says little."),
                "2.6",
                Strength.MODERATE,
                (
                    Reference("Giles et al. 2018", "10.1007/s11031-018-9697-z"),
                    Reference("Balban et al. 2023", "10.1016/j.xcrm.2022.100895"),
                ),
            ),
            Strategy(
                "3.7",
                _("Clock-friendly training"),
                _(
                    "Moderate work by day or early evening, nothing hard in the last three hours before bed, "
                    "gentle stretching, steady times for getting up."
                ),
                _("Times that fit your night, the guard for late hard sessions, the sleep diary."),
                _("The three-hour rule is a cautious default, not a law. Your own diary decides."),
                "2.7",
                Strength.MODERATE,
                (
                    Reference("Leota et al. 2025", "10.1038/s41467-025-58271-x"),
                    Reference("Yue et al. 2022", "10.2147/NSS.S388863"),
                    Reference("Kahn et al. 2021", "10.3389/fpubh.2021.772376"),
                ),
            ),
            Strategy(
                "3.8",
                _("A steady mix"),
                _("Moderate endurance, full-body strength two or three times, and tai chi or yoga, with enough sleep."),
                _("The programme Steady mix, the weekly mix in your review, laboratory values only if you enter them."),
                _(
                    "In trials with healthy adults the mean differences were small, and one person's CRP moves "
                    "by itself from month to month. A single change says nothing of training."
                ),
                "2.8",
                Strength.MODERATE,
                (
                    Reference("Wang et al. 2023", "10.3389/fpsyg.2023.1253329"),
                    Reference("Bogaty et al. 2013", "10.1371/journal.pone.0060759"),
                ),
            ),
        )
    }
)

WISHES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "progress": ("strength_foundation_8w", "walk_run_10w", "interval_pace_6w"),
        "energy": ("walk_run_10w", "steady_mix_12w", "yoga_depth_6w"),
        "company": ("together_6w", "walk_run_10w", "steady_mix_12w"),
        "sleep": ("sleep_rhythm_6w", "yoga_depth_6w", "steady_mix_12w"),
        "health": ("steady_mix_12w", "walk_run_10w", "strength_foundation_8w"),
    }
)
"""What a person wants most -> the programmes to look at first; the others follow in their own order."""
