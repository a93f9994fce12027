"""Every page that a person can reach, and the people and things that the addresses need."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import URLPattern, get_resolver

from accounts.models import User
from core.dates import Week
from core.mail import stop_url
from groups.actions import leave_group, renew_invite
from groups.coaching import offer_programme
from groups.granting import give
from groups.message_actions import write_message
from groups.models import Membership, Stream
from journal.actions import amend_entry
from journal.models import MeasurementKind
from plans.following import start_plan
from tests.e2e.people_of_the_screens import SENTENCE, People
from tests.factories import make_factor, make_person

NO_PAGE = {
    # Forms only post to these.
    "accounts:language", "accounts:consent-give", "accounts:consent-withdraw", "accounts:session-end",
    "accounts:device-add", "accounts:device-remove", "accounts:device-test", "accounts:token-revoke",
    "groups:check-in", "groups:share", "groups:leave", "groups:encourage", "groups:here", "groups:help",
    "groups:help-back", "groups:stay", "groups:break-end", "groups:removal-read", "groups:post-report",
    "groups:post-remove", "groups:distance", "groups:family-end", "groups:invite",
    "groups:counting", "groups:thread-read", "groups:message-delete", "groups:message-report",
    "journal:rest-day", "journal:entry-delete", "journal:entry-restore", "journal:mood-nudge",
    "journal:mood-undo", "journal:psqi-draft", "journal:session-discard", "journal:template-save",
    "journal:template-rename", "journal:template-delete", "journal:win-mark", "journal:win-back",
    "journal:entries-delete", "journal:batch-restore",
    "journal:version-restore",
    # Leads on to the current month.
    "insights:this-month",
    "journal:mood-tag", "journal:sleep-week-rate",
    "journal:sleep-week-undo",
    "journal:pause-end", "journal:pause-delete", "journal:readiness-talked",
    "journal:care-answer", "journal:care-hide", "journal:care-unmute",
    "plans:proposal-answer", "plans:easy-week",
    "journal:own-exercise-delete", "journal:exercise-merge-undo",
    "plans:plan-pause", "plans:plan-resume", "plans:own-delete",
    "plans:task", "plans:plan-earlier", "reviews:first-steps-away",
    # Answers for machines, files, the operator's pages.
    "core:healthz", "core:readyz", "core:manifest", "core:service-worker", "core:offline-state", "plans:calendar-feed",
    "accounts:download", "accounts:operator-counts",
    "reviews:operator-demo", "reviews:operator-logging", "accounts:api-me", "api-sync", "api-schema", "groups:switch",
    "groups:offer", "groups:coach-propose", "groups:coach-give-up", "mfa_download_recovery_codes",
    # While signing in with a second factor, which its own journey does.
    "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
    "api-unknown",
    # Replaced by own pages of this product: accounts:sessions; a password is set on the page that changes it.
    "usersessions_list", "accounts:/accounts/email/", "accounts:/accounts/password/set/",
    "accounts:/accounts/sessions/",
    "accounts:/accounts/2fa/totp/activate/", "accounts:/accounts/2fa/webauthn/add/",
    "accounts:/accounts/2fa/webauthn/login/",
}  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """One page: who looks, the arguments of its address, and what follows the address."""

    name: str
    args: tuple[Any, ...] = ()
    query: str = ""
    who: str = "ana"
    status: int = 200


class World(People):
    """Their pages."""

    def screens(self) -> list[Screen]:
        """All of them; a route may have several."""
        ana = self.people["ana"]
        today = ana.today()
        return [
            *self.of_visitors(),
            *self.of_accounts(),
            *self.of_days(ana, today),
            *self.of_training(ana, today),
            *self.of_care(ana),
            *self.of_programmes(),
            *self.of_groups(),
            *self.of_messages(),
            *self.of_coaches(),
            *self.of_beginners(),
        ]

    def of_visitors(self) -> list[Screen]:
        """Before signing in."""
        names = (
            "reviews:home",
            "account_login",
            "account_signup",
            "account_reset_password",
            "core:away",
            "core:help",
            "api-docs",
        )
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
        names = "settings profile appearance phone help-contact training mail reminders notifications consents sessions"
        return [
            *map(Screen, ("reviews:offline", "reviews:waiting")),
            *(
                Screen(f"accounts:{name}")
                for name in (*names.split(), "consent-receipts", "tokens", "token-make", "data", "delete", "confirm")
            ),
            Screen("accounts:consent-erase", ("pool",), who="finn"),
            Screen("accounts:notifications", who="finn"),
            *(Screen(f"account_{name}") for name in ("logout", "reauthenticate", "email", "change_password")),
            Screen("account_set_password", who="finn"),
            Screen("journal:import"),
            Screen("accounts:welcome", who="eva"),
        ]

    def of_days(self, ana: User, today: date) -> list[Screen]:
        """Mood, sleep, measurements and what comes of them."""
        mood = ana.mood_ratings.exclude(note="").first()
        amend_entry(person=ana, row=mood, data={"score": 3, "tags": ["slept_well"]})
        sheet = ana.psqi_sheets.latest("taken_on")
        newest = {row.kind: row.pk for row in ana.measurements.all().newest_of(MeasurementKind.values)}
        night = ana.sleep_diary.latest("day")
        return [
            *(Screen(name) for name in ("reviews:home", "core:help", "journal:log", "journal:timeline")),
            *(Screen("journal:timeline", query=query) for query in ("?select=1", "?find=1")),
            Screen("journal:entry-history", ("mood-ratings", mood.pk)),
            Screen("journal:entry-history", ("sleep-diary", night.pk)),
            *(Screen("journal:day", (day,)) for day in (today, today - timedelta(days=5))),
            Screen("journal:mood-rate"),
            Screen("journal:mood-edit", (mood.pk,)),
            Screen("journal:mood-tags"),
            Screen("journal:sleep-form"),
            Screen("journal:sleep-form", (night.day,)),
            Screen("journal:sleep-week"),
            Screen("journal:sleep-week", (Week.of(today).monday,)),
            Screen("journal:psqi-list"),
            Screen("journal:psqi-form"),
            Screen("journal:psqi-direct"),
            Screen("journal:psqi-detail", (sheet.pk,)),
            Screen("journal:psqi-edit", (sheet.pk,)),
            Screen("journal:measurement-list"),
            *(Screen("journal:measurement-form", (kind,)) for kind in MeasurementKind.values),
            Screen("journal:measurement-form", ("steps",), query="?weeks=52&page=2"),
            *(Screen("journal:measurement-edit", (kind, newest[kind])) for kind in ("weight", "hs_crp", "steps")),
            Screen("journal:measurement-edit", ("blood_pressure", newest["blood_pressure"])),
            *(
                Screen(f"journal:{name}")
                for name in ("measurement-kinds", "height", "pressure-scheme", "pressure-high")
            ),
        ]

    def of_training(self, ana: User, today: date) -> list[Screen]:
        """Sessions, the plan, the week and the weeks."""
        session = ana.training_sessions.filter(activity="strength").latest("started_at")
        return [
            Screen("journal:session-new"),
            Screen("journal:session-new", query="?activity=strength"),
            Screen("journal:session-new", query="?activity=walking&short=1"),
            Screen("journal:session-unfinished", (self.unfinished,)),
            Screen("journal:template-list"),
            Screen("journal:template-list", who="finn"),
            Screen("journal:session-edit", (session.pk,)),
            Screen("journal:session-finish", (session.pk,)),
            Screen("journal:session-finish", (session.pk,), query="?said=1"),
            Screen("journal:win-shelf"),
            Screen("journal:win-shelf", query="?show=trends"),
            Screen("journal:win-shelf", query="?show=aside", who="finn"),
            Screen("journal:win-shelf", who="dora"),
            Screen("journal:unwell"),
            Screen("journal:unwell", who="bo"),
            Screen("plans:proposals"),
            Screen("journal:exercise-picker"),
            *self.of_exercises(ana),
            Screen("plans:week"),
            Screen("plans:targets"),
            Screen("plans:calendar"),
            *self.of_tasks(),
            Screen("reviews:list"),
            Screen("reviews:detail", (Week.of(today).previous().monday,)),
            Screen("reviews:detail", (Week.of(today).monday,)),
            Screen("insights:trends"),
            *(Screen("insights:trends", query=f"?weeks={weeks}") for weeks in (12, 52)),
            Screen("insights:load"),
            Screen("insights:load", (Week.of(today).previous().monday,)),
            *(Screen("insights:month", (day.year, day.month)) for day in (today, today - timedelta(days=40))),
        ]

    def of_tasks(self) -> list[Screen]:
        """Hugo follows two programmes: his week, today's task, sessions started from it, breathing and body scan."""
        self.people["hugo"] = hugo = make_person("hugo@example.org", language=self.language)
        today = hugo.today()
        for programme in ("strength_foundation_8w", "together_6w"):
            start_plan(person=hugo, programme=programme, weekdays=range(7), today=today, if_then=SENTENCE)
        tasks = list(hugo.planned_sessions.filter(day=today))
        return [
            *(Screen(name, who="hugo") for name in ("reviews:home", "plans:week")),
            *(Screen("journal:session-new", query=f"?task={task.pk}", who="hugo") for task in tasks),
            *(Screen("journal:session-new", query=f"?task={task.pk}&short=1", who="hugo") for task in tasks[:1]),
            *(Screen("plans:script", (name,)) for name in ("breath_2", "scan_5")),
            Screen("plans:script", ("nothing",), status=404),
        ]

    def of_care(self, ana: User) -> list[Screen]:
        """Pauses, readiness, cards; Gus is ill, felt unwell, and has a card that is due and one that is off."""
        card = self.gus_is_ill()
        return [
            *(Screen(f"journal:{name}") for name in ("pause-list", "pause-new", "readiness", "care", "gentler")),
            Screen("journal:pause-new", query="?reason=illness"),
            Screen("journal:pause-edit", (ana.pauses.get().pk,)),
            *(
                Screen(name, who="gus")
                for name in ("reviews:home", "core:help", "journal:pause-list", "journal:session-new")
            ),
            *(Screen(f"journal:{name}", who="gus") for name in ("readiness", "care", "gentler")),
            Screen("journal:readiness", query="?again=1", who="gus"),
            Screen("journal:care-mute", (card,), who="gus"),
            Screen("accounts:help-contact", who="gus"),
        ]

    def of_programmes(self) -> list[Screen]:
        """To choose from and to start, as Ana and Gus see them; Ivy follows two and has ended one."""
        first, ended, own = self.ivy_follows()
        start = "plans:programme-start"
        return [
            Screen("plans:programme-list"),
            Screen("plans:programme-list", query="?wish=sleep", who="ivy"),
            *(Screen("plans:programme-detail", (name,), who="ivy") for name in ("steady_mix_12w", f"own:{own}")),
            Screen("plans:programme-detail", ("nothing",), status=404),
            *(Screen(start, ("walk_run_10w",), who=who) for who in ("ana", "gus", "ivy")),
            Screen(start, ("strength_foundation_8w",), who="ivy"),
            Screen("plans:why"),
            *(Screen("plans:plan-list", who=who) for who in ("finn", "ivy")),
            *(Screen("plans:plan-detail", (plan,), who="ivy") for plan in (first, ended)),
            *(Screen("plans:look-back", who=who) for who in ("nora", "ivy", "finn")),
            *(Screen("plans:plan-look-back", (plan.pk,), who="nora") for plan in self.nora_looks_back()),
            Screen("reviews:home", who="nora"),
            Screen("plans:plan-swap", (first,), query="?exercise=goblet_squat", who="ivy"),
            Screen("plans:plan-end", (first,), who="ivy"),
            Screen("plans:targets", who="ivy"),
            Screen("plans:own-programmes", who="ivy"),
            Screen("plans:own-edit", (own,), who="ivy"),
        ]

    def of_exercises(self, ana: User) -> list[Screen]:
        """To choose from, one with a history and one without, one's own, merged."""
        own = ana.own_exercises.get(slug="own_squats_with_a_bar")
        return [
            Screen("journal:exercise-picker"),
            Screen("journal:exercise-picker", query="?q=squat&low_impact=1"),
            Screen("journal:exercise-picker", query="?equipment=sled&pattern=squat"),
            *(Screen("journal:exercise-detail", (slug,)) for slug in ("back_squat", "yoga_down_dog", "jog", own.slug)),
            Screen("journal:exercise-detail", ("yoga_crow",)),
            Screen("journal:exercise-detail", ("nothing",), status=404),
            Screen("journal:own-exercise-list"),
            Screen("journal:own-exercise-new"),
            Screen("journal:own-exercise-edit", (own.pk,)),
            Screen("journal:exercise-merge", (own.slug,)),
            Screen("journal:exercise-merge", (own.slug,), query="?into=back_squat"),
            Screen("journal:exercise-merge", (own.slug,), query="?into=plank", status=422),
        ]

    def of_groups(self) -> list[Screen]:
        """The group as its organiser sees it, a guest's week and its end, a meeting that is on, a pair, the family."""
        group, slot = self.group, self.group.slots.first()
        ana, bo = group.memberships.get(person=self.people["ana"]), group.memberships.get(person=self.people["bo"])
        request, token, pair, evening = self.rite(ana, bo)
        return [
            Screen("groups:list", query="?all=1"),
            Screen("groups:new"),
            *(Screen(f"groups:{name}", (group.pk,)) for name in ("detail", "settings", "slot-new", "breaks")),
            Screen("groups:slot-edit", (group.pk, slot.pk)),
            Screen("groups:join", (self.invite,), who="finn"),
            Screen("groups:join", (renew_invite(group=pair),), who="finn"),
            *(Screen("groups:member", (group.pk, member.pk)) for member in (ana, bo)),
            Screen("groups:pair-new"),
            Screen("groups:pair-ask", (group.pk, bo.pk)),
            Screen("groups:pair-answer", (group.pk, request)),
            *(Screen(f"groups:{name}", (pair.pk,), who="lou") for name in ("detail", "settings")),
            Screen("groups:detail", (evening,), who="lou"),
            Screen("groups:detail", (evening,), who="kim"),
            Screen("groups:detail", (group.pk,), who="kim"),
            Screen("groups:detail", (group.pk,), who="gil"),
            *(Screen("groups:family", who=who) for who in ("ana", "lou")),
            Screen("groups:family-tick", (token,), who=""),
            Screen("groups:family-tick", ("wrong",), who="", status=404),
        ]

    def of_messages(self) -> list[Screen]:
        """What Ana and Bo write; Finn has nobody to write to; the thread of Ivy and Bo is over."""
        member = self.group.memberships.get
        ivy = self.group.memberships.create(person=self.people["ivy"])
        bo = member(person=self.people["bo"])
        message = write_message(mine=bo, other=ivy, text="See you there.")
        leave_group(membership=ivy)
        return [
            *(Screen("groups:threads", who=who) for who in ("ana", "bo", "finn", "ivy")),
            Screen("groups:thread", (bo.pk,)),
            Screen("groups:thread", (member(person=self.people["ana"]).pk,), who="bo"),
            Screen("groups:past-thread", (message.thread_id,), who="ivy"),
        ]

    def of_coaches(self) -> list[Screen]:
        """What Ana shows Bo, what Bo sees of her and of Mei, and the second factor that he needs."""
        bo, mei = self.people["bo"], User.objects.get(email="mei@example.org")
        make_factor(bo)
        key = Authenticator.objects.create(user=bo, type="webauthn", data={"name": "Phone", "credential": {}})
        RecoveryCodes.activate(bo)
        coach = Membership.objects.get(person=bo, group=self.group)
        members = {row.person_id: row.pk for row in Membership.objects.filter(group=self.group)}
        for stream in Stream:
            give(person=self.people["ana"], coach=coach, stream=stream, language=self.language)
        offer_programme(coach=coach, programme="together_6w")
        return [
            Screen("groups:coach-review", who="bo"),
            Screen("groups:coach-review", query="?show=all", who="bo"),
            Screen("groups:coach-review", query="?show=reply", who="bo"),
            *(Screen("groups:coach-person", (members[person.pk],), who="bo") for person in (self.people["ana"], mei)),
            Screen("groups:coach-offer", (self.group.pk,), who="bo"),
            Screen("groups:detail", (self.group.pk,)),
            *(Screen(name, who=who) for name in ("groups:sharing", "groups:looks") for who in ("ana", "finn", "dora")),
            *(Screen(f"mfa_{name}", who="bo") for name in ("index", "view_recovery_codes", "list_webauthn")),
            *(
                Screen(f"mfa_{name}", who="bo")
                for name in ("deactivate_totp", "generate_recovery_codes", "reauthenticate")
            ),
            *(Screen(f"mfa_{name}_webauthn", (key.pk,), who="bo") for name in ("edit", "remove")),
            *(Screen(name, who="finn") for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn")),
            Screen("accounts:factor-needed", who="finn"),
        ]

    def of_beginners(self) -> list[Screen]:
        """Dora has agreed to nothing, Finn has agreed and has written nothing; neither may meet a wall."""
        pages = ("reviews:home", "plans:week", "groups:list", "insights:trends", "journal:timeline", "reviews:list")
        pages += ("insights:load",)
        asks = ("journal:session-new", "journal:mood-rate", "journal:sleep-form", "accounts:consents")
        empty = ("journal:measurement-list", "journal:mood-tags", "journal:sleep-week", "journal:psqi-list")
        empty += ("accounts:tokens",)
        empty = ("journal:measurement-list", "journal:measurement-kinds", "journal:height", "accounts:tokens")
        kinds = ("weight", "steps", "hs_crp", "waist")
        return [
            *(Screen("reviews:first-step", (name,), who="dora") for name in ("language", "why", "when")),
            *(Screen(name, who="dora") for name in (*pages, *asks)),
            *(Screen(name, who="finn") for name in (*pages, *empty)),
            *(Screen("journal:measurement-form", (kind,), who="finn") for kind in kinds),
            *(Screen(f"journal:measurement-{name}", who="dora") for name in ("list", "kinds")),
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
