"""Rules of docs/architecture.md that can be counted, and the promises of the README."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("core", "accounts", "journal", "plans", "insights", "groups", "reviews")
CODE = (*APPS, "config")
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FILE = 400, 40, 90
FORBIDDEN_MODULES = {"services", "selectors", "utils", "helpers", "managers", "signals"}
STANDARD_LIBRARY_NAMES = {"statistics", "calendar", "email", "profile", "site", "code"}


def tracked(*patterns: str) -> list[Path]:
    """Files that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted({ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()})


def python_files(*folders: str) -> list[Path]:
    """Our modules; migrations are written by Django."""
    return [path for path in tracked(*(f"{folder}/*.py" for folder in folders)) if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's place and number of lines, its decorators left out."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_file_is_long() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in python_files(*CODE, "tests", "benchmarks")}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}
    written = [length for path, length in lengths.items() if length > 3 and path.parts[len(ROOT.parts)] in CODE]
    assert statistics.median(written) <= MEDIAN_FILE


def test_no_function_is_long() -> None:
    counted = [pair for path in python_files(*CODE, "tests", "benchmarks") for pair in functions(path)]
    assert len(counted) > 100
    assert [pair for pair in counted if pair[1] > LONGEST_FUNCTION] == []


def test_modules_are_named_by_what_they_hold() -> None:
    names = {path.stem for path in python_files(*APPS)} | {path.parent.name for path in python_files(*APPS)}
    assert names & FORBIDDEN_MODULES == set()
    assert set(APPS) & STANDARD_LIBRARY_NAMES == set()


@pytest.mark.parametrize("app", APPS)
def test_pages_hold_no_inline_script_or_style(app: str) -> None:
    inline = re.compile(r"<style|<script(?![^>]*\b(src|nonce)=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    pages = [path for path in tracked(f"{app}/templates/*.html") if "mail" not in path.parts]
    assert [str(path) for path in pages if inline.search(path.read_text())] == []


def test_running_code_needs_nothing_outside_the_repository() -> None:
    needles = ("../" + "shared", "/work/" + "shared", "/work/" + "notes")
    files = [path for path in python_files(*CODE) if any(needle in path.read_text() for needle in needles)]
    assert files == []


def test_commands_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))
    assert {"setup", "run", "test", "check", "e2e", "bench", "clean"} <= targets
    commands = {path.stem for path in tracked("*/management/commands/*.py")} | {
        "migrate",
        "sendtestemail",
        "check",
        "collectstatic",
    }
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *tracked("docs/*.md")):
        text = document.read_text()
        wanted = set(re.findall(r"^ *make ([a-z0-9]+)|`make ([a-z0-9]+)", text, re.MULTILINE))
        assert {name for pair in wanted for name in pair if name} <= targets, document
        assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= commands, document


def test_every_setting_from_the_environment_is_documented() -> None:
    read = set()
    for path in python_files(*CODE):
        read |= set(re.findall(r"env\.(?:text|flag|number|words)\(\s*[\"']([A-Z_]+)[\"']", path.read_text()))
    read |= {"DATABASE_URL", "EMAIL_URL"}
    table = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/operations.md").read_text(), re.MULTILINE))
    assert table == read


def test_ci_runs_what_a_person_runs() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["suite"]["steps"]
    assert steps[-1] == {"run": ".ci/run"}
    script = (ROOT / ".ci/run").read_text()
    assert [line.split()[1] for line in script.splitlines() if line.startswith("make ")] == ["check", "test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
