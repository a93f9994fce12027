"""A language made on the fly: every text that goes through gettext comes out in accented letters, all else does not."""

import re
from html.parser import HTMLParser
from typing import Any

from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

CODE = "en-xa"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçðéƒğĥíĵķłɱñöþɋřšţûṽŵẋýžÅɃÇÐÉƑĞĤÍĴĶŁⱮÑÖÞɊŘŠŢÛṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, ACCENTED)
HOLES = re.compile(r"(%(?:\(\w+\))?[-0-9.]*[sdf%]|\{[^}]*\}|<[^>]+>|&\w+;|@@\w+@@)")
DATE_FORMAT = re.compile(r"\W*[A-Za-z](?:\W+[A-Za-z])*\W*")  # "l j F": single letters, nothing to read
SAID = ("aria-label", "placeholder", "title", "alt")
VOID = {"meta", "link", "img", "input", "br", "hr", "source", "path", "use"}


def accented(text: str) -> str:
    """The text with its letters replaced and its holes kept."""
    text = text.rpartition(CONTEXT_SEPARATOR)[2]
    if DATE_FORMAT.fullmatch(text):
        return text
    return "".join(piece if n % 2 else piece.translate(LETTERS) for n, piece in enumerate(HOLES.split(text)))


class Pseudo(DjangoTranslation):
    """English, accented."""

    def __init__(self) -> None:
        super().__init__("en")

    def to_language(self) -> str:
        return CODE

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: Any) -> str:
        return accented(msgid1 if n == 1 else msgid2)


class Reader(HTMLParser):
    """What can be read of a page or heard, without scripts, code and pieces in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def is_quiet(self) -> bool:
        return any(quiet for _tag, quiet in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        other = known.get("lang") not in (None, CODE)
        quiet = tag in {"script", "style", "template", "code", "pre"} or other
        if not (self.is_quiet or quiet):
            self.said += [known[name] or "" for name in SAID if known.get(name)]
            if tag == "meta" and known.get("name") == "description":
                self.said.append(known["content"] or "")
        if tag not in VOID:
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in VOID:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.is_quiet and data.strip():
            self.said.append(" ".join(data.split()))


def read(html: str) -> list[str]:
    """Every piece of text of a page."""
    reader = Reader()
    reader.feed(html)
    return reader.said


def hard_coded(texts: list[str], allowed: "re.Pattern[str]") -> list[str]:
    """The texts in which a word of plain letters is left beside what is allowed."""
    return [text for text in dict.fromkeys(texts) if re.search(r"[A-Za-z]{2,}", allowed.sub(" ", text))]
