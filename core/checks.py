"""System checks of the project itself."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from core import privacy


@register()
def every_field_has_a_privacy_rule(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuses a model field that privacy.toml does not speak of, and a rule for a field that is gone."""
    try:
        rules = privacy.rules()
    except privacy.BadRule as error:
        return [Error(str(error), id="privacy.E001")]
    problems: list[CheckMessage] = []
    known = {model._meta.label: model for model in privacy.covered_models()}
    for label, model in known.items():
        own = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
        said = rules.get(label)
        missing = sorted(field for field in own if said is None or said.of(field) is None)
        gone = sorted(set(said.fields) - own) if said else []
        problems += [_error(f"{label}.{field} has no rule in privacy.toml.", "privacy.E002") for field in missing]
        problems += [
            _error(f"privacy.toml speaks of {label}.{field}, which is gone.", "privacy.E003") for field in gone
        ]
    problems += [
        _error(f"privacy.toml speaks of {label}, which is gone.", "privacy.E003")
        for label in sorted(set(rules) - set(known))
    ]
    return problems


def _error(text: str, id: str) -> Error:
    return Error(
        text, hint="Say what the field is for, whether it is exported, how it is erased and how long it stays.", id=id
    )
