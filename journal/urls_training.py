"""Addresses of the pages of training."""

from django.urls import path

from journal import views_finish, views_safety
from journal import views_training as views

urlpatterns = [
    path("sessions/new/", views.session_new, name="session-new"),
    path("sessions/<uuid:session_id>/", views.session_edit, name="session-edit"),
    path("sessions/<uuid:session_id>/finish/", views_finish.session_finish, name="session-finish"),
    path("sessions/unwell/", views_safety.unwell, name="unwell"),
    path("exercises/", views.exercise_picker, name="exercise-picker"),
]
