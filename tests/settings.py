"""Settings of the test run: the first lines start the private services, since settings are read before conftest.py."""

import atexit
import os

from tests import services

_services = services.start()
atexit.register(services.stop)
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")
for _name in ("CELERY_BROKER_URL", "EMAIL_URL", "SITE_ADDRESS", "ALLOWED_HOSTS", "LOG_LEVEL"):
    os.environ.pop(_name, None)
os.environ.update(
    DEBUG="yes",
    SECRET_KEY="only-for-tests-" + "x" * 40,
    DATABASE_URL=_services["database_url"],
    REDIS_URL=f"{_services['redis_url']}/{int(_worker) + 1}",
    VAR_DIR=os.path.join(_services["scratch"], f"var{_worker}"),
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright's loop runs in the thread that talks to the database
)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, VAR_DIR  # noqa: E402

DEBUG = False
ALLOWED_HOSTS = ["*"]
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = False
DATABASES["default"]["CONN_MAX_AGE"] = 0
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):  # a file, because live_server's threads share it
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_services["scratch"], "test.sqlite3")}
