"""Addresses of plans."""

from django.urls import path

from plans import urls_choosing, urls_proposals, views, views_calendar, views_scripts, views_targets, views_tasks

app_name = "plans"
urlpatterns = [
    path("plan/", views.week, name="week"),
    path("plan/targets/", views_targets.targets, name="targets"),
    path("plan/tasks/<uuid:task_id>/", views_tasks.change, name="task"),
    path("plan/scripts/<slug:script_id>/", views_scripts.script, name="script"),
    path("settings/calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/feed/<slug:secret>.ics", views_calendar.feed, name="calendar-feed"),
    *urls_choosing.urlpatterns,
    *urls_proposals.urlpatterns,
]
