"""Write limits in the database, so that losing Redis loosens nothing."""

import time

from django.db import connection

WRITES_PER_MINUTE = 1200
TAKE = """insert into core_ratebucket as bucket (name, minute, count) values (%s, %s, 1)
on conflict (name) do update set minute = excluded.minute,
 count = case when bucket.minute = excluded.minute then bucket.count + 1 else 1 end
where bucket.minute <> excluded.minute or bucket.count < %s"""


def take_write(name: str, most: int = WRITES_PER_MINUTE) -> bool:
    """Counts one write of `name` in this minute; False above `most`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [name, int(time.time() // 60), most])
        return cursor.rowcount == 1
