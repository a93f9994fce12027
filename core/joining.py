"""What a page loads, joined to one file: a module with all that it imports, a style sheet with all that it imports.

The sources stay as they are; `collectstatic` joins (core/storage.py). The rules are few, and a module that breaks one
is refused: an import is one line at the top, an export stands before `const`, `function` or `async function`.
"""

import posixpath
import re
from collections.abc import Callable

type Read = Callable[[str], str]
"""Gives the text of a static file by its name."""

SHARED = ("core/js/app.js", "core/js/pocket.js", "journal/js/keep_session.js", "journal/js/local_copy.js")
"""Never joined into another module: a page that had one twice would listen and answer twice."""
BINDING = re.compile(r'^(import|export) \{ ([\w ,]+) \} from "(\.[^"]+)";\n', re.MULTILINE)
BARE = re.compile(r'^import "(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|function|async function) (\w+))", re.MULTILINE)
STRANGE = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)
"""What may not stand in a function, or would look beside another file than its own."""
STYLE = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)


class CannotJoin(ValueError):
    """A file is written in a way that joining does not know."""


def is_joined(text: str) -> bool:
    """Whether this module or style sheet imports anything that would be another request."""
    return bool(BINDING.search(text) or BARE.search(text) or STYLE.search(text))


def parts(name: str, read: Read, above: tuple[str, ...] = ()) -> list[str]:
    """The modules that this one is joined of, itself last: each behind those that it imports."""
    if name in above:
        raise CannotJoin(f"{name} imports itself by way of {above[-1]}")
    found: list[str] = []
    for wanted in imported(name, read(name)):
        if wanted not in SHARED:
            found += [part for part in parts(wanted, read, (*above, name)) if part not in found]
    return [*found, name]


def imported(name: str, text: str) -> list[str]:
    """The names of what a module or a style sheet imports, in its order."""
    matches = [match for kind in (BINDING, BARE, STYLE) for match in kind.finditer(text)]
    return [beside(name, match.groups()[-1]) for match in sorted(matches, key=lambda match: match.start())]


def join_module(name: str, read: Read) -> str:
    """One module that does the same: each part in a function of its own, so that no names meet."""
    *inner, _itself = order = parts(name, read)
    places = {part: f"part{place}" for place, part in enumerate(order)}
    shared = dict.fromkeys(one for part in inner for one in imported(part, read(part)) if one in SHARED)
    within = places | {one: f"shared{place}" for place, one in enumerate(shared)}
    texts = [f'import * as {within[one]} from "{address_from(name, one)}";\n' for one in shared]
    texts += [
        f"// {part}\nconst {places[part]} = (() => {{\n{enclosed(part, read(part), within)}}})();\n" for part in inner
    ]
    return "".join([*texts, f"// {name}\n", bound(name, read(name), places)])


def enclosed(name: str, text: str, places: dict[str, str]) -> str:
    """A part as the body of a function that returns what the part exports."""
    names = EXPORT.findall(text)
    body = EXPORT.sub("", bound(name, text, places))
    if strange := STRANGE.search(body):
        raise CannotJoin(f"{name}: {strange.group()}")
    return f"{body}return {{ {', '.join(names)} }};\n"


def bound(name: str, text: str, places: dict[str, str]) -> str:
    """A module whose imports are taken from the parts before it; what is shared is still imported."""

    def taken(match: re.Match[str]) -> str:
        word, names, address = match.groups()
        place = places.get(beside(name, address))
        if not place:
            return match.group()
        taking = f"const {{ {names.replace(' as ', ': ')} }} = {place};\n"
        return taking if word == "import" else f"{taking}export {{ {re.sub(r'\w+ as ', '', names)} }};\n"

    text = BARE.sub(lambda match: "" if beside(name, match[1]) in places else match.group(), text)
    return BINDING.sub(taken, text)


def join_style(name: str, read: Read) -> str:
    """One style sheet that holds those it imports, in their order."""
    return STYLE.sub(lambda match: join_style(beside(name, match[1]), read), read(name))


def address_from(name: str, other: str) -> str:
    """How this file names another one in an import."""
    path = posixpath.relpath(other, posixpath.dirname(name))
    return path if path.startswith(".") else f"./{path}"


def beside(name: str, address: str) -> str:
    """The name of the file that a relative address means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
