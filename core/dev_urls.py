"""Addresses that exist in development only."""

from django.urls import URLPattern

app_name = "dev"
urlpatterns: list[URLPattern] = []
