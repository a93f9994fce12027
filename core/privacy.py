"""Reads privacy.toml: what each stored field is for, whether it is exported, how it goes and how long it stays."""

import tomllib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

PURPOSES = frozenset(
    {"account", "training", "wellbeing", "sleep", "body", "social", "pool", "technical", "any", "none"}
)
ERASURES = frozenset({"category", "account", "hand-over", "never"})
REST = "*"


class BadRule(Exception):
    """A table of privacy.toml says too little or something unknown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for one field. `export` is the kind of the own export, empty where it is left out for `reason`.

    Erasure: `category` goes with its category and with the account, `account` with the account only, `hand-over`
    stays with the others of a group, `never` holds nothing of a person.
    """

    purpose: str
    erasure: str
    retention: str
    export: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise BadRule(f"purpose {self.purpose!r} is unknown")
        if self.erasure not in ERASURES:
            raise BadRule(f"erasure {self.erasure!r} is unknown")
        if not self.export and not self.reason:
            raise BadRule("a field that is not exported needs a reason")


@dataclass(frozen=True, slots=True)
class ModelRules:
    """The rules of one model: `rest` for every field that `fields` does not name."""

    rest: Rule | None
    fields: dict[str, Rule]

    def of(self, field: str) -> Rule | None:
        return self.fields.get(field, self.rest)

    def all(self) -> Iterator[Rule]:
        """Every rule of the model."""
        yield from self.fields.values()
        if self.rest:
            yield self.rest


@cache
def rules() -> dict[str, ModelRules]:
    """Rules by model label, such as `journal.MoodRating`."""
    found = {}
    for app, tables in tomllib.loads(Path(settings.BASE_DIR, "privacy.toml").read_text("utf-8")).items():
        for name, table in tables.items():
            try:
                found[f"{app}.{name}"] = _model_rules(table)
            except (BadRule, TypeError) as error:
                raise BadRule(f"privacy.toml, {app}.{name}: {error}") from error
    return found


def _model_rules(table: dict[str, dict[str, Any]]) -> ModelRules:
    rest = table.get(REST, {})
    fields = {field: Rule(**_merged(rest, said)) for field, said in table.items() if field != REST}
    return ModelRules(Rule(**rest) if rest else None, fields)


def _merged(rest: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """A field's own words over those of `*`; a reason of its own takes the field out of the export."""
    return rest | ({"export": ""} if "reason" in said and "export" not in said else {}) | said


def covered_models() -> Iterator[type[models.Model]]:
    """Every table that somebody could store something in."""
    yield from (model for model in apps.get_models() if model._meta.managed and not model._meta.proxy)


def person_path(model: type[models.Model]) -> str:
    """The shortest chain of foreign keys to the person, as a lookup; empty where there is none."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    if model is person:
        return "pk"
    waiting, seen = deque([(model, "")]), {model}
    while waiting:
        current, path = waiting.popleft()
        for field in current._meta.get_fields():
            if not (isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)):
                continue
            step = f"{path}__{field.name}" if path else field.name
            if field.related_model is person:
                return step
            if field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, step))
    return ""


def models_of(category: str) -> Iterator[tuple[type[models.Model], str]]:
    """Models whose rows belong to `category` as a whole, with the path to their person."""
    for label, model_rules in rules().items():
        rest = model_rules.rest
        if rest and rest.erasure == "category" and rest.purpose == category:
            model = apps.get_model(label)
            yield model, person_path(model)


def fields_of(category: str) -> "Iterator[tuple[type[models.Model], str, list[models.Field[Any, Any]]]]":
    """Single fields of `category` on rows that belong to something else, with the path to their person."""
    for label, model_rules in rules().items():
        if model_rules.rest and model_rules.rest.purpose == category:
            continue
        names = [
            name
            for name, rule in model_rules.fields.items()
            if rule.erasure == "category" and rule.purpose in {category, "any"}
        ]
        if names:
            model = apps.get_model(label)
            yield model, person_path(model), [model._meta.get_field(name) for name in names]
