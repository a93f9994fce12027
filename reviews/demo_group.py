"""The demo person's group: a coach, a few members, meetings, check-ins, a word of encouragement."""

from datetime import time, timedelta
from typing import Any

from accounts.models import User
from core.dates import Week
from groups import actions
from groups.message_actions import write_message
from groups.models import Group, Membership
from journal.models import SmallWin

TALK = [
    ("Bo", "Ana", "I noticed three sessions in a row before work. What would make next week easier?"),
    ("Ana", "Bo", "Mornings are good.\nOn Thursday I am away."),
    ("Bo", "Ana", "Then Thursday is free, and Saturday is the long walk."),
]


def make_group(ana: User, bo: User, others: list[User]) -> Group:
    """Meetings on Tuesday, Thursday and Saturday on the group's own clock."""
    group = actions.create_group(person=ana, name="Harbour walkers", time_zone=ana.time_zone)
    secret = actions.renew_invite(group=group)
    for person in (bo, *others):
        actions.join_group(person=person, secret=secret)
    members = {row.person_id: row for row in Membership.objects.filter(group=group).select_related("group", "person")}
    actions.set_role(membership=members[bo.pk], role=Membership.Role.COACH)
    slots = [
        actions.save_slot(group=group, weekday=weekday, time=at, title=title)
        for weekday, at, title in ((1, time(19), ""), (3, time(19), ""), (5, time(9), "Long walk"))
    ]
    answers = [("coming", "See you there."), ("short_version", ""), ("not_today", "Back on Saturday.")]
    for person, (answer, line) in zip(others, answers, strict=False):
        for slot in slots:
            day = slot.next_meeting_at.astimezone(group.zone).date()
            if (day.toordinal() + slot.weekday) % 2 or answer == "coming":
                actions.check_in(membership=members[person.pk], slot=slot, day=day, answer=answer, line=line)
    actions.encourage(
        sender=members[bo.pk], receiver=members[ana.pk], phrase="own_words", line="Steady weeks, Ana. Good to watch."
    )
    actions.encourage(sender=members[others[0].pk], receiver=members[ana.pk], phrase="well_done")
    share_last_win(ana, members[ana.pk])
    for sender, receiver, text in TALK:
        people = {"Ana": members[ana.pk], "Bo": members[bo.pk]}
        write_message(mine=people[sender], other=people[receiver], text=text)
    return group


def share_last_win(ana: User, membership: Any) -> None:
    """The newest small win of the weeks before this one."""
    monday = Week.of(ana.today()).monday
    win = SmallWin.objects.filter(person=ana, day__lt=monday + timedelta(days=1)).order_by("-day", "priority").first()
    if win:
        actions.share_win(person=ana, win=win, memberships=[membership])
