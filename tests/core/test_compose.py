"""The compose file: its structure, and each of its commands run natively against a real database and broker."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from django.conf import settings

from tests import services

ROOT = Path(settings.BASE_DIR)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = ("migrate", "web", "worker", "beat")
LONG_RUNNING = ("web", "worker", "beat", "postgres", "redis")


def test_services_are_checked_and_locked_down() -> None:
    assert sorted(COMPOSE["services"]) == sorted([*OURS, "postgres", "redis"])
    for name in LONG_RUNNING:
        service = COMPOSE["services"][name]
        assert service["healthcheck"]["test"][0].startswith("CMD"), name
        assert service["restart"] == "unless-stopped", name
    for name in OURS:
        service = COMPOSE["services"][name]
        assert (service["image"], service["read_only"], service["cap_drop"]) == ("small-wins:local", True, ["ALL"])
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["web"]
    assert COMPOSE["services"]["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_everything_waits_for_what_it_needs() -> None:
    for name in ("web", "worker", "beat"):
        assert COMPOSE["services"][name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
        }


def test_every_variable_stands_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    passed_on = {name for name, value in COMPOSE["x-app"]["environment"].items() if value is None}
    used = passed_on | set(re.findall(r"\$\{([A-Z_]+)", text))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert used == example


def test_image_runs_as_a_person_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER 10001" in lines
    assert lines.index("USER 10001") > max(number for number, line in enumerate(lines) if line.startswith("RUN"))


@pytest.mark.skipif(not shutil.which("docker"), reason="no docker client")
def test_compose_client_accepts_the_file() -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("the docker client has no compose")
    subprocess.run(["docker", "compose", "config", "--quiet"], cwd=ROOT, check=True)


def test_secret_key_is_made_once_and_read_by_every_process(tmp_path: Path) -> None:
    show = [sys.executable, "-c", "from config import env; print(env.text('SECRET_KEY'))"]
    environment = {**os.environ, "SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "data" / "secret-key")}
    command = [sys.executable, "config/entrypoint.py", *show]
    first, second = (subprocess.run(command, env=environment, capture_output=True, text=True) for _ in range(2))
    assert (first.returncode, len(first.stdout.strip())) == (0, 86)
    assert first.stdout == second.stdout
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
    given = subprocess.run(command, env={**environment, "SECRET_KEY": "own"}, capture_output=True, text=True)
    assert given.stdout == "own\n"


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """An empty database on the tests' server, or a file of its own on SQLite."""
    server = services.start()["database_url"]
    if server.startswith("sqlite"):
        yield f"sqlite:///{folder}/compose.sqlite3"
        return
    name = f"compose_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield server.rpartition("/")[0] + "/" + name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment_of_the_image(folder: Path, database: str, port: int) -> dict[str, str]:
    """What Dockerfile and compose file set, with this machine's addresses."""
    image = dict(re.findall(r"(GRANIAN_[A-Z_]+)=(\S+)", (ROOT / "Dockerfile").read_text()))
    kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    binaries = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {
        **kept,
        **image,
        "PATH": binaries,
        "PYTHONUNBUFFERED": "1",
        "GRANIAN_PORT": str(port),
        "GRANIAN_HOST": "127.0.0.1",
        "VAR_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY_FILE": str(folder / "secret-key"),
        "SITE_ADDRESS": "https://journal.example.org",
        "DATABASE_URL": database,
        "REDIS_URL": f"{services.start()['redis_url']}/{40 + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:])}",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def run(name: str, environment: dict[str, str]) -> None:
    """Run a service's command to its end, as its container would."""
    command = [sys.executable, "config/entrypoint.py", *COMPOSE["services"][name]["command"]]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=120)


def start(name: str, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a service's command and leave it running."""
    command = [sys.executable, "config/entrypoint.py", *COMPOSE["services"][name]["command"]]
    with log.open("wb") as output:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Whatever happened in the test, nothing of the process's family stays."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(url: str, seconds: int, processes: dict[str, subprocess.Popen[bytes]]) -> dict[str, Any]:
    """The JSON of the page once each check is ok; fails when a process ends or time runs out."""
    deadline, last = time.monotonic() + seconds, "no answer"
    while time.monotonic() < deadline:
        ended = {name: process.returncode for name, process in processes.items() if process.poll() is not None}
        assert not ended, ended
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                answer: dict[str, Any] = json.load(response)
            if set(answer["checks"].values()) == {"ok"}:  # worker and beat have been seen as well
                return answer
            last = str(answer)
        except urllib.error.HTTPError as error:
            last = error.read().decode()
        except OSError as error:
            last = str(error)
        time.sleep(0.2)
    raise AssertionError(last)


def test_commands_run_natively_and_stop_on_request(tmp_path: Path) -> None:
    port = services.free_port()
    with ExitStack() as stack:
        environment = environment_of_the_image(tmp_path, stack.enter_context(own_database(tmp_path)), port)
        run("migrate", environment)
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "collectstatic", "--noinput", "-v0"], env=environment, cwd=ROOT, check=True)
        processes: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("web", "worker", "beat"):
            processes[name] = start(name, environment, tmp_path / f"{name}.log")
            stack.callback(end_group, processes[name])
        try:
            ready = wait_for(f"http://127.0.0.1:{port}/readyz", 90, processes)
        except AssertionError:
            print("\n".join((tmp_path / f"{name}.log").read_text()[-3000:] for name in processes))
            raise
        assert ready["status"] == "ready"
        for name in ("worker", "beat"):
            check = COMPOSE["services"][name]["healthcheck"]["test"][2:]
            subprocess.run([sys.executable, *check], env=environment, cwd=ROOT, check=True)
        web_check = COMPOSE["services"]["web"]["healthcheck"]["test"][2:]
        subprocess.run([sys.executable, *(part.replace("8000", str(port)) for part in web_check)], check=True)
        began = time.monotonic()
        for process in processes.values():
            process.send_signal(signal.SIGTERM)
        codes = {name: process.wait(timeout=30) for name, process in processes.items()}
        assert codes == {"web": 0, "worker": 0, "beat": 0}
        assert time.monotonic() - began < 30
