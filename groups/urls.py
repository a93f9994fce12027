"""Addresses of this app."""

from django.urls import URLPattern

app_name = "groups"
urlpatterns: list[URLPattern] = []
