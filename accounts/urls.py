"""Addresses of this app. Those under accounts/ put a question before allauth's own page of the same address."""

from django.urls import include, path

from accounts import api
from accounts.views import consents, data, devices, operator, phone, preferences, security, welcome

app_name = "accounts"
settings = [
    path("", preferences.settings, name="settings"),
    path("profile/", preferences.profile, name="profile"),
    path("appearance/", preferences.appearance, name="appearance"),
    path("phone/", phone.phone, name="phone"),
    path("training/", preferences.training, name="training"),
    path("help-contact/", preferences.help_contact, name="help-contact"),
    path("mail/", preferences.mail, name="mail"),
    path("reminders/", preferences.reminders, name="reminders"),
    path("notifications/", devices.notifications, name="notifications"),
    path("notifications/add/", devices.add, name="device-add"),
    path("notifications/remove/", devices.remove, name="device-remove"),
    path("notifications/test/", devices.test, name="device-test"),
    path("consents/", consents.consents, name="consents"),
    path("consents/give/", consents.give, name="consent-give"),
    path("consents/withdraw/", consents.withdraw, name="consent-withdraw"),
    path("consents/receipts/", consents.receipts, name="consent-receipts"),
    path("consents/<slug:category>/erase/", consents.erase, name="consent-erase"),
    path("sign-ins/", security.sessions, name="sessions"),
    path("sign-ins/end/", security.end_sessions, name="session-end"),
    path("second-factor/", security.factor_needed, name="factor-needed"),
    path("tokens/", security.tokens, name="tokens"),
    path("tokens/new/", security.make_token, name="token-make"),
    path("tokens/revoke/", security.revoke_token, name="token-revoke"),
    path("data/", data.data, name="data"),
    path("data/download/", data.download, name="download"),
    path("data/delete/", data.delete, name="delete"),
    path("confirm/", security.confirm, name="confirm"),
]
urlpatterns = [
    path("settings/", include(settings)),
    path("welcome/", welcome.welcome, name="welcome"),
    path("language/", preferences.language, name="language"),
    path("goodbye/", data.goodbye, name="goodbye"),
    path("accounts/email/", security.change_address),
    path("accounts/password/set/", security.set_password),
    path("accounts/sessions/", security.sessions),
    path("accounts/2fa/totp/activate/", security.set_up_app),
    path("accounts/2fa/webauthn/add/", security.add_passkey),
    path("accounts/2fa/webauthn/login/", security.passkey_alone),
    path("operator/counts/", operator.counts, name="operator-counts"),
    path("api/v1/me/", api.Me.as_view(), name="api-me"),
]
