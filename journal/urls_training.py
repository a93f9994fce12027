"""Addresses of the pages of training."""

from django.urls import path

from journal import views_exercises, views_finish, views_safety, views_templates, views_unfinished, views_wins
from journal import views_training as views

urlpatterns = [
    path("sessions/new/", views.session_new, name="session-new"),
    path("sessions/templates/", views_templates.template_list, name="template-list"),
    path("sessions/templates/<uuid:template_id>/", views_templates.template_rename, name="template-rename"),
    path("sessions/templates/<uuid:template_id>/delete/", views_templates.template_delete, name="template-delete"),
    path("sessions/unfinished/<uuid:session_id>/", views_unfinished.unfinished, name="session-unfinished"),
    path("sessions/unfinished/<uuid:session_id>/discard/", views_unfinished.throw_away, name="session-discard"),
    path("sessions/<uuid:session_id>/", views.session_edit, name="session-edit"),
    path("sessions/<uuid:session_id>/finish/", views_finish.session_finish, name="session-finish"),
    path("sessions/<uuid:session_id>/template/", views_templates.template_save, name="template-save"),
    path("sessions/unwell/", views_safety.unwell, name="unwell"),
    path("wins/", views_wins.shelf, name="win-shelf"),
    path("wins/<uuid:win_id>/mark/", views_wins.mark, name="win-mark"),
    path("wins/<uuid:win_id>/back/", views_wins.back, name="win-back"),
    path("exercises/", views_exercises.picker, name="exercise-picker"),
    path("exercises/own/", views_exercises.own_list, name="own-exercise-list"),
    path("exercises/own/new/", views_exercises.own_form, name="own-exercise-new"),
    path("exercises/own/<uuid:exercise_id>/", views_exercises.own_form, name="own-exercise-edit"),
    path("exercises/own/<uuid:exercise_id>/delete/", views_exercises.own_delete, name="own-exercise-delete"),
    path("exercises/merges/<uuid:deleted_id>/undo/", views_exercises.merge_undo, name="exercise-merge-undo"),
    path("exercises/<str:slug>/", views_exercises.detail, name="exercise-detail"),
    path("exercises/<str:slug>/merge/", views_exercises.merge_into, name="exercise-merge"),
]
