"""privacy.toml against the models: nothing is stored that nobody spoke of, and what is exported is exported."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts import export
from core import checks, privacy

PERSON = apps.get_model(settings.AUTH_USER_MODEL)


@pytest.fixture
def other_rules(monkeypatch, tmp_path, settings):
    """Reads another privacy.toml."""

    def read(text: str) -> list[str]:
        (tmp_path / "privacy.toml").write_text(text, "utf-8")
        settings.BASE_DIR = tmp_path
        privacy.rules.cache_clear()
        return [f"{problem.id} {problem.msg}" for problem in checks.every_field_has_a_privacy_rule(None)]

    yield read
    monkeypatch.undo()
    privacy.rules.cache_clear()


def test_every_field_has_a_rule() -> None:
    assert checks.every_field_has_a_privacy_rule(None) == []


def test_every_model_that_leads_to_a_person_is_exported_or_has_a_reason() -> None:
    for model in privacy.covered_models():
        if model is PERSON or privacy.person_path(model):
            for rule in privacy.rules()[model._meta.label].all():
                assert rule.export or len(rule.reason) > 5, model._meta.label


def test_every_kind_that_is_promised_is_in_the_export() -> None:
    promised = {rule.export for rules in privacy.rules().values() for rule in rules.all() if rule.export}
    assert promised == set(export.KINDS)


def test_every_model_of_ours_leads_to_a_person_or_says_that_it_does_not() -> None:
    ours = {app.label for app in apps.get_app_configs() if not app.module.__name__.startswith(("django", "allauth"))}
    loose = {
        model._meta.label
        for model in privacy.covered_models()
        if model._meta.app_label in ours and model is not PERSON and not privacy.person_path(model)
    }
    spoken = {label for label in loose if privacy.rules()[label].rest.erasure in {"hand-over", "never"}}
    assert loose - spoken == {"core.RateBucket"}  # named by the person's id; erased by accounts.erasure


def test_deleting_a_person_takes_everything_along() -> None:
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in privacy.covered_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is PERSON
        and field.remote_field.on_delete not in {models.CASCADE, getattr(models, "DB_CASCADE", models.CASCADE)}
    ]
    assert kept == []


def test_a_field_without_a_rule_is_refused(other_rules) -> None:
    everything = "\n".join(
        f'["{label.partition(".")[0]}"."{label.partition(".")[2]}"]\n'
        '"*" = { purpose = "none", erasure = "never", retention = "x", reason = "for a test" }'
        for label in {model._meta.label for model in privacy.covered_models()} - {"core.Heartbeat"}
    )
    heartbeat = '[core.Heartbeat]\nname = { purpose = "none", erasure = "never", retention = "x", reason = "a test" }'
    assert other_rules(f"{everything}\n{heartbeat}") == ["privacy.E002 core.Heartbeat.at has no rule in privacy.toml."]
    assert other_rules(everything) == [
        "privacy.E002 core.Heartbeat.at has no rule in privacy.toml.",
        "privacy.E002 core.Heartbeat.name has no rule in privacy.toml.",
    ]
    gone = heartbeat.replace("[core.Heartbeat]", "[core.Gone]")
    assert "privacy.E003 privacy.toml speaks of core.Gone, which is gone." in other_rules(f"{everything}\n{gone}")


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('{ purpose = "fun", erasure = "never", retention = "x", export = "y" }', "purpose 'fun' is unknown"),
        ('{ purpose = "none", erasure = "later", retention = "x", export = "y" }', "erasure 'later' is unknown"),
        ('{ purpose = "none", erasure = "never", retention = "x" }', "needs a reason"),
        ('{ purpose = "none", erasure = "never", reason = "y" }', "retention"),
    ],
)
def test_a_rule_that_says_too_little_is_refused(other_rules, rule: str, problem: str) -> None:
    told = other_rules(f'[core.Heartbeat]\n"*" = {rule}')
    assert len(told) == 1
    assert problem in told[0]


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("journal.TrainingSet", "person"),
        ("groups.CheckIn", "membership__person"),
        ("account.EmailConfirmation", "email_address__user"),
        ("core.Heartbeat", ""),
        ("accounts.User", "pk"),
    ],
)
def test_the_way_to_the_person_is_found(label: str, path: str) -> None:
    assert privacy.person_path(apps.get_model(label)) == path
