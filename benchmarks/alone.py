"""A PostgreSQL of its own, migrated and empty, for the measurements that run without a web server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests import services


@contextmanager
def own_database() -> Iterator[None]:
    """Django is set up inside; models are imported from there on."""
    started = services.start()
    os.environ.update(
        DATABASE_URL=started["database_url"], DJANGO_SETTINGS_MODULE="benchmarks.settings", DEBUG="no",
        SECRET_KEY="only-for-benchmarks-" + "x" * 40, SITE_ADDRESS="http://127.0.0.1",
    )  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        services.stop()
