"""Addresses of plans."""

from django.urls import path

from plans import urls_choosing, urls_proposals, views

app_name = "plans"
urlpatterns = [
    path("plan/", views.week, name="week"),
    *urls_choosing.urlpatterns,
    *urls_proposals.urlpatterns,
]
