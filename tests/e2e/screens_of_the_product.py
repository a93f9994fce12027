"""Every page that a person can reach, and the people and things that the addresses need."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.urls import URLPattern, get_resolver

from accounts.actions import withdraw_consent
from accounts.models import User
from accounts.tokens import create_token
from core.dates import Week
from core.mail import stop_url
from core.uuid7 import uuid7
from groups.actions import renew_invite
from groups.models import Group
from journal.actions import amend_entry, save_measurement
from reviews.actions import write_due_reviews
from reviews.management.commands.demo import make_demo
from tests.factories import make_person

NO_PAGE = {
    # Forms only post to these.
    "accounts:language", "accounts:consent-give", "accounts:consent-withdraw", "accounts:session-end",
    "accounts:token-revoke", "groups:check-in", "groups:share", "groups:leave", "groups:encourage", "groups:member",
    "groups:invite", "journal:rest-day", "journal:entry-delete", "journal:entry-restore", "journal:mood-nudge",
    "journal:mood-undo", "journal:psqi-draft", "journal:entries-delete", "journal:batch-restore",
    "journal:version-restore",
    # Leads on to the current month.
    "insights:this-month",
    # Answers for machines, files, the operator's pages.
    "core:healthz", "core:readyz", "accounts:download", "accounts:operator-counts", "accounts:api-me", "api-schema",
    "api-unknown",
    # Replaced by own pages of this product: accounts:sessions; a password is set on the page that changes it.
    "usersessions_list", "accounts:/accounts/email/", "accounts:/accounts/password/set/",
}  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """One page: who looks, the arguments of its address, and what follows the address."""

    name: str
    args: tuple[Any, ...] = ()
    query: str = ""
    who: str = "ana"
    status: int = 200


@dataclass
class World:
    """Ana and her twelve weeks, her group, last week's review; Dora, who has just begun; Eva, who is not in yet."""

    language: str
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make_demo()
        User.objects.update(language=self.language)
        write_due_reviews()
        self.people["ana"] = ana = User.objects.get(email="ana@example.org")
        self.people["dora"] = make_person("dora@example.org", consents=[], language=self.language)
        self.people["eva"] = make_person("eva@example.org", is_welcomed=False, language=self.language)
        self.people["finn"] = finn = make_person("finn@example.org", language=self.language)
        withdraw_consent(person=finn, category="pool")
        create_token(person=ana, name="My watch")
        for kind, value in (("weight", "64.5"), ("resting_hr", "58")):
            data = {"kind": kind, "value": value, "measured_at": ana.local_now().isoformat()}
            save_measurement(person=ana, object_id=uuid7(), data=data)
        self.group = Group.objects.get()
        self.invite = renew_invite(group=self.group)

    def screens(self) -> list[Screen]:
        """All of them; a route may have several."""
        ana = self.people["ana"]
        today = ana.today()
        return [
            *self.of_visitors(),
            *self.of_accounts(),
            *self.of_days(ana, today),
            *self.of_training(ana, today),
            *self.of_groups(),
            *self.of_beginners(),
        ]

    def of_visitors(self) -> list[Screen]:
        """Before signing in."""
        names = ("reviews:home", "account_login", "account_signup", "account_reset_password", "core:help", "api-docs")
        names += ("account_request_login_code", "accounts:goodbye", "account_inactive")
        names += ("account_password_reset_completed",)
        stop = urlsplit(stop_url("weekly_review", self.people["ana"].pk)).path.split("/")[-2]
        return [
            *(Screen(name, who="") for name in names),
            Screen("groups:join", (self.invite,), who=""),
            Screen("groups:join", ("over",), who="", status=404),
            Screen("core:mail-stop", (stop,), who=""),
            Screen("core:mail-stop", ("wrong",), who="", status=404),
        ]

    def of_accounts(self) -> list[Screen]:
        """The person and the settings."""
        names = "settings profile appearance mail consents consent-receipts sessions tokens token-make data delete"
        return [
            *(Screen(f"accounts:{name}") for name in (*names.split(), "confirm")),
            Screen("accounts:consent-erase", ("pool",), who="finn"),
            *(Screen(f"account_{name}") for name in ("logout", "reauthenticate", "email", "change_password")),
            Screen("account_set_password", who="finn"),
            Screen("accounts:welcome", who="eva"),
        ]

    def of_days(self, ana: User, today: date) -> list[Screen]:
        """Mood, sleep, measurements and what comes of them."""
        mood = ana.mood_ratings.exclude(note="").first()
        amend_entry(person=ana, row=mood, data={"score": 3, "tags": ["slept_well"]})
        sheet = ana.psqi_sheets.latest("taken_on")
        weight = ana.measurements.get(kind="weight")
        night = ana.sleep_diary.latest("day")
        return [
            *(Screen(name) for name in ("reviews:home", "core:help", "journal:log", "journal:timeline")),
            *(Screen("journal:timeline", query=query) for query in ("?select=1", "?find=1")),
            Screen("journal:entry-history", ("mood-ratings", mood.pk)),
            Screen("journal:entry-history", ("sleep-diary", night.pk)),
            *(Screen("journal:day", (day,)) for day in (today, today - timedelta(days=5))),
            Screen("journal:mood-rate"),
            Screen("journal:mood-edit", (mood.pk,)),
            Screen("journal:sleep-form"),
            Screen("journal:sleep-form", (night.day,)),
            Screen("journal:psqi-form"),
            Screen("journal:psqi-direct"),
            Screen("journal:psqi-detail", (sheet.pk,)),
            Screen("journal:psqi-edit", (sheet.pk,)),
            Screen("journal:measurement-list"),
            *(Screen("journal:measurement-form", (kind,)) for kind in ("weight", "blood_pressure", "steps")),
            Screen("journal:measurement-edit", ("weight", weight.pk)),
            Screen("journal:pressure-high"),
        ]

    def of_training(self, ana: User, today: date) -> list[Screen]:
        """Sessions, the plan, the week and the weeks."""
        session = ana.training_sessions.filter(activity="strength").latest("started_at")
        return [
            Screen("journal:session-new"),
            Screen("journal:session-new", query="?activity=strength"),
            Screen("journal:session-new", query="?activity=walking&short=1"),
            Screen("journal:session-edit", (session.pk,)),
            Screen("journal:session-finish", (session.pk,)),
            Screen("journal:exercise-picker"),
            Screen("plans:week"),
            Screen("reviews:list"),
            Screen("reviews:detail", (Week.of(today).previous().monday,)),
            Screen("reviews:detail", (Week.of(today).monday,)),
            Screen("insights:trends"),
            *(Screen("insights:trends", query=f"?weeks={weeks}") for weeks in (12, 52)),
            Screen("insights:load"),
            Screen("insights:load", (Week.of(today).previous().monday,)),
            *(Screen("insights:month", (day.year, day.month)) for day in (today, today - timedelta(days=40))),
        ]

    def of_groups(self) -> list[Screen]:
        """The group as its organiser sees it."""
        group, slot = self.group.pk, self.group.slots.first().pk
        return [
            Screen("groups:list", query="?all=1"),
            Screen("groups:new"),
            *(Screen(f"groups:{name}", (group,)) for name in ("detail", "settings", "slot-new")),
            Screen("groups:slot-edit", (group, slot)),
            Screen("groups:join", (self.invite,), who="finn"),
        ]

    def of_beginners(self) -> list[Screen]:
        """Dora has agreed to nothing, Finn has agreed and has written nothing; neither may meet a wall."""
        pages = ("reviews:home", "plans:week", "groups:list", "insights:trends", "journal:timeline", "reviews:list")
        pages += ("insights:load",)
        asks = ("journal:session-new", "journal:mood-rate", "journal:sleep-form", "accounts:consents")
        empty = ("journal:measurement-list", "accounts:tokens")
        return [
            *(Screen(name, who="dora") for name in (*pages, *asks)),
            *(Screen(name, who="finn") for name in (*pages, *empty)),
        ]


def routes() -> set[str]:
    """The names of all addresses but those of the API's resources and of the operator."""
    return {name for name in walk(get_resolver(), "/", "") if not name.startswith("admin:")}


def walk(resolver: Any, prefix: str, space: str) -> list[str]:
    """Names below one resolver; a nameless address is named by its path."""
    names = []
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            names += walk(entry, path, space + (f"{entry.namespace}:" if entry.namespace else ""))
        elif not path.startswith("/api/v1/^"):
            names.append(space + (entry.name or path))
    return names
