"""Web server, worker and beat, watched until somebody ends them."""

import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

from django.conf import settings

from core.up.children import Children
from core.up.ports import next_free
from core.up.sink import start_sink

START_LIMIT_SECONDS = 60
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
ROOT_WARNING = "ignore:You're running the worker with superuser privileges"  # one person's machine, loopback only
QUIET_WORKER = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]


class Ended(Exception):
    """A child ended, or did not start; the message says which."""


def serve(*, host: str, wanted_port: int, welcome: str, stop: threading.Event) -> None:
    """Run everything until `stop` is set; raises `Ended` when a child ends on its own."""
    port = next_free(host, wanted_port)
    inbox_port = next_free("127.0.0.1", 1025)
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104  what a browser opens
    environment = {
        "DEBUG": "yes",
        "SITE_ADDRESS": address,
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox_port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONWARNINGS": ROOT_WARNING,
    }
    sink = start_sink(settings.INBOX_DIR, inbox_port)
    children = Children()
    try:
        for name, command in commands(host, port).items():
            children.start(name, command, environment)
        wait_for_page(f"{address}/healthz", children, stop)
        if not stop.is_set():
            print(f"\n{greeting(address, welcome)}\n", flush=True)  # noqa: T201  the one thing to read
        while not stop.wait(0.3):
            if ended := children.first_ended():
                raise Ended(f"{ended} ended on its own; its last lines stand above.")
    finally:
        children.stop()
        sink.stop()


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The three processes of the product, as on a server."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    return {
        "web": [*granian, "--host", host, "--port", str(port), "--blocking-threads", "4", "config.wsgi:application"],
        "worker": [*CELERY, "worker", "--pool", "threads", "--concurrency", "2", *QUIET_WORKER],
        "beat": [*CELERY, "beat", "--pidfile", "", "--loglevel", "WARNING"],
    }


def wait_for_page(url: str, children: Children, stop: threading.Event) -> None:
    """Return once the page answers."""
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while not stop.wait(0.1):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, OSError) as error:
            if name := children.first_ended():
                raise Ended(f"{name} did not start; its last lines stand above.") from error
            if time.monotonic() > deadline:
                raise Ended(f"{url} did not answer within {START_LIMIT_SECONDS} s.") from error


def greeting(address: str, welcome: str) -> str:
    """The lines that tell where to go."""
    lines = [f"Small Wins is running: {address}", f"Mail it sends: {address}/dev/inbox/", welcome, "Ctrl-C ends it."]
    return "\n".join(line for line in lines if line)


def stop_on_signals(stop: threading.Event) -> None:
    """Ctrl-C, a closed terminal and SIGTERM all mean: end everything."""

    def handler(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
        signal.signal(number, handler)
