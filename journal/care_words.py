"""What support cards say: one kind sentence, two or three things to do, whom to call. No value, no verdict."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.help_contacts import Line, contacts_for, country_of_zone


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: a page, or a form that posts to it."""

    label: Promise
    icon: str
    view: str
    query: str = ""

    @property
    def href(self) -> str:
        return reverse(self.view) + self.query


@dataclass(frozen=True, slots=True)
class CardWords:
    """One kind of card; `meaning` stands on the page that explains all kinds."""

    name: Promise
    meaning: Promise
    sentence: Promise
    actions: tuple[Action, ...]
    more: Promise | str = ""
    again: Promise | str = ""
    """Said from the second time within twelve weeks on."""


HELP = Action(_("Talk to someone"), "life-buoy", "core:help")
WALK = Action(_("A 10-minute walk"), "footprints", "journal:session-new", "?short=1")
PLAN = Action(_("Make the week smaller"), "calendar-days", "plans:week")
PAUSE = Action(_("Pause for a while"), "pause", "journal:pause-new")

CARDS = {
    "G1": CardWords(
        name=_("Mood has been low"),
        meaning=_("Seven days or more within two weeks that were low on average, or five of the last seven very low."),
        sentence=_("These have been heavy days. You do not have to carry them alone."),
        more=_("A doctor, a counsellor or somebody you trust: any of them is a good first call."),
        actions=(HELP, WALK, PLAN),
    ),
    "G2": CardWords(
        name=_("Mood has dropped"),
        meaning=_("Ten days well below your own eight weeks before."),
        sentence=_("Lately it has been heavier than in the weeks before. Something small is enough today."),
        actions=(WALK, PLAN, HELP),
    ),
    "G4": CardWords(
        name=_("Sleep has been poor"),
        meaning=_(
            "Two high sleep questionnaires in a row, ten short and poor nights within two weeks, "
            "or loud snoring with pauses that you ticked below."
        ),
        sentence=_("Your sleep could do with some help, and there is good help for it."),
        more=_(
            "A doctor can tell you about CBT-I, a course of talks and practice for sleep. "
            "Loud snoring with pauses in breathing is worth telling them, too."
        ),
        actions=(Action(_("See your nights"), "bed", "journal:timeline", "?kind=sleep"), HELP),
    ),
    "G6": CardWords(
        name=pgettext_lazy("support card", "Pain"),
        meaning=_("Pain of 4 or more in a session, 3 or more at the same place twice running, or a changed movement."),
        sentence=_("Something has hurt lately. Stop or leave out what hurts."),
        more=_("See a professional if it lasts more than 7 days, or comes at night."),
        actions=(Action(_("Gentler exercises"), "arrow-right", "journal:gentler"), PAUSE),
    ),
    "G8": CardWords(
        name=_("A lot of training"),
        meaning=_(
            "Two of these: a hard session on 14 days in a row, training while ill or in pain, "
            "twice your usual load for two weeks, more effort while mood or sleep goes down, "
            "7 or more to the question below."
        ),
        sentence=_("You have trained a lot. Rest is training, too."),
        more=_("An easier week is a good week."),
        again=_("If it is hard to stop, or food and weight take up much room, these people listen to that as well."),
        actions=(PLAN, PAUSE),
    ),
    "G9": CardWords(
        name=pgettext_lazy("support card", "Weight"),
        meaning=_("Low for the height, or falling by more than 1 % a week for four weeks."),
        sentence=_("Your body may need a little more care than usual. A doctor can look at it with you."),
        again=_("If food and weight take up much room, these people listen to that as well."),
        actions=(HELP, PAUSE),
    ),
}
"""G3 waits for the questionnaires; G5 is a report of the person's own and has its own card."""
EATING = "eating"
EATING_CARDS = ("G8", "G9")


def lines_for(signal: str, zone: str, language: str) -> list[Line]:
    """Whom to call in the person's country: helplines before emergency numbers; the international list without any."""
    contacts = contacts_for(country_of_zone(zone), language)
    own = contacts.own.lines if contacts.own else ()
    fitting = [line for line in own if not line.topic or (line.topic == EATING and signal in EATING_CARDS)]
    lines = sorted(fitting, key=lambda line: (line.is_emergency, not line.topic))
    return lines if any(not line.is_emergency for line in lines) else [contacts.international, *lines]
