"""The weekly mail: training facts or a link only, in the person's language, rendered a batch at a time (SPEC 8.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import Consent, User
from core.mail import MailKind, RenderedMail, Skip, absolute, register_kind, stop_url
from core.mail_layout import layout
from core.models import OutboxMail
from journal.wins_facts import TRAINING_FACTS
from plans.waiting import waiting
from reviews import sentences
from reviews.actions import MAIL_KIND
from reviews.mail_targets import TargetsOfWeeks
from reviews.models import WeeklyReview

TEMPLATE = "reviews/mail/weekly_review"
MOST_WINS = 3
PLACES = (
    *("subject", "name", "opening", "second", "tasks", "logged", "plan", "proposed", "same"),
    *("review_url", "stop_url", "mail_url", "sharing_url"),
)


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch in five or six queries; wish and consent are looked at now, when they are sent."""
    reviews = WeeklyReview.objects.in_bulk([row.payload["review"] for row in rows])
    people = {row.person_id for row in rows}
    with_training = set(
        Consent.objects.filter(person_id__in=people, category="training", withdrawn_at=None).values_list(
            "person_id", flat=True
        )
    )
    coming = {review.pk: review.week.next() for review in reviews.values()}
    told = TargetsOfWeeks.of(people, reviews.values())
    plans = waiting(people, {week.monday for week in coming.values()})
    addresses = {review.week_start: Addresses.of(review) for review in reviews.values()}
    mails: dict[Any, RenderedMail | Skip] = {}
    for row in rows:
        review = reviews.get(UUID(row.payload["review"]))
        if row.person.mail_level == User.MailLevel.OFF:
            mails[row.pk] = Skip("switched off")
        elif review is None or review.person_id != row.person_id:
            mails[row.pk] = Skip("review is gone")
        else:
            with_facts = row.person.mail_level == User.MailLevel.FACTS and row.person_id in with_training
            key = (row.person_id, coming[review.pk].monday)
            with override(review.language):
                ahead = Ahead(plans.tasks[key] or told.sessions(key), plans.told(key)) if with_facts else Ahead()
                lines = told.lines(review) if with_facts else []
                mails[row.pk] = _mail(row.person, review, addresses[review.week_start], ahead, lines, with_facts)
    return mails


@dataclass(frozen=True, slots=True)
class Ahead:
    """The week that comes: how many sessions, and what the rules propose for it."""

    sessions: int = 0
    proposed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links of all mails about one week lead."""

    review: str
    mail: str
    sharing: str

    @classmethod
    def of(cls, review: WeeklyReview) -> "Addresses":
        paths = (
            reverse("reviews:detail", args=[review.week_start]),
            reverse("accounts:mail"),
            reverse("groups:sharing"),
        )
        return cls(*map(absolute, paths))


def _mail(
    person: User, review: WeeklyReview, where: Addresses, ahead: Ahead, lines: Sequence[str], with_facts: bool
) -> RenderedMail:
    """One mail from finished sentences; nothing but training facts and counts reaches it."""
    values = {
        "subject": _("Your week is ready"),
        "name": person.name,
        "review_url": where.review,
        "stop_url": stop_url(MAIL_KIND, person.pk),
        "mail_url": where.mail,
        "sharing_url": where.sharing,
    }
    wins: list[str] = []
    shape: dict[str, Any] = {"level": "link"}
    if with_facts:
        facts = review.facts
        wins = _wins(review)
        values |= {
            "opening": sentences.opening(facts),
            "second": sentences.second(facts | {"wins": wins}),
            "tasks": sentences.tasks(facts),
            "logged": sentences.logged(facts),
            "plan": sentences.plan(ahead.sessions),
            "proposed": sentences.proposed(ahead.proposed),
            "same": _("As proposed") if ahead.proposed else sentences.same_again(ahead.sessions),
        }
        shape = {f"has_{name}": bool(values[name]) for name in ("second", "tasks", "logged", "plan", "proposed")}
        shape["level"] = "facts"
    for name, sentences_of in (("wins", wins), ("targets", lines)):
        places = tuple(f"{name}{n}" for n in range(len(sentences_of)))
        values |= dict(zip(places, sentences_of, strict=True))
        shape[name] = tuple(f"@@{place}@@" for place in places)
    html, text = layout(TEMPLATE, review.language, PLACES, tuple(shape.items())).fill(values)
    return RenderedMail(values["subject"], text, html, values["stop_url"], review.language)


def _wins(review: WeeklyReview) -> list[str]:
    """The sentences of those wins that are facts of training."""
    pairs = zip(review.facts["wins"], review.wins, strict=False)
    return [text for text, win in pairs if win["rule"] in TRAINING_FACTS][:MOST_WINS]


def register() -> None:
    """Makes the weekly mail known to the outbox."""
    title = gettext_lazy("The weekly mail")
    off = {"mail_level": User.MailLevel.OFF.value}
    ready = gettext_lazy("Your week is ready")
    register_kind(MailKind(MAIL_KIND, render, title=title, switch_off=off, opens="/reviews/", push_text=ready))
