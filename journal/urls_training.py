"""Addresses of the pages of training."""

from django.urls import path

from journal import views_templates, views_unfinished
from journal import views_training as views

urlpatterns = [
    path("sessions/new/", views.session_new, name="session-new"),
    path("sessions/templates/", views_templates.template_list, name="template-list"),
    path("sessions/templates/<uuid:template_id>/", views_templates.template_rename, name="template-rename"),
    path("sessions/templates/<uuid:template_id>/delete/", views_templates.template_delete, name="template-delete"),
    path("sessions/unfinished/<uuid:session_id>/", views_unfinished.unfinished, name="session-unfinished"),
    path("sessions/unfinished/<uuid:session_id>/discard/", views_unfinished.throw_away, name="session-discard"),
    path("sessions/<uuid:session_id>/", views.session_edit, name="session-edit"),
    path("sessions/<uuid:session_id>/finish/", views.session_finish, name="session-finish"),
    path("sessions/<uuid:session_id>/template/", views_templates.template_save, name="template-save"),
    path("exercises/", views.exercise_picker, name="exercise-picker"),
]
