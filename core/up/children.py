"""Child processes that live and end together, their output prefixed with their names."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

GRACE_SECONDS = 6.0


class Children:
    """Starts processes in groups of their own, so that Ctrl-C reaches only us, and ends them all."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.readers: list[threading.Thread] = []

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a process and pass on its lines."""
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.running[name] = process
        reader = threading.Thread(target=pass_on, args=(name, process), daemon=True)
        reader.start()
        self.readers.append(reader)

    def first_ended(self) -> str | None:
        """The name of a process that has ended, if any."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask each to finish what it does; after the grace period end what is left of each group."""
        for process in self.running.values():
            tell_group(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.0, deadline - time.monotonic()))
            tell_group(process, signal.SIGKILL)
            process.wait()
        for reader in self.readers:
            reader.join(timeout=2)
        self.running.clear()


def tell_group(process: subprocess.Popen[str], message: signal.Signals) -> None:
    """Signal a process and those that it started, if any of them is left."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, message)


def pass_on(name: str, process: subprocess.Popen[str]) -> None:
    """Copy a process's lines to our output, its name in front."""
    assert process.stdout is not None  # noqa: S101  opened with a pipe above
    with process.stdout:
        for line in process.stdout:
            sys.stdout.write(f"{name:>6} | {line}")
            sys.stdout.flush()
