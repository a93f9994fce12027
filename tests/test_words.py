"""Nothing is said that must not be said (SPEC 8.3): in no catalogue, template, script, mail, page or document."""

import ast
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from statistics import median

import polib
import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from core.models import OutboxMail
from core.sender import send_due
from journal import win_texts
from journal.models import SmallWin
from reviews import sentences
from tests.e2e.screens_of_the_product import World
from tests.words import RULES, broken

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "core", "groups", "insights", "journal", "plans", "reviews")
CATALOGUE = polib.pofile(str(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
DOCUMENTS = ("README.md", "CHANGELOG.md", "docs/evidence.md", "docs/privacy.md", "docs/export.md")

ALLOWED = {
    # Denies a cause.
    "This is a journal, not a medical device. It shows you your own record and never says what caused what.",
    # Says that there is none.
    "No ranking, no list of who has not answered.",
    # What studies found of many people, with the denial of a cause that SPEC 2.5 asks for.
    "In studies that watched people, those with 7,000 steps a day or more had depression less often "
    "than those with fewer (relative risk 0.69), and each further 1,000 went with a relative risk of 0.91. "
    "Watching does not show a cause.",
    # A question of the readiness statement (SPEC 8.2), not a verdict.
    "Has a doctor ever told you of a heart problem or high blood pressure?",
}
"""By message id; each was read by a person, and stays allowed in Chinese as well."""
ALLOWED_OF_PROGRAMMES = (
    "not for treated or suspected sleep disorders without advice",  # who should ask first, and what it is not
    "this plan is not a treatment for inflammation",
    "If that fails, then I do ten minutes",  # the second half of an if-then plan, about a circumstance
    "已确诊或怀疑睡眠障碍者请先咨询",
    "本计划不是炎症的治疗",
)
"""Pieces of texts of programmes, which are data and stand in no catalogue."""
ALLOWED_IN_DOCUMENTS = (
    'never "proven"',
    "What it never says: what caused what",
    "displayed broken streaks reduce engagement",  # what a study found of many people, with its source
    "a lower risk of depression than fewer",
    "no cause is shown",
)
"""Pieces of documents that name a word in order to deny it, or tell what a study found."""

SPEC_WORDS = {
    "1 diagnoses": "you are depressed/insomnia/hypertension/overtrained",
    "2 causes": (
        "because/causes/leads to/improves/reduces/thanks to/due to/makes you/因为/导致/引起/使得/改善了/降低了/多亏"
    ),
    "3 promises": ("cure/treat/heal/instead of therapy/instead of medicine/stop your medication/治愈/治疗/替代药物"),
    "4 shame and pressure": (
        "failed/lazy/missed again/excuses/only {n}/streak lost/don't give up now/失败/懒/又没/借口/断签"
    ),
    "5 appearance": "thinner/slimmer/toned/beach/burn it off/before and after pictures/变瘦/显瘦/身材好",
    "6 no response": "Non-responder/exercise does not work for you/运动对你无效",
    "7 pain as merit": "No pain no gain",
    "8 laboratory verdicts": "abnormal/your inflammation is down",
    "9 comparison with others": "other users/ranks/percentiles",
    "10 precision that is not there": "p < 0.05/proven/scientifically shown for you",
}
"""The words of SPEC 8.3 themselves."""


# The rules can fail


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule.bad])
def test_a_rule_finds_what_breaks_it(rule, sentence):
    assert rule.finds(sentence)


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule.fine])
def test_a_rule_leaves_its_neighbours_alone(rule, sentence):
    assert broken(sentence) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_bad_sentences_in_both_languages(rule):
    chinese = [sentence for sentence in rule.bad if re.search("[一-鿿]", sentence)]
    assert (len(chinese) >= 1, len(rule.bad) - len(chinese) >= 1) == (True, True)


@pytest.mark.parametrize(("rule", "piece"), [(rule, piece) for rule in RULES for piece in rule.pieces])
def test_each_piece_of_a_rule_can_fail(rule, piece):
    assert any(re.search(piece, sentence, re.IGNORECASE) for sentence in rule.bad)


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name, words in SPEC_WORDS.items() for word in words.split("/")]
)
def test_each_word_of_the_specification_is_found_by_its_rule(name, word):
    assert name in [found for found, _piece in broken(word)]


# What is written


