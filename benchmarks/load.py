"""Closed-loop load on one address, and the CPU that the served processes spent on it."""

import http.client
import itertools
import json
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

TURNS = itertools.count()
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Target:
    """One request to repeat."""

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: Any = None
    twin: str = ""  # the raw-SQL target it is compared with
    tokens: tuple[str, ...] = ()  # taken in turn, so that no journal grows out of the ordinary


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians over the rounds."""

    name: str
    queries: int
    bytes: int
    cpu_ms: float
    rps: dict[int, float]


def family(root: int) -> list[int]:
    """The process and all that came from it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo.extend(parents.get(pid, []))
    return found


def cpu_seconds(roots: list[int]) -> float:
    """User and system time of whole process trees, ended children included."""
    total = 0
    for root in roots:
        for pid in family(root):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(int(value) for value in fields[11:15])
    return total / TICKS


def send(connection: http.client.HTTPConnection, target: Target) -> http.client.HTTPResponse:
    """One request; anything but success ends the benchmark."""
    body = json.dumps(target.body) if target.body is not None else None
    turn = {"Authorization": f"Bearer {target.tokens[next(TURNS) % len(target.tokens)]}"} if target.tokens else {}
    connection.request(target.method, target.path, body, target.headers | turn)
    response = connection.getresponse()
    response.payload = response.read()  # type: ignore[attr-defined]
    if response.status >= 300:
        raise SystemExit(f"{target.name}: {response.status} {response.payload[:300]!r}")  # type: ignore[attr-defined]
    return response


def burst(port: int, target: Target, clients: int, seconds: float) -> int:
    """How many requests `clients` finish in `seconds`, each waiting for its answer."""
    end, counts = time.monotonic() + seconds, [0] * clients

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            send(connection, target)
            counts[number] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def send_one(port: int, target: Target) -> http.client.HTTPResponse:
    """One request on a connection of its own; the first one of a day also notes the use of its token."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    send(connection, target)
    return send(connection, target)


def measure(port: int, target: Target, roots: list[int], *, rounds: int, seconds: float) -> Figure:
    """CPU per request at one client; requests a second at 1, 8 and 32."""
    burst(port, target, 1, 0.5)
    usual = send_one(port, target)
    cpu, rps = [], {1: [], 8: [], 32: []}  # type: ignore[var-annotated]
    for _ in range(rounds):
        before = cpu_seconds(roots)
        done = burst(port, target, 1, seconds)
        cpu.append(1000 * (cpu_seconds(roots) - before) / done)
        rps[1].append(done / seconds)
        for clients in (8, 32):
            rps[clients].append(burst(port, target, clients, seconds / 2) / (seconds / 2))
    return Figure(
        name=target.name,
        queries=int(usual.headers.get("X-Queries", "0")),
        bytes=len(usual.payload),  # type: ignore[attr-defined]
        cpu_ms=median(cpu),
        rps={clients: median(values) for clients, values in rps.items()},
    )
