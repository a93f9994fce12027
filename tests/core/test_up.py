"""`manage.py up`: one address, everything behind it working, and nothing left after Ctrl-C."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.up.children import Children
from core.up.ports import next_free

LIMIT = 90
FIRST_PORT = 18400 + 300 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  # none takes another's


@pytest.fixture
def product(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A fresh `up` in a folder of its own, with none of the tests' servers."""
    hidden = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        env={**environment, "VAR_DIR": str(tmp_path / "var"), "PORT": str(FIRST_PORT)},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.stdout is not None
    process.stdout.close()


def read_until(process: subprocess.Popen[str], mark: str) -> list[str]:
    """The lines up to the one that holds `mark`; the pipe closes when the process ends."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if mark in line:
            return lines
    raise AssertionError("".join(lines))


def children_of(pid: int) -> set[int]:
    """All descendants of a process, by /proc."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | children_of(child)
    return found


def wait_until_ready(address: str) -> None:
    """Return once every check is well, worker and beat included."""
    deadline = time.monotonic() + LIMIT
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as response:
                answer: dict[str, dict[str, str]] = json.load(response)
            if set(answer["checks"].values()) == {"ok"}:
                return
        except OSError:
            answer = {}
        assert time.monotonic() < deadline, f"not ready in time: {answer}"
        time.sleep(0.3)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts processes by /proc")
def test_serves_on_a_free_port_and_ctrl_c_leaves_nothing(product: subprocess.Popen[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", FIRST_PORT)):
        text = "".join(read_until(product, "Ctrl-C ends it."))
        found = re.search(r"Small Wins is running: (http://127\.0\.0\.1:(\d+))", text)
        assert found, text
        assert int(found[2]) > FIRST_PORT
        assert "ana@example.org" in text
        wait_until_ready(found[1])
        with urllib.request.urlopen(f"{found[1]}/static/core/css/base.css", timeout=5) as style:
            assert style.headers["Content-Type"].startswith("text/css")
        assert "ana@example.org" in wait_for_mail(f"{found[1]}/dev/inbox/")
        family = children_of(product.pid)
        assert len(family) >= 3
    began = time.monotonic()
    product.send_signal(signal.SIGINT)
    assert product.wait(timeout=20) == 0
    assert time.monotonic() - began < 12
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    assert (tmp_path / "var" / "journal.sqlite3").exists()


def wait_for_mail(inbox: str) -> str:
    """The inbox page once it lists a mail; the demo's review is due at once."""
    deadline = time.monotonic() + LIMIT
    while True:
        with urllib.request.urlopen(inbox, timeout=5) as response:
            page: str = response.read().decode()
        if "/dev/inbox/" in page.partition("<main")[2]:
            return page
        assert time.monotonic() < deadline, "no mail in time"
        time.sleep(0.5)


def test_next_free_port_is_the_one_after_a_taken_one() -> None:
    port = next_free("127.0.0.1", FIRST_PORT + 250)
    with socket.create_server(("127.0.0.1", port)):
        assert next_free("127.0.0.1", port) > port


def test_stubborn_child_is_ended_after_the_grace_period(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.up.children.GRACE_SECONDS", 0.5)
    children = Children()
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here'); time.sleep(60)"
    children.start("quick", [sys.executable, "-c", "print('done')"], {})
    children.start("slow", [sys.executable, "-c", stubborn], {})
    pid = children.running["slow"].pid
    while children.first_ended() != "quick" or "  slow | here" not in capsys.readouterr().out:
        time.sleep(0.05)
    assert children.first_ended() == "quick"
    children.stop()
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    """True while the process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_production_settings_are_refused() -> None:
    assert settings.DEBUG is False
    with pytest.raises(CommandError, match="for development"):
        call_command("up")
