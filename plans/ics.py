"""A calendar as text (RFC 5545): lines of at most 75 bytes, ended by CRLF, with marks escaped. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_BYTES = 75
REFRESH = "PT6H"
SEQUENCE_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day that keeps nobody from being free; `changed_at` is aware."""

    uid: str
    day: date
    title: str
    url: str
    changed_at: datetime

    def lines(self) -> Iterator[str]:
        changed = self.changed_at.astimezone(UTC)
        yield "BEGIN:VEVENT"
        yield f"UID:{self.uid}"
        yield f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{self.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{self.day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escaped(self.title)}"
        yield f"SEQUENCE:{max(0, int((changed - SEQUENCE_SINCE).total_seconds()))}"
        yield "STATUS:CONFIRMED"
        yield "TRANSP:TRANSPARENT"
        yield f"URL:{self.url}"
        yield "END:VEVENT"


def calendar(events: Iterable[Event], *, name: str, product: str) -> str:
    """The whole file; the same events give the same text."""
    title = escaped(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{product}//plan//EN", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{title}", f"X-WR-CALNAME:{title}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    lines += [line for event in events for line in event.lines()]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """A value of text with its marks escaped."""
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """The line cut into pieces of at most 75 bytes, never within a character; each further one begins with a space."""
    pieces, piece, room = [], "", LINE_BYTES
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LINE_BYTES - 1
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
