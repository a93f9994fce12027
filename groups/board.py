"""What the page of a group shows: my own answers, and what others wrote. Nobody who has not answered is named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone, translation

from groups import figures
from groups.access import Circle
from groups.breaks import breaks_for, first_meeting
from groups.gathering import gathering_of
from groups.models import Break, CheckIn, Encouragement, Group, MeetingSlot, Membership, Offer, SharedWin
from groups.nudges import nudge_week
from groups.own_offers import asked_of
from groups.pairs import pairs_in
from groups.rite import offers_of
from journal.load_units import Units
from journal.models import OwnExercise, SmallWin
from journal.win_texts import text
from journal.wins_facts import TRAINING_FACTS, is_own

FEWEST_FOR_A_COUNT = 4  # with fewer members "2 of 3 have" points at one person
SHOWN_FOR = timedelta(days=7)
MY_WINS_SINCE = timedelta(days=14)
MOST_OWN_WINS = 6
MEETING_IS_NEAR = timedelta(hours=36)
ANSWERED_AHEAD = timedelta(days=14)
FIXED_OFFERS = [(kind.value, kind.label) for kind in Offer.Kind if kind != Offer.Kind.OWN_WORDS]


@dataclass(slots=True)
class Question:
    """What I am asked: before a meeting, or for the week."""

    day: date
    choices: list[tuple[str, Any]]
    slot: MeetingSlot | None = None
    at: datetime | None = None
    mine: CheckIn | None = None
    answered: int = 0
    preselected: str = ""

    @property
    def selected(self) -> str:
        """The answer that is ticked: mine, else the one that a mail's button named."""
        return self.mine.answer if self.mine else self.preselected


@dataclass(slots=True)
class MemberCard:
    """What one other member did that the group may see."""

    member: Membership
    check_ins: list[CheckIn] = field(default_factory=list)
    wins: list[str] = field(default_factory=list)
    words: list[Encouragement] = field(default_factory=list)
    sent_today: set[str] = field(default_factory=set)

    @property
    def phrase(self) -> Encouragement.Phrase:
        """The word that fits: comfort after a quiet week, else praise."""
        calls = any(row.answer in CheckIn.CALL_FOR_COMFORT for row in self.check_ins) and not self.wins
        return Encouragement.Phrase.THINKING_OF_YOU if calls else Encouragement.Phrase.WELL_DONE

    @property
    def is_sent(self) -> bool:
        return self.phrase in self.sent_today


def page_context(circle: Circle, *, meeting: str = "", answer: str = "") -> dict[str, Any]:
    """The page in at most fourteen queries; `meeting` and `answer` are what a mail's button named."""
    now = timezone.now()
    today = circle.group.today(now)
    slots, breaks = slots_of(circle.group), breaks_for(circle.mine, today)
    questions = questions_of(circle.group, now, slots, breaks, meeting=meeting, answer=answer)
    check_ins, asked = answers(circle, questions, today)
    encouragements = words_of(circle, today)
    pairs, requests = pairs_in(circle)
    return {
        "circle": circle,
        "group": circle.group,
        "promises": [member for member in circle.members if member.promise],
        "holiday": current(breaks, today),
        "gathering": gathering_of(circle, slots, now),
        "questions": questions,
        "figure": figures.shown(circle.group, now),
        "shows_counts": len(circle.members) >= FEWEST_FOR_A_COUNT,
        "removals": list(circle.mine.removals.order_by("removed_at", "pk")),
        "requests": requests,
        "nudges": [member.person.name for member in asking(circle, check_ins)],
        "for_me": [row for row in encouragements if row.receiver_id == circle.mine.pk],
        "helps": offers_of(circle.heard, slots, today),
        "help_kinds": FIXED_OFFERS,
        "offers": asked_of(circle.mine, circle.members),
        "pairs": pairs,
        **wins_and_cards(circle, now, asked, encouragements),
    }


def slots_of(group: Group) -> list[MeetingSlot]:
    """The weekly meetings; one query."""
    slots = list(group.slots.all())
    for slot in slots:
        slot.group = group
    return slots


def current(breaks: Iterable[Break], today: date) -> Break | None:
    """The holidays of the group that hold today."""
    return next((row for row in breaks if row.membership_id is None and row.starts_on <= today <= row.ends_on), None)


def words_of(circle: Circle, today: date) -> list[Encouragement]:
    """What members whom I read told each other in the last days; one query."""
    rows = Encouragement.objects.filter(sender__in=circle.heard, receiver__in=circle.heard)
    words = list(rows.filter(day__gt=today - SHOWN_FOR).order_by("created_at", "pk"))
    with_senders(circle, words)
    return words


