"""The sections of docs/performance.md that one command alone writes, and how they find their place."""

import re
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).parent.parent / "docs/performance.md"
SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def write(text: str) -> None:
    """The document anew; sections that other commands wrote stay behind it."""
    kept = [old for old in SECTION.findall(DOCUMENT.read_text("utf-8")) if old.partition("\n")[0] + "\n" not in text]
    DOCUMENT.write_text("\n".join([text.rstrip() + "\n", *kept]).rstrip() + "\n", encoding="utf-8")


def write_section(section: str) -> None:
    """One section in its place, or at the end."""
    text, title = DOCUMENT.read_text("utf-8"), section.partition("\n")[0]
    old = next((found for found in SECTION.findall(text) if found.partition("\n")[0] == title), "")
    text = text.replace(old, section + "\n") if old else f"{text.rstrip()}\n\n{section}"
    DOCUMENT.write_text(text.rstrip() + "\n", encoding="utf-8")


def about(machine: dict[str, Any]) -> str:
    """The machine in one line."""
    return ", ".join(f"{name} {value}" for name, value in machine.items())


def load_section(about: str, loads: list[tuple[str, dict[str, float]]]) -> str:
    """Each page in the real browser, slow 4G, processor four times slower."""
    rows = [
        f"| {name} | {page['requests']:.0f} | {page['kilobytes']:.0f} | {page['script_kilobytes']:.0f} | {page['paint_ms']:.0f} ms "
        f"| {page['again_ms']:.0f} ms | {_tap(page)} | {page['moved']:.3f} |"
        for name, page in loads
    ]
    lines = [
        "## A phone's pages",
        "",
        "Empty cache, real browser, slow 4G (1.6 Mbit/s, 150 ms), processor four times slower; `python -m benchmarks.pages`.",
        f"Measured on: {about}.",
        "",
        "| page | requests | kilobytes over the wire | of them scripts | largest paint, first visit | largest paint, again "
        "| a tap shows after | moved while loading |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        "| target | <= 12 | <= 100 | <= 120 | <= 1500 ms | <= 800 ms | <= 200 ms | <= 0.1 |",
    ]
    return "\n".join(lines) + "\n"


def offline_section(about: str, told: dict[str, float]) -> str:
    """The start of a phone without network."""
    lines = [
        "## Opened without network",
        "",
        "Today from a tap on its icon, answered by the worker alone, processor four times slower; medians of five;"
        " `python -m benchmarks.pages --offline`.",
        f"Measured on: {about}.",
        "",
        "| | largest paint | takes taps |",
        "| --- | --- | --- |",
        f"| Today | {told['paint_ms']:.0f} ms | {told['usable_ms']:.0f} ms |",
        "| target | | <= 1500 ms |",
    ]
    return "\n".join(lines) + "\n"


def _tap(page: dict[str, float]) -> str:
    """As INP counts it, which begins at 16 ms; of the mood, a tick, a table."""
    if "tap_ms" not in page:
        return ""
    return f"{page['tap_ms']:.0f} ms" if page["tap_ms"] else "< 16 ms"


def lighthouse_section(about: str, version: str, scores: list[tuple[str, dict[str, float]]]) -> str:
    """Lighthouse's marks of each page."""
    rows = [f"| {name} | " + " | ".join(f"{mark:.0f}" for mark in marks.values()) + " |" for name, marks in scores]
    lines = [
        "## Lighthouse",
        "",
        f"`make lighthouse`: {version} from npm, against the product as it is served, its emulated phone; medians.",
        f"Measured on: {about}.",
        "",
        "| page | performance | accessibility | best practices |",
        "| --- | --- | --- | --- |",
        *rows,
        "| target | >= 95 | >= 95 | >= 95 |",
    ]
    return "\n".join(lines) + "\n"