def said(texts: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Where which rule is broken."""
    return {place: found for place, text in texts.items() if (found := broken(text))}


def messages() -> Iterator[tuple[str, str]]:
    """Message id, and each of its texts in both languages."""
    for entry in CATALOGUE:
        for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()):
            yield entry.msgid, text


def test_the_catalogue():
    assert {text: broken(text) for key, text in messages() if key not in ALLOWED and broken(text)} == {}


def test_every_allowance_is_needed():
    needed = {key for key, text in messages() if broken(text)}
    assert needed == ALLOWED


TAGS = re.compile(r"{%.*?%}|{#.*?#}|<[^>]+>", re.DOTALL)


def test_the_templates():
    paths = [path for app in APPS for path in (ROOT / app).glob("templates/**/*") if path.is_file()]
    texts = {str(path): TAGS.sub(" · ", path.read_text()) for path in paths}
    assert len(texts) > 100
    kept = {place: _without_allowed(text) for place, text in texts.items()}
    assert said(kept) == {}


def _without_allowed(text: str) -> str:
    """Whatever the catalogue allows, in either language, taken out."""
    for key, allowed in messages():
        if key in ALLOWED and allowed:
            text = text.replace(allowed, "")
    for piece in ALLOWED_OF_PROGRAMMES:
        text = text.replace(piece, "")
    return text


def test_the_scripts():
    """What begins as a sentence does; names of events and of media features are no words."""
    scripts = [path for app in APPS for path in (ROOT / app).glob("static/**/*.js")]
    sentence = re.compile(r"""(["'`])([A-Z一-鿿].*?)\1""")
    texts = {f"{path.name}: {found[2]}": found[2] for path in scripts for found in sentence.finditer(path.read_text())}
    assert len(scripts) > 5
    assert said(texts) == {}


def test_the_sentences_in_the_code():
    """Errors of the API, the demo's notes: string constants that are no docstring. Commands speak to operators."""
    texts = {}
    paths = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    for path in (path for path in paths if not {"migrations", "commands"} & set(path.parts)):
        tree = ast.parse(path.read_text())
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                texts[f"{path.relative_to(ROOT)}:{node.lineno}"] = node.value
    assert len(texts) > 1000
    assert said({place: text for place, text in texts.items() if text not in ALLOWED and " " in text}) == {}


def test_the_names_of_exercises_and_helplines():
    exercises = json.loads((ROOT / "journal/exercises.json").read_text())
    names = {f"{slug} {language}": name for slug, one in exercises.items() for language, name in one["name"].items()}
    contacts = yaml.safe_load((ROOT / "core/help_contacts.yaml").read_text())
    names |= {"contacts": json.dumps(contacts, ensure_ascii=False, default=str)}
    assert said(names) == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents(name):
    text = (ROOT / name).read_text()
    for piece in ALLOWED_IN_DOCUMENTS:
        text = text.replace(piece, "")
    assert said({f"{name}:{at}": line for at, line in enumerate(text.splitlines(), 1)}) == {}


# What comes of it


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("rule", "of"),
    [
        *((rule, "back_squat") for rule in sorted(win_texts.SENTENCES) if rule not in ("SW16", "SW19")),
        *(("SW16", what) for what in ("family", "encouragement")),
        *(("SW19", band) for band in ("minutes", "resistance", "steps")),
    ],
)
def test_the_sentences_of_small_wins(rule, of, language):
    win = SmallWin(rule=rule, exercise=of, old=1, new=4, extra=5, kind="fact", priority=1)
    with translation.override(language):
        text = win_texts.text(win, language)
    assert text
    assert broken(text) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("counts", [(0, 0), (1, 1), (3, 2)])
def test_the_sentences_of_a_review(language, counts):
    facts = {
        "sessions": counts[0],
        "active_days": counts[1],
        "minutes": 30 * counts[0],
        "tasks_planned": 3,
        "tasks_done": counts[0],
    }
    facts |= {"moderate_minutes": 10, "vigorous_minutes": 20, "wins": ["a"] * counts[1], "resistance_days": 1}
    facts |= {"mood": {"ratings": 2, "mean": 5.5}, "sleep": {"nights": 3}, "emotion": {"rated": 0}}
    with translation.override(language):
        assert broken(f"{sentences.opening(facts)} {sentences.second(facts)}") == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_and_mails_of_the_demo(language):
    world = World(language)
    texts, buttons = {}, set()
    for screen in world.screens():
        client = Client(headers={"Accept-Language": {"en": "en-GB", "zh-hans": "zh-CN"}[language]})
        if screen.who:
            client.force_login(world.people[screen.who], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(reverse(screen.name, args=screen.args) + screen.query)
        texts[f"{screen.name} {screen.args} {screen.who}"] = visible(answer.content.decode())
        buttons |= set(controls(answer.content.decode()))
    now = timezone.now()
    OutboxMail.objects.update(due_at=now, next_try_at=now)
    send_due()
    texts |= {f"mail {sent.subject}": f"{sent.subject} {sent.body}" for sent in mail.outbox}
    assert len(mail.outbox) >= 1
    assert said({place: _without_allowed(text) for place, text in texts.items()}) == {}
    longest, usual = LENGTHS[language]
    assert len(buttons) > 400
    assert [text for text in buttons if len(text) > longest] == []
    assert median(map(len, buttons)) <= usual


LENGTHS = {"en": (50, 16), "zh-hans": (25, 4)}
"""Of what stands on buttons and chips: the most, and the middle of all (2-4 字)."""
CONTROL = re.compile(r'<(a|button)\b[^>]*class="(?:btn|chip)[ "][^>]*>(.*?)</\1>', re.DOTALL)


def controls(html: str) -> list[str]:
    """What stands on each button and chip."""
    texts = (unescape(re.sub(r"<[^>]+>", "", found[2])) for found in CONTROL.finditer(html))
    return [" ".join(text.split()) for text in texts]


def visible(html: str) -> str:
    """What can be read of a page, one line for each element."""
    without_scripts = re.sub(r"<(script|style|template).*?</\1>", "", html, flags=re.DOTALL)
    labels = " · ".join(re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', without_scripts))
    return unescape(re.sub(r"\s*<[^>]+>\s*", " · ", without_scripts) + labels)
