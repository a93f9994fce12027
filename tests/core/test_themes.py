"""The dark theme is other colours and nothing else; so test_every_screen.py asks a dark page about its colours only."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "core", "groups", "insights", "journal", "plans", "reviews")
STYLES = [path for app in APPS for path in ROOT.glob(f"{app}/static/**/*.css")]
SCRIPTS = [path for app in APPS for path in ROOT.glob(f"{app}/static/{app}/js/**/*.js")]
PAGES = [path for app in APPS for path in ROOT.glob(f"{app}/templates/**/*.html") if "mail" not in path.parts]
BY_THEME = re.compile(r"\[data-theme[^{]*\{([^}]*)\}")
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|rgb\([^()]*\)|transparent|var\(--[a-z0-9-]+\)")


def test_styles_know_the_theme_by_light_dark_alone() -> None:
    css = {path.name: path.read_text("utf-8") for path in STYLES}
    assert [name for name, text in css.items() if "prefers-color-scheme" in text] == []
    ruled = [declared.strip() for text in css.values() for declared in BY_THEME.findall(text)]
    assert sorted(ruled) == ["color-scheme: dark;", "color-scheme: light;"]


def test_light_dark_holds_colours() -> None:
    values = [value for path in STYLES for value in light_dark(path.read_text("utf-8"))]
    assert len(values) > 20
    assert [value for value in values if not COLOUR.fullmatch(value)] == []


def test_scripts_ask_for_no_theme_and_pages_choose_pictures_by_it() -> None:
    assert [path.name for path in SCRIPTS if "color-scheme" in path.read_text("utf-8")] == []
    asking = {path.name for path in PAGES if "prefers-color-scheme" in path.read_text("utf-8")}
    assert asking == {"skeleton.html", "shot.html"}  # the colour of the browser's bar, and pictures of screens


def light_dark(css: str) -> list[str]:
    """Both values of every light-dark()."""
    pairs = re.findall(r"light-dark\(((?:[^()]|\([^()]*\))*)\)", css)
    return [value.strip() for pair in pairs for value in re.split(r",(?![^(]*\))", pair)]
