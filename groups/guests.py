"""A guest's week: seven days of looking in, then they join, or are gone."""

from datetime import datetime, timedelta

from django.http import Http404

from groups.actions import leave_group
from groups.models import Membership

KEPT_FOR = timedelta(days=7)


def own_membership(person: object, group_id: object) -> Membership:
    """The person's own row, taking part or not; Http404 where there is none."""
    row = Membership.objects.filter(group=group_id, person=person).select_related("group").first()  # type: ignore[misc]
    if row is None:
        raise Http404
    return row


def old_guests(now: datetime) -> int:
    """Guests whose week ended seven days ago leave as if by hand."""
    rows = list(Membership.objects.filter(guest_until__lt=now - KEPT_FOR))
    for row in rows:
        leave_group(membership=row)
    return len(rows)
