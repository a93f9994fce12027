"""How a page feels under the thumb: what moves while it loads (CLS), and how soon a tap shows (INP's way of counting)."""

from typing import Any

WATCH = """
    window.felt = {moved: 0, tap: 0};
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) window.felt.moved += one.value;
    }).observe({type: 'layout-shift', buffered: true});
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (one.interactionId) window.felt.tap = Math.max(window.felt.tap, one.duration);
    }).observe({type: 'event', durationThreshold: 16});
"""
PAINTED = (
    """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"""
)


def watch(context: Any) -> None:
    """From now on every page of the context keeps count."""
    context.add_init_script(WATCH)


def moved(page: Any) -> float:
    """The sum of the layout's shifts so far."""
    return float(page.evaluate("window.felt.moved"))


def tap(page: Any, where: str) -> float:
    """Milliseconds from the tap until the next picture; 0 stands for less than 16."""
    page.locator(where).first.tap()
    page.evaluate(PAINTED)
    return float(page.evaluate("window.felt.tap"))
