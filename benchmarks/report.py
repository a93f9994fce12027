"""Writes the figures down beside their targets."""

from typing import Any

from benchmarks.growth import LIMIT, Growth
from benchmarks.load import Figure, Target
from benchmarks.reviews import ReviewFigures
from benchmarks.sections import about

GOALS = {
    "log a session with six sets": "<= 7 ms, <= 12 queries",
    "list the last 30 days": "<= 5 ms, <= 4 queries",
    "one year of statistics (page)": "<= 5 ms",
    "Today (page)": "<= 8 ms, <= 8 queries, <= 15 KB",
    "sign-in page": "<= 2.5 ms",
}
HEAD = """# Performance

Written by `make bench`; run it to get the figures of your machine. CPU milliseconds per request (web server and database
together, from the operating system's accounting of both process trees) are the figure to compare: wall times move with the
neighbours. Medians of the rounds, one client at a time for CPU. "times raw" compares with a thin view over raw SQL in the same run.
"""


def render(
    machine: dict[str, Any],
    requests: list[tuple[Target, Figure]],
    grown: list[Growth],
    reviews: ReviewFigures,
) -> str:
    """The whole document."""
    lines = [HEAD, f"Measured on: {about(machine)}.", "", "## Requests", "", *request_table(requests), ""]
    lines += ["200 people x 52 weeks x 4 sessions x 6 sets, with daily moods and nights.", ""]
    lines += ["## Ten years beside one month", "", *growth_table(grown), ""]
    lines += ["## Weekly reviews", "", *review_table(reviews), ""]
    return "\n".join(lines)


def request_table(requests: list[tuple[Target, Figure]]) -> list[str]:
    """One row a request; the twins are the yardstick and have no goal."""
    cost = {target.name: figure.cpu_ms for target, figure in requests}
    rows = [
        "| request | CPU ms | queries | bytes | requests/s at 1, 8, 32 clients | times raw | target |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for target, figure in requests:
        ratio = f"{figure.cpu_ms / cost[target.twin]:.1f}" if target.twin else ""
        rps = ", ".join(f"{value:.0f}" for value in figure.rps.values())
        goal = GOALS.get(target.name, "")
        rows.append(
            f"| {target.name} | {figure.cpu_ms:.1f} | {figure.queries} | {figure.bytes} | {rps} | {ratio} | {goal} |"
        )
    return rows


def growth_table(rows: list[Growth]) -> list[str]:
    """What a person pays for their years."""
    told = [
        "| page | CPU ms, one month | CPU ms, ten years | ratio | queries | target |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        queries = " and ".join(dict.fromkeys(map(str, row.queries)))
        told.append(
            f"| {row.name} | {row.month_ms:.1f} | {row.years_ms:.1f} | {row.ratio:.2f} | {queries} | <= {LIMIT} |"
        )
    return told


def review_table(figures: ReviewFigures) -> list[str]:
    """Everybody due at once, on one process."""
    return [
        f"{figures.people:,} people with twelve weeks each ({figures.rows:,} rows), all due at once; one process.",
        "",
        "| figure | measured | target |",
        "| --- | --- | --- |",
        f"| finding 1,000 who are due | {figures.due_ms:.1f} ms | <= 5 ms |",
        f"| facts written, people a second of CPU (of wall time) | {figures.facts_per_cpu_s:,.0f}"
        f" ({figures.facts_per_wall_s:,.0f}) | >= 10,000 |",
        f"| queries a person | {figures.queries_per_person:.4f} | <= 0.02 |",
        f"| mails rendered and handed over, a second of CPU | {figures.mails_per_cpu_s:,.0f} | |",
        f"| whole review, a second a core | {figures.whole_per_cpu_s:,.0f} | >= 600 |",
    ]
