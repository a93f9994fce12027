"""Addresses of this app."""

from django.urls import path

from accounts import api
from accounts.views import consents

app_name = "accounts"
urlpatterns = [
    path("settings/consents/", consents.consents, name="consents"),
    path("settings/consents/give/", consents.give, name="consent-give"),
    path("settings/consents/withdraw/", consents.withdraw, name="consent-withdraw"),
    path("settings/consents/receipts/", consents.receipts, name="consent-receipts"),
    path("settings/consents/<slug:category>/erase/", consents.erase, name="consent-erase"),
    path("api/v1/me/", api.Me.as_view(), name="api-me"),
]
