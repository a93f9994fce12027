"""Reads YAML of strangers: plain data, no aliases, and the line of every value for the words of a refusal. Pure."""

from dataclasses import dataclass
from typing import Any

import yaml

SIZE_LIMIT = 200_000
type Place = tuple[str | int, ...]


def gettext_noop(text: str) -> str:
    """Marks a sentence for translators; whoever shows it translates it."""
    return text


class BadTemplate(ValueError):
    """A template is refused: `reason` says why in English, `line` where, counted from 1.

    `sentence` has places for its `figures`, so that it can be told in another language.
    """

    def __init__(self, sentence: str, line: int, **figures: object) -> None:
        self.sentence, self.line, self.figures = sentence, line, figures
        super().__init__(f"Line {line}: {self.reason}")

    @property
    def reason(self) -> str:
        return self.sentence % self.figures


TOO_LARGE = gettext_noop("A template holds at most %(most)s characters.")


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, and the line on which each value begins."""

    data: Any
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """The line of a value, or of the nearest one around it that is written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def refusal(self, sentence: str, *place: str | int, **figures: object) -> BadTemplate:
        """What is wrong at a place, with its line."""
        return BadTemplate(sentence, self.line_of(place), **figures)


def read(text: str) -> Document:
    """The document; BadTemplate for what is no YAML, too large, or leans on aliases."""
    if len(text) > SIZE_LIMIT:
        raise BadTemplate(TOO_LARGE, 1, most=f"{SIZE_LIMIT:,}")
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise BadTemplate(gettext_noop("Aliases (*name) are not read: write the value out."), line)
        node = yaml.compose(text, yaml.CSafeLoader)
        data = yaml.load(text, _Strict)  # noqa: S506  a safe loader
    except BadTemplate:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadTemplate(gettext_noop("This is no YAML: %(problem)s."), line, problem=error.problem) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadTemplate(gettext_noop("This is no YAML."), 1) from error
    lines: dict[Place, int] = {}
    _note_lines(node, (), lines)
    return Document(data, lines)


class _Strict(yaml.CSafeLoader):
    """Refuses a key that is written twice, of which YAML would keep the last in silence."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value} is written twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _note_lines(node: Any, place: Place, lines: dict[Place, int]) -> None:
    if node is None:
        return
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_lines(value, (*place, key.value), lines)
            lines[(*place, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _note_lines(value, (*place, number), lines)
