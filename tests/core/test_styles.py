"""The style sheets keep their promises: contrast, known tokens, a small download."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "core/static/core"
BASE = (STATIC / "css/base.css").read_text()
COMPONENTS = (STATIC / "css/components.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+):\s*light-dark\((#\w{6}, #\w{6})\)", BASE))
INKS = ["ink", "ink-2", "ink-3"]
TEXT = [
    *product(INKS, ["bg", "surface", "surface-2", "glow"]),
    *[
        ("on-primary", "primary"),
        ("on-primary", "primary-press"),
        ("on-soft", "primary-soft"),
        ("accent", "accent-soft"),
    ],
    *[("caution", "caution-soft"), ("danger", "danger-soft"), ("danger", "surface"), ("danger", "bg")],
    *product(["link", "primary", "accent"], ["bg", "surface"]),
    ("primary", "surface-2"),
]
MARKS = [*product(["control"], ["bg", "surface", "surface-2"]), *product(["focus"], ["bg", "surface"])]
SERIES = [
    (name, "surface") for name in ["d-train", "d-mood", "d-sleep", "d-effort", *[f"m{value}" for value in range(11)]]
]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two #RRGGBB colours."""
    low, high = sorted([luminance(first), luminance(second)])
    return (high + 0.05) / (low + 0.05)


def shade(token: str, theme: int) -> str:
    return TOKENS[token].split(", ")[theme]


def test_ramp_and_series_are_complete() -> None:
    assert len(SERIES) == 4 + 11


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_has_contrast_of_four_and_a_half(front: str, back: str, theme: int) -> None:
    assert contrast(shade(front, theme), shade(back, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), MARKS + SERIES)
def test_marks_have_contrast_of_three(front: str, back: str, theme: int) -> None:
    assert contrast(shade(front, theme), shade(back, theme)) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_number_on_a_mood_colour_is_readable_and_the_ramp_is_monotone(theme: int) -> None:
    labels = [shade("m-label", theme)] * 10 + ["#000000"]
    assert min(contrast(shade(f"m{value}", theme), label) for value, label in enumerate(labels)) >= 4.5
    steps = [luminance(shade(f"m{value}", theme)) for value in range(11)]
    assert steps == sorted(steps)


def test_every_pair_that_a_rule_names_is_measured() -> None:
    """A text and its ground in one rule; what lies on another's ground is measured in the browser, page by page."""
    used = set()
    for path in Path(settings.BASE_DIR).glob("*/static/**/*.css"):
        for body in re.findall(r"{([^{}]*)}", path.read_text()):
            fronts = re.findall(r"(?<![-\w])color:\s*var\(--([\w-]+)\)", body)
            backs = re.findall(r"(?<![-\w])background(?:-color)?:\s*var\(--([\w-]+)\)", body)
            used |= set(product(fronts, backs))
    on_the_ramp = {("on", "c")}  # of the rating strip: its colours are measured above
    assert len(used) > 10
    assert used - set(TEXT) - on_the_ramp == set()


def test_every_token_in_use_is_defined() -> None:
    css = "".join(path.read_text() for path in STATIC.glob("css/*.css"))
    used, defined = set(re.findall(r"var\(--([\w-]+)", css)), set(re.findall(r"--([\w-]+)\s*:", css))
    assert used - defined == set()


def test_styles_and_scripts_are_a_small_download() -> None:
    files = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 25_000


def test_a_theme_changes_colours_and_nothing_else() -> None:
    sheets = [path for path in Path(settings.BASE_DIR).glob("*/static/**/*.css") if "staticfiles" not in path.parts]
    assert STATIC / "css/base.css" in sheets
    for sheet in sheets:
        text = sheet.read_text()
        assert "prefers-color-scheme" not in text, sheet
        for rule in re.findall(r"[^{}]*data-theme[^{}]*\{([^}]*)\}", text):
            assert re.fullmatch(r"\s*color-scheme: (light|dark);\s*", rule), rule
        for pair in re.findall(r"light-dark\(((?:[^()]|\([^()]*\))*)\)", text):
            first, second = re.split(r",\s*(?![^(]*\))", pair)
            assert all(
                re.fullmatch(r"#\w{3,8}|rgb\([\d.%\s/,]+\)|transparent|none", side) for side in (first, second)
            ), pair
