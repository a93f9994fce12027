"""Sentences of the library that stand beside tasks: splitting one into steps, and those of a session in its place."""

from plans.programmes import library
from plans.words import shown

SPLITTING = ("reap_4", "stress_1")
"""Splitting a task into small pieces is a stress skill; every programme has it in its week."""


def splitting_words(language: str, if_then: str = "") -> list[str]:
    """Two sentences about making a task smaller, and the if-then plan of the next one."""
    return [*(prompt_words(name, language) for name in SPLITTING), *([if_then] if if_then else [])]


def prompt_words(name: str, language: str) -> str:
    """One sentence by its id."""
    return shown(library.prompts()[name]["text"], language)
