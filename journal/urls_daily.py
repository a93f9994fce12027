"""Addresses of the daily pages: mood, sleep, measurements, days."""

from django.urls import path

import core.converters  # noqa: F401  registers `date`
from journal import (
    views_days,
    views_kinds,
    views_measurement,
    views_mood,
    views_mood_tags,
    views_psqi,
    views_psqi_results,
    views_sleep,
    views_sleep_week,
)

urlpatterns = [
    path("log/", views_days.log, name="log"),
    path("days/<date:day>/", views_days.day, name="day"),
    path("days/<date:day>/rest/", views_days.rest, name="rest-day"),
    path("timeline/", views_days.timeline, name="timeline"),
    path("entries/<str:resource>/<uuid:entry_id>/delete/", views_days.entry_delete, name="entry-delete"),
    path("entries/<uuid:deleted_id>/restore/", views_days.entry_restore, name="entry-restore"),
    path("mood/", views_mood.rate, name="mood-rate"),
    path("mood/tags/", views_mood_tags.tags, name="mood-tags"),
    path("mood/<uuid:rating_id>/", views_mood.edit, name="mood-edit"),
    path("mood/<uuid:rating_id>/score/", views_mood.nudge, name="mood-nudge"),
    path("mood/<uuid:rating_id>/tags/", views_mood.tag, name="mood-tag"),
    path("mood/<uuid:rating_id>/undo/", views_mood.undo, name="mood-undo"),
    path("sleep/", views_sleep.form, name="sleep-form"),
    path("sleep/<date:day>/", views_sleep.form, name="sleep-form"),
    path("sleep/week/", views_sleep_week.week, name="sleep-week"),
    path("sleep/week/<date:monday>/", views_sleep_week.week, name="sleep-week"),
    path("sleep/weeks/<date:sunday>/", views_sleep_week.rate, name="sleep-week-rate"),
    path("sleep/weeks/<uuid:rating_id>/undo/", views_sleep_week.undo, name="sleep-week-undo"),
    path("psqi/", views_psqi_results.overview, name="psqi-list"),
    path("psqi/sheet/", views_psqi.form, name="psqi-form"),
    path("psqi/draft/", views_psqi.draft, name="psqi-draft"),
    path("psqi/score/", views_psqi_results.direct, name="psqi-direct"),
    path("psqi/<uuid:sheet_id>/", views_psqi_results.detail, name="psqi-detail"),
    path("psqi/<uuid:sheet_id>/edit/", views_psqi.edit, name="psqi-edit"),
    path("measurements/", views_measurement.overview, name="measurement-list"),
    path("measurements/kinds/", views_kinds.kinds, name="measurement-kinds"),
    path("measurements/weight/height/", views_kinds.height, name="height"),
    path("measurements/blood_pressure/ranges/", views_kinds.pressure_scheme, name="pressure-scheme"),
    path("measurements/blood_pressure/rest/", views_measurement.pressure_high, name="pressure-high"),
    path("measurements/<str:kind>/", views_measurement.form, name="measurement-form"),
    path("measurements/<str:kind>/<uuid:measurement_id>/", views_measurement.form, name="measurement-edit"),
]
