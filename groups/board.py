"""What the page of a group shows: my own answers, and what others wrote. Nobody who has not answered is named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone, translation

from groups.access import Circle
from groups.coaching import open_offers, title_of
from groups.models import CheckIn, Encouragement, MeetingSlot, Membership, SharedWin
from journal.load_units import Units
from journal.models import OwnExercise, SmallWin
from journal.win_texts import text
from journal.wins_facts import TRAINING_FACTS, is_own

FEWEST_FOR_A_COUNT = 4  # with fewer members "2 of 3 have" points at one person
SHOWN_FOR = timedelta(days=7)
MY_WINS_SINCE = timedelta(days=14)
MOST_OWN_WINS = 6
MEETING_IS_NEAR = timedelta(hours=36)


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
    """The page in five queries, six with a coach; `meeting` and `answer` are what a mail's button named."""
    now = timezone.now()
    questions = questions_of(circle, now, meeting=meeting, answer=answer)
    check_ins = answers(circle, questions)
    encouragements = list(
        Encouragement.objects.filter(sender__in=circle.members, receiver__in=circle.members)
        .filter(day__gt=circle.group.today(now) - SHOWN_FOR)
        .order_by("created_at", "pk")
    )
    shares = list(
        SharedWin.objects.filter(membership__in=circle.members, win__is_dismissed=False, win__rule__in=TRAINING_FACTS)
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
    with_senders(circle, encouragements)
    return {
        "circle": circle,
        "group": circle.group,
        "questions": questions,
        "shows_counts": len(circle.members) >= FEWEST_FOR_A_COUNT,
        "cards": cards_of(circle, now, check_ins, shares, sentences, encouragements),
        "for_me": [row for row in encouragements if row.receiver_id == circle.mine.pk],
        "offers": [{"row": row, "title": title_of(row.programme)} for row in open_offers(circle.mine, circle.members)],
        "my_wins": [{"win": win, "text": sentences[win.pk], "is_shared": win.pk in shared} for win in own],
    }


def questions_of(circle: Circle, now: datetime, *, meeting: str, answer: str) -> list[Question]:
    """The week and the next meeting, or the one that was named; the meeting first once it is near."""
    slots = list(circle.group.slots.all())
    for slot in slots:
        slot.group = circle.group
    monday = circle.group.week(now).monday
    week = Question(monday, labels(CheckIn.FOR_WEEK), preselected=answer)
    if not slots:
        return [week]
    named = next((one for one in slots if str(one.pk) == meeting), None)
    slot = named or min(slots, key=lambda one: one.meeting_after(now))
    at = slot.meeting_after(now)
    asked = Question(circle.group.today(at), labels(CheckIn.FOR_MEETING), slot, at, preselected=answer)
    is_first = str(slot.pk) == meeting or at - now < MEETING_IS_NEAR
    return [asked, week] if is_first else [week, asked]


def labels(answers: Iterable[CheckIn.Answer]) -> list[tuple[str, Any]]:
    """Values with their words."""
    return [(answer.value, answer.label) for answer in answers]


def answers(circle: Circle, questions: list[Question]) -> list[CheckIn]:
    """Everybody's answers to these questions; notes mine and the number on each."""
    wanted = Q()
    for question in questions:
        wanted |= Q(slot=question.slot.pk, day=question.day) if question.slot else Q(slot=None, day=question.day)
    rows = list(CheckIn.objects.filter(wanted, membership__in=circle.members).order_by("slot", "pk"))
    by_slot = {question.slot.pk if question.slot else None: question for question in questions}
    for row in rows:
        question = by_slot[row.slot_id]
        question.answered += 1
        if row.membership_id == circle.mine.pk:
            question.mine = row
    return rows


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
    cards = {member.pk: MemberCard(member) for member in circle.members}
    for check_in in check_ins:
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
