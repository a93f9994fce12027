"""Addresses of this app. Those under accounts/ put a question before allauth's own page of the same address."""

from django.urls import path

from accounts import api
from accounts.views import consents, data, devices, operator, phone, preferences, security, welcome

app_name = "accounts"
urlpatterns = [
    path("welcome/", welcome.welcome, name="welcome"),
    path("language/", preferences.language, name="language"),
    path("goodbye/", data.goodbye, name="goodbye"),
    path("settings/", preferences.settings, name="settings"),
    path("settings/profile/", preferences.profile, name="profile"),
    path("settings/appearance/", preferences.appearance, name="appearance"),
    path("settings/phone/", phone.phone, name="phone"),
    path("settings/training/", preferences.training, name="training"),
    path("settings/help-contact/", preferences.help_contact, name="help-contact"),
    path("settings/mail/", preferences.mail, name="mail"),
    path("settings/reminders/", preferences.reminders, name="reminders"),
    path("settings/notifications/", devices.notifications, name="notifications"),
    path("settings/notifications/add/", devices.add, name="device-add"),
    path("settings/notifications/remove/", devices.remove, name="device-remove"),
    path("settings/notifications/test/", devices.test, name="device-test"),
    path("settings/consents/", consents.consents, name="consents"),
    path("settings/consents/give/", consents.give, name="consent-give"),
    path("settings/consents/withdraw/", consents.withdraw, name="consent-withdraw"),
    path("settings/consents/receipts/", consents.receipts, name="consent-receipts"),
    path("settings/consents/<slug:category>/erase/", consents.erase, name="consent-erase"),
    path("settings/sign-ins/", security.sessions, name="sessions"),
    path("settings/sign-ins/end/", security.end_sessions, name="session-end"),
    path("settings/second-factor/", security.factor_needed, name="factor-needed"),
    path("settings/tokens/", security.tokens, name="tokens"),
    path("settings/tokens/new/", security.make_token, name="token-make"),
    path("settings/tokens/revoke/", security.revoke_token, name="token-revoke"),
    path("settings/data/", data.data, name="data"),
    path("settings/data/download/", data.download, name="download"),
    path("settings/data/delete/", data.delete, name="delete"),
    path("settings/confirm/", security.confirm, name="confirm"),
    path("accounts/email/", security.change_address),
    path("accounts/password/set/", security.set_password),
    path("accounts/sessions/", security.sessions),
    path("accounts/2fa/totp/activate/", security.set_up_app),
    path("accounts/2fa/webauthn/add/", security.add_passkey),
    path("accounts/2fa/webauthn/login/", security.passkey_alone),
    path("operator/counts/", operator.counts, name="operator-counts"),
    path("api/v1/me/", api.Me.as_view(), name="api-me"),
]
