"""Addresses of the daily pages: mood, sleep, measurements, days."""

from django.urls import path

import core.converters  # noqa: F401  registers `date`
from journal import views_days, views_history, views_measurement, views_mood, views_psqi, views_sleep, views_timeline

urlpatterns = [
    path("log/", views_days.log, name="log"),
    path("days/<date:day>/", views_days.day, name="day"),
    path("days/<date:day>/rest/", views_days.rest, name="rest-day"),
    path("timeline/", views_timeline.timeline, name="timeline"),
    path("entries/delete/", views_timeline.entries_delete, name="entries-delete"),
    path("entries/batches/<uuid:batch>/restore/", views_timeline.batch_restore, name="batch-restore"),
    path("entries/<str:resource>/<uuid:entry_id>/delete/", views_days.entry_delete, name="entry-delete"),
    path("entries/<str:resource>/<uuid:entry_id>/history/", views_history.entry_history, name="entry-history"),
    path("entries/versions/<uuid:version_id>/restore/", views_history.version_restore, name="version-restore"),
    path("entries/<uuid:deleted_id>/restore/", views_days.entry_restore, name="entry-restore"),
    path("mood/", views_mood.rate, name="mood-rate"),
    path("mood/<uuid:rating_id>/", views_mood.edit, name="mood-edit"),
    path("mood/<uuid:rating_id>/score/", views_mood.nudge, name="mood-nudge"),
    path("mood/<uuid:rating_id>/undo/", views_mood.undo, name="mood-undo"),
    path("sleep/", views_sleep.form, name="sleep-form"),
    path("sleep/<date:day>/", views_sleep.form, name="sleep-form"),
    path("psqi/", views_psqi.form, name="psqi-form"),
    path("psqi/draft/", views_psqi.draft, name="psqi-draft"),
    path("psqi/score/", views_psqi.direct, name="psqi-direct"),
    path("psqi/<uuid:sheet_id>/", views_psqi.detail, name="psqi-detail"),
    path("psqi/<uuid:sheet_id>/edit/", views_psqi.edit, name="psqi-edit"),
    path("measurements/", views_measurement.overview, name="measurement-list"),
    path("measurements/blood_pressure/rest/", views_measurement.pressure_high, name="pressure-high"),
    path("measurements/<str:kind>/", views_measurement.form, name="measurement-form"),
    path("measurements/<str:kind>/<uuid:measurement_id>/", views_measurement.form, name="measurement-edit"),
]
