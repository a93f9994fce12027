"""The Celery application; tasks carry ids only and may be lost or repeated (docs/scaling.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("small_wins")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
