"""Addresses of this app."""

from journal import urls_care, urls_daily, urls_training

app_name = "journal"
urlpatterns = urls_training.urlpatterns + urls_daily.urlpatterns + urls_care.urlpatterns
