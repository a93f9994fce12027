"""Addresses that exist in development only."""

from django.urls import path

from core import inbox

app_name = "dev"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<str:key>/", inbox.inbox_mail, name="inbox-mail"),
    path("inbox/<str:key>/html/", inbox.inbox_mail_html, name="inbox-mail-html"),
]
