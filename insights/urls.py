"""Addresses of this app."""

from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [path("trends/", views.trends, name="trends")]
