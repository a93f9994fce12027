"""Addresses that exist in development only."""

from django.urls import path

from core import gallery, inbox

app_name = "dev"
urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<str:key>/", inbox.inbox_mail, name="inbox-mail"),
    path("inbox/<str:key>/html/", inbox.inbox_mail_html, name="inbox-mail-html"),
]