def wins_and_cards(
    circle: Circle, now: datetime, check_ins: Iterable[CheckIn], encouragements: Iterable[Encouragement]
) -> dict[str, Any]:
    """A card for each who wrote, and my own wins with what of them is shared; two queries."""
    shares = list(
        SharedWin.objects.filter(membership__in=circle.heard, win__is_dismissed=False, win__rule__in=TRAINING_FACTS)
        .filter(Q(shared_at__gt=now - SHOWN_FOR) | Q(membership=circle.mine))
        .select_related("win")
        .order_by("shared_at", "pk")
    )
    own = list(
        SmallWin.objects.filter(person=circle.mine.person_id, is_dismissed=False, rule__in=TRAINING_FACTS)
        .filter(day__gt=circle.group.today(now) - MY_WINS_SINCE)
        .order_by("-day", "priority", "pk")[:MOST_OWN_WINS]
    )
    sentences = sentences_of([*own, *(share.win for share in shares)], Units.of(circle.mine.person))
    shared = {share.win_id for share in shares if share.membership_id == circle.mine.pk}
    return {
        "cards": cards_of(circle, now, check_ins, shares, sentences, encouragements),
        "my_wins": [{"win": win, "text": sentences[win.pk], "is_shared": win.pk in shared} for win in own],
    }


def questions_of(
    group: Group,
    now: datetime,
    slots: list[MeetingSlot],
    breaks: list[Break],
    *,
    meeting: str = "",
    answer: str = "",
) -> list[Question]:
    """The week and the next meeting, or the one that was named; the meeting first once it is near.

    In holidays of the group neither is asked, but a meeting after them is once it is near enough to be answered.
    """
    monday = group.week(now).monday
    rests = current(breaks, group.today(now)) is not None
    week = [] if rests else [Question(monday, labels(CheckIn.FOR_WEEK), preselected=answer)]
    if not slots:
        return week
    named = next((one for one in slots if str(one.pk) == meeting), None)
    slot = named or min(slots, key=lambda one: first_meeting(one, now, breaks))
    at = first_meeting(slot, now, breaks)
    if at - now > ANSWERED_AHEAD:
        return week
    asked = [Question(group.today(at), labels(CheckIn.FOR_MEETING), slot, at, preselected=answer)]
    is_first = str(slot.pk) == meeting or at - now < MEETING_IS_NEAR
    return asked + week if is_first else week + asked


def labels(answers: Iterable[CheckIn.Answer]) -> list[tuple[str, Any]]:
    """Values with their words."""
    return [(answer.value, answer.label) for answer in answers]


def answers(circle: Circle, questions: list[Question], today: date) -> tuple[list[CheckIn], list[CheckIn]]:
    """What everybody answers, also to the week that a nudge may be asked for; and of it what these questions ask.

    Notes on each question mine and the number. One query.
    """
    wanted = Q(slot=None, day=nudge_week(today))
    for question in questions:
        wanted |= Q(slot=question.slot.pk, day=question.day) if question.slot else Q(slot=None, day=question.day)
    rows = list(CheckIn.objects.filter(wanted, membership__in=circle.members).order_by("slot", "day", "pk"))
    asked = {(question.slot.pk if question.slot else None, question.day): question for question in questions}
    told = [row for row in rows if (row.slot_id, row.day) in asked]
    for row in told:
        question = asked[row.slot_id, row.day]
        question.answered += 1
        question.mine = row if row.membership_id == circle.mine.pk else question.mine
    return rows, told


def asking(circle: Circle, check_ins: Iterable[CheckIn]) -> list[Membership]:
    """Whoever else asks for a nudge, by their own last answer to a week."""
    last = {row.membership_id: row.answer for row in check_ins if row.slot_id is None}
    return [
        member for member in circle.heard if member.pk != circle.mine.pk and last.get(member.pk) == CheckIn.Answer.NUDGE
    ]


def with_senders(circle: Circle, encouragements: Iterable[Encouragement]) -> None:
    """Puts the people whom the circle knows already onto the rows."""
    members = {member.pk: member for member in circle.members}
    for row in encouragements:
        row.sender = members[row.sender_id]


def cards_of(
    circle: Circle,
    now: datetime,
    check_ins: Iterable[CheckIn],
    shares: Iterable[SharedWin],
    sentences: dict[UUID, str],
    encouragements: Iterable[Encouragement],
) -> list[MemberCard]:
    """A card for each other member who wrote something, by name; none for those who did not."""
    cards = {member.pk: MemberCard(member) for member in circle.heard}
    for check_in in check_ins:
        if check_in.membership_id in cards:
            cards[check_in.membership_id].check_ins.append(check_in)
    for share in shares:
        cards[share.membership_id].wins.append(sentences[share.win_id])
    today = circle.group.today(now)
    for word in encouragements:
        cards[word.receiver_id].words.append(word)
        if word.sender_id == circle.mine.pk and word.day == today:
            cards[word.receiver_id].sent_today.add(word.phrase)
    others = (card for card in cards.values() if card.member.pk != circle.mine.pk)
    return sorted(
        (card for card in others if card.check_ins or card.wins), key=lambda card: card.member.person.name.casefold()
    )


def sentences_of(wins: list[SmallWin], units: Units) -> dict[UUID, str]:
    """Each win in the reader's language and units; asks for names only where an exercise may be somebody's own."""
    own: dict[tuple[UUID, str], str] = defaultdict(str)
    unknown = {win.exercise for win in wins if is_own(win.exercise)}
    if unknown:
        rows = OwnExercise.objects.filter(person__in={win.person_id for win in wins}, slug__in=unknown)
        own.update({(row.person_id, row.slug): row.name for row in rows})
    language = translation.get_language() or "en"
    return {win.pk: text(win, language, units=units, exercise_name=own[win.person_id, win.exercise]) for win in wins}
