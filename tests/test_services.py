"""The suite runs on the services it says it runs on, and they end with it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from tests import services


@pytest.mark.django_db
def test_database_vendor_is_the_one_asked_for() -> None:
    wanted = os.environ.get("TEST_DATABASE", "postgresql").partition(":")[0]
    assert connection.vendor == wanted
    if wanted == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
        assert f"PostgreSQL {version}" in services.start()["label"]


def test_each_worker_has_a_redis_database_of_its_own() -> None:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw"))
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    assert client.ping()
    assert client.connection_pool.connection_kwargs["db"] == worker + 1
    client.close()


def test_killed_run_leaves_no_server_and_no_folder() -> None:
    code = (
        "import os, signal; from tests import services; services.start();"
        "print(os.environ[services.INHERITED], flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {name: value for name, value in os.environ.items() if name != services.INHERITED}
    killed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -9
    scratch = Path(json.loads(killed.stdout)["scratch"])
    port = int(json.loads(killed.stdout)["redis_url"].rpartition(":")[2])
    deadline = time.monotonic() + 10
    while scratch.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not scratch.exists()
    assert not services.answers(port)
