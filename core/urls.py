"""Addresses of this app."""

from django.urls import path

from core import pwa, views
from core.unsubscribe import mail_stop

app_name = "core"
urlpatterns = [
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("service-worker.js", pwa.service_worker, name="service-worker"),
    path("offline/state/", pwa.state, name="offline-state"),
    path("offline/away/", views.away, name="away"),
    path("healthz", views.healthz, name="healthz"),
    path("help/", views.help_now, name="help"),
    path("mail/stop/<str:token>/", mail_stop, name="mail-stop"),
    path("readyz", views.readyz, name="readyz"),
]
