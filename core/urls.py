"""Addresses of this app."""

from django.urls import path

from core import views
from core.unsubscribe import mail_stop

app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("help/", views.help_now, name="help"),
    path("mail/stop/<str:token>/", mail_stop, name="mail-stop"),
    path("readyz", views.readyz, name="readyz"),
]
