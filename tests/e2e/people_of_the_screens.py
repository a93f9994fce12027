"""The people whose pages are looked at: the demo, and who needs another state than Ana's."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from accounts.actions import save_profile, withdraw_consent
from accounts.actions_devices import add_device
from accounts.models import User
from accounts.tokens import create_token
from core.dates import Week
from core.uuid7 import uuid7
from groups.actions import check_in, join_group, renew_invite
from groups.breaks import add_break
from groups.family import address_of, make_link
from groups.models import Group, Membership
from groups.pairs import ask_for_pair, found_pair
from groups.rite import offer_help, say_here
from journal.actions import save_measurement
from journal.models import TrainingSet
from journal.safety import report_alarm
from journal.unfinished import keep
from plans.following import end_plan, start_plan, swap_exercise
from plans.models import Plan, PlanWeek
from plans.programmes import FOLDER
from reviews.actions import write_due_reviews
from reviews.demo import make_demo
from tests.factories import make_group, make_person, make_session, make_slot

SENTENCE = "If it is Tuesday half past six, then I put on my shoes and go."


@dataclass
class People:
    """Ana and her twelve weeks, her group, last week's review; Dora, who has just begun; Eva, who is not in yet."""

    language: str
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make_demo()
        User.objects.update(is_demo=False)  # here they are people like all others, who get their mails
        User.objects.update(language=self.language)
        write_due_reviews()
        self.people["ana"] = ana = User.objects.get(email="ana@example.org")
        self.people["dora"] = make_person("dora@example.org", consents=[], language=self.language)
        self.people["eva"] = make_person("eva@example.org", is_welcomed=False, language=self.language)
        self.people["finn"] = finn = make_person("finn@example.org", language=self.language)
        withdraw_consent(person=finn, category="pool")
        create_token(person=ana, name="My watch")
        add_device(person=finn, name="Chrome", endpoint="https://fcm.googleapis.com/fcm/send/x", p256dh="", auth="")
        save_profile(person=ana, changes={"body_kinds": [*ana.body_kinds, "weight", "glucose"], "height_cm": 172})
        save_profile(person=finn, changes={"body_kinds": ["weight", "steps", "hs_crp"], "units": "imperial"})
        for kg in ("48.5", "49", "48"):
            data = {"kind": "weight", "value": kg, "measured_at": finn.local_now().isoformat()}
            save_measurement(person=finn, object_id=uuid7(), data=data)
        save_profile(person=finn, changes={"height_cm": 180})
        for kind, value in (("weight", "64.5"), ("resting_hr", "58")):
            data = {"kind": kind, "value": value, "measured_at": ana.local_now().isoformat()}
            save_measurement(person=ana, object_id=uuid7(), data=data)
        self.unfinished = self.leave_unfinished(ana)
        self.people["bo"] = bo = User.objects.get(email="bo@example.org")
        report_alarm(person=bo)
        self.group = Group.objects.get()
        self.invite = renew_invite(group=self.group)

    def leave_unfinished(self, ana: User) -> UUID:
        """A strength session with a superset, half done four hours ago."""
        left = int((timezone.now() - timedelta(hours=4)).timestamp())
        data = QueryDict(mutable=True)
        for place, (slug, load) in enumerate((("back_squat", "61"), ("row", "40"), ("plank", ""))):
            data.appendlist("exercise", slug)
            data.update({f"{place}-rows": "2", f"{place}-superset": "1" if place else "", f"{place}-0-load": load})
        data.update({"0-0-reps": "5", "0-0-done": "on", "activity": "strength", "exercise_form": "1"})
        data.update({"opened_at": str(left - 1800), "touched_at": str(left), "revision": "3"})
        return keep(person=ana, session_id=uuid7(), data=data).pk

    def gus_is_ill(self) -> UUID:
        """Everything of care at once; the id of his card."""
        self.people["gus"] = gus = make_person(
            "gus@example.org", language=self.language, help_contact="Ida\n+47 22 33 44 55"
        )
        today = gus.today()
        gus.pauses.create(day=today, reason="illness", symptoms=["fever", "cold"])
        gus.alarm_reports.create(reported_at=timezone.now())
        gus.readiness_statements.create(answered_on=today, has_some_yes=True)
        gus.support_cards.create(signal="G1", is_muted=True)
        make_session(gus, pain=5, pain_place="knee", activity="running")
        return gus.support_cards.create(signal="G8", due_on=today, checked_on=today, times=2).pk

    def nora_looks_back(self) -> list[Plan]:
        """Six weeks of jogging that grew, and of strength that did not."""
        self.people["nora"] = nora = make_person("nora@example.org", language=self.language)
        monday = Week.of(nora.today()).plus(-5).monday
        plans = [
            start_plan(person=nora, programme=name, weekdays=[0, 2, 4], today=monday)
            for name in ("walk_run_10w", "strength_foundation_8w")
        ]
        for number in range(36):
            at = timezone.make_aware(datetime.combine(monday + timedelta(days=number), time(12)))
            if number % 3 == 0 and at < timezone.now():
                session = make_session(nora, at, rpe=5)
                facts: dict[str, Any] = {"person": nora, "session": session, "started_at": at}
                TrainingSet.objects.create(**facts, position=0, exercise="jog", seconds=120 + 20 * number)
                TrainingSet.objects.create(**facts, position=1, exercise="goblet_squat", reps=8, load_kg=20)
        for plan in plans:
            for number in range(1, 6):
                week = Week(monday).plus(number)
                PlanWeek.objects.create(person=nora, plan=plan, monday=week.monday, programme_week=number + 1)
            task = plan.planned_sessions.earliest("day")
            plan.planned_sessions.filter(pk=task.pk).update(key="W6-S1", day=nora.today())
        return plans

    def ivy_follows(self) -> tuple[UUID, UUID, UUID]:
        """Ids of a running plan, of one that has ended, and of a programme of her own."""
        self.people["ivy"] = ivy = make_person("ivy@example.org", language=self.language)
        today = ivy.today()
        ivy.readiness_statements.create(answered_on=today, has_some_yes=False)
        own = ivy.own_programmes.create(name="Yoga", template=(FOLDER / "yoga_depth_6w.yaml").read_text("utf-8"))
        plans = [
            start_plan(person=ivy, programme=programme, weekdays=[0, 2, 4], today=today, if_then=SENTENCE)
            for programme in ("strength_foundation_8w", "sleep_rhythm_6w", "together_6w")
        ]
        swap_exercise(plan=plans[0], exercise="goblet_squat", instead="leg_press", today=today)
        return plans[0].pk, end_plan(plan=plans[1], today=today).pk, own.pk

    def rite(self, ana: Membership, bo: Membership) -> tuple[UUID, str, Group, UUID]:
        """Words, help, a question and a link in Ana's group; guests; Lou's pair, and her group that meets just now."""
        for name in ("kim", "gil", "lou"):
            self.people[name] = make_person(f"{name}@example.org", language=self.language)
        lou, now = self.people["lou"], timezone.now()
        for name in ("kim", "gil"):
            join_group(person=self.people[name], secret=self.invite, as_guest=True)
        self.people["gil"].memberships.update(guest_until=now)
        check_in(membership=bo, slot=None, day=ana.group.week(now).monday, answer="nudge", line="Rain, so indoors.")
        for slot in ana.group.slots.all():
            day = ana.group.today(slot.next_meeting_at)
            for member, kind in ((ana, "drive"), (bo, "mats")):
                offer_help(membership=member, slot=slot, day=day, kind=kind)
        link = make_link(person=ana.person, shown_name="Ana", title="A walk by the harbour", relative="Mum")
        request = ask_for_pair(sender=bo, receiver=ana, promise="I write to you every Thursday evening.")
        ana.removals.create(kind="offer", note="Please without names.")
        add_break(
            group=ana.group,
            membership=ana,
            starts_on=ana.person.today() + timedelta(days=9),
            ends_on=ana.person.today() + timedelta(days=16),
        )
        evening = make_group(lou, bo.person, self.people["kim"], name="Evening walkers", time_zone="UTC")
        slot = make_slot(evening, now.weekday(), now.replace(second=0, microsecond=0).time())
        members = {row.person_id: row for row in evening.memberships.all()}
        other = members[bo.person_id]
        say_here(membership=other, slot=slot, day=now.date(), beside=list(members.values()))
        say_here(membership=members[lou.pk], slot=slot, day=now.date(), beside=[other])
        pair = found_pair(person=lou, promise="I ask you how it went.")
        return request.pk, address_of(link).split("/")[-2], pair, evening.pk
