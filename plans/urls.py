"""Addresses of plans."""

from django.urls import path

from plans import views, views_calendar

app_name = "plans"
urlpatterns = [
    path("plan/", views.week, name="week"),
    path("settings/calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/feed/<slug:secret>.ics", views_calendar.feed, name="calendar-feed"),
]
