"""`make bench`: starts a PostgreSQL of its own, serves the product, measures, writes docs/performance.md."""

import argparse
import contextlib
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import services

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measures all and writes the report, or one part and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--people", type=int, default=100_000, help="people with a weekly review due")
    parser.add_argument("--only", choices=["requests", "growth"], help="that part alone; prints, writes nothing")
    options = parser.parse_args()
    started = start()
    from benchmarks import report, sections
    from benchmarks.growth import measure_growth
    from benchmarks.requests import measure_requests
    from benchmarks.reviews import measure

    with served() as (port, roots):
        pace = {"rounds": options.rounds, "seconds": options.seconds}
        if options.only != "growth":
            requests = measure_requests(port, roots, **pace)
        if options.only != "requests":
            grown = measure_growth(port, roots, **pace)
    if options.only == "requests":
        text = "\n".join(report.request_table(requests))
    elif options.only == "growth":
        text = "\n".join(report.growth_table(grown))
    else:
        text = report.render(machine(started["label"]), requests, grown, measure(people=options.people))
        sections.write(text)
    print(text)
    services.stop()


def start() -> dict[str, str]:
    """The private services and the product's settings for them; tables and static files are there."""
    started = services.start()
    os.environ.update(
        DATABASE_URL=started["database_url"],
        REDIS_URL=started["redis_url"],
        SECRET_KEY="only-for-benchmarks-" + "x" * 40,
        DEBUG="no",
        SITE_ADDRESS="http://127.0.0.1",
        VAR_DIR=tempfile.mkdtemp(prefix="small-wins-bench-"),
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        LOG_LEVEL="WARNING",
    )
    import django

    django.setup()
    prepare()
    return started


def prepare() -> None:
    """Tables and static files."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextlib.contextmanager
def served() -> Iterator[tuple[int, list[int]]]:
    """granian with one worker, as in production; yields its port and the processes that do the work."""
    port = services.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "1", "--no-access-log", "--log-level", "warning", "benchmarks.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield port, [server.pid, postgres_pid()]
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str) -> None:
    """Until the server answers, for at most 30 seconds."""
    deadline = time.monotonic() + 30
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        if time.monotonic() > deadline:
            raise SystemExit("The server did not start.")
        time.sleep(0.1)


def postgres_pid() -> int:
    """The postmaster of the private PostgreSQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def machine(label: str) -> dict[str, Any]:
    """What the figures were measured on."""
    model = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {
        "processor": model.partition(":")[2].strip() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "services": label.removeprefix("services: "),
        "load": os.getloadavg()[0],
        "day": time.strftime("%Y-%m-%d"),
    }


if __name__ == "__main__":
    main()
