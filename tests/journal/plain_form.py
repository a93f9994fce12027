"""Reads a form the way a browser without scripts does, so that a test can fill it in and press its buttons."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class PlainForm(HTMLParser):
    """The values that form `form_id` of an answer would send; `grey` holds the placeholders."""

    def __init__(self, answer: HttpResponse, form_id: str = "session") -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values: dict[str, list[str]] = {}
        self.grey: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []
        self.text_area = ""
        self.select = ""
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = found.get("id") == self.form_id
        if not self.inside or ("name" not in found and tag != "option"):
            return
        name = found.get("name", "")
        if tag == "input":
            self._input(name, found)
        elif tag == "button":
            self.buttons.append((name, found.get("value", "")))
        elif tag == "textarea":
            self.text_area = name
            self.values[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in found:
            self.values[self.select] = [found["value"]]

    def _input(self, name: str, found: dict[str, str]) -> None:
        self.grey[name] = found.get("placeholder", "")
        if found.get("type") in {"radio", "checkbox"}:
            if "checked" in found:
                self.values[name] = [found.get("value", "on")]
        else:
            self.values.setdefault(name, []).append(found.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.text_area:
            self.values[self.text_area] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text_area = ""
        if tag == "form":
            self.inside = False

    def __getitem__(self, name: str) -> str:
        """The one value of a field; empty when nothing is chosen."""
        return self.values.get(name, [""])[0]

    def fill(self, **values: Any) -> "PlainForm":
        """Types values; `__` in a name stands for a hyphen, a leading underscore is dropped."""
        for name, value in values.items():
            self.values[name.removeprefix("_").replace("__", "-")] = [str(value)]
        return self

    def press(self, client: Client, address: str, button: str, value: str = "1") -> HttpResponse:
        """Sends the form by one of its buttons, which must be there."""
        assert (button, value) in self.buttons, f"no button {button}={value} among {self.buttons}"
        return client.post(address, {**self.values, button: value})
