"""What a browser would send of the session form of a page, buttons left out."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.is_inside = told.get("id") == "session"
        if tag != "input" or not self.is_inside or not told.get("name"):
            return
        if told.get("type") in ("checkbox", "radio") and "checked" not in told:
            return
        name, value = str(told["name"]), told.get("value") or ""
        if name == "exercise":
            self.found.setdefault(name, []).append(value)
        else:
            self.found.setdefault(name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False


def fields_of(page: str) -> dict[str, Any]:
    """Name -> value; the exercises, which share a name, as a list."""
    parser = _Fields()
    parser.feed(page)
    return parser.found
