"""Addresses of plans."""

from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [path("plan/", views.week, name="week")]
