"""Write limits in the database, so that losing Redis loosens nothing."""

import time

from django.db.models import Case, F, Value, When
from django.db.models.functions import Least

from core.models import RateBucket

WRITES_PER_MINUTE = 1200


def take_write(name: str) -> bool:
    """Counts one write of `name` in this minute; False above the limit. One query after the first write."""
    minute = int(time.time() // 60)
    fresh = Case(When(minute=minute, then=Least(F("count") + 1, Value(WRITES_PER_MINUTE + 1))), default=Value(1))
    bucket = RateBucket.objects.filter(name=name)
    allowed = bucket.exclude(minute=minute, count__gte=WRITES_PER_MINUTE)
    if allowed.update(count=fresh, minute=minute):
        return True
    _, is_new = RateBucket.objects.get_or_create(name=name, defaults={"minute": minute, "count": 1})
    return is_new
