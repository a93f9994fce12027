"""Every string in both languages: none missing, none stale. What must not be said: tests/test_words.py."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent
PO = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
APPS = ("accounts", "core", "groups", "insights", "journal", "plans", "reviews")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(PO))


def placeholders(text: str) -> list[str]:
    """The named holes of a sentence, which both languages must have."""
    return sorted(re.findall(r"%\((\w+)\)[sd]|\{(\w*)\}", text))


def texts(entry: polib.POEntry) -> list[str]:
    """All Chinese texts of an entry, plural forms included."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_string_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not all(texts(entry))] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = {
        (entry.msgctxt, entry.msgid): texts(entry) for entry in polib.mofile(str(PO.with_suffix(".mo"))) if entry.msgid
    }
    assert compiled == {(entry.msgctxt, entry.msgid): texts(entry) for entry in catalogue if not entry.obsolete}


def test_placeholders_agree(catalogue):
    wrong = []
    for entry in catalogue:
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        wrong += [entry.msgid for text in texts(entry) if text and placeholders(text) != wanted]
    assert wrong == []


def test_chinese_is_set_with_full_width_marks_and_without_shouting(catalogue):
    shouted = [text for entry in catalogue for text in texts(entry) if "！" in text or "!" in text]
    halves = [text for entry in catalogue for text in texts(entry) if re.search(r"[一-鿿][,;?:](?!\w*[})])", text)]
    assert (shouted, halves) == ([], [])


FORMATS = re.compile(r"[YnjlDHi年月日:·, ]+")
"""Of dates, which Chinese writes without spaces."""


def test_chinese_has_a_half_space_beside_latin_and_one_kind_of_quotes(catalogue):
    told = [re.sub(r"%\(\w+\)[sd]|%[sd]", "", text) for entry in catalogue for text in texts(entry)]
    tight = [text for text in told if re.search(r"[一-鿿][A-Za-z\d]|[A-Za-z\d][一-鿿]", text)]
    quotes = [text for text in told if re.search(r"[「」『』]|[一-鿿]\"|\"[一-鿿]", text)]
    assert ([text for text in tight if not FORMATS.fullmatch(text)], quotes) == ([], [])


def test_the_catalogue_holds_exactly_what_the_code_says(catalogue, tmp_path):
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "CI must have gettext: `make browser` installs it"
        pytest.skip("xgettext is not installed (Debian: gettext), so the code was not searched for new strings")
    for app in APPS:
        shutil.copytree(
            ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "static", "migrations")
        )
    (tmp_path / "locale").mkdir()
    (tmp_path / "manage.py").write_text((ROOT / "manage.py").read_text())
    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-obsolete", "--no-location"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    extracted = polib.pofile(str(tmp_path / PO.relative_to(ROOT)))
    keys = [{(entry.msgctxt, entry.msgid) for entry in one if not entry.obsolete} for one in (extracted, catalogue)]
    assert (sorted(keys[0] - keys[1], key=str), sorted(keys[1] - keys[0], key=str)) == ([], [])
