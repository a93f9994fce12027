"""Addresses of what looks after the person: pauses, readiness, support cards."""

from django.urls import path

from journal import views_care, views_pauses, views_readiness

urlpatterns = [
    path("pauses/", views_pauses.overview, name="pause-list"),
    path("pauses/new/", views_pauses.begin, name="pause-new"),
    path("pauses/<uuid:pause_id>/", views_pauses.edit, name="pause-edit"),
    path("pauses/<uuid:pause_id>/end/", views_pauses.end, name="pause-end"),
    path("pauses/<uuid:pause_id>/delete/", views_pauses.delete, name="pause-delete"),
    path("readiness/", views_readiness.statement, name="readiness"),
    path("readiness/talked/", views_readiness.talked, name="readiness-talked"),
    path("care/", views_care.overview, name="care"),
    path("care/gentler/", views_care.gentler, name="gentler"),
    path("care/answers/<slug:question>/", views_care.answer, name="care-answer"),
    path("care/<uuid:card_id>/hide/", views_care.hide, name="care-hide"),
    path("care/<uuid:card_id>/mute/", views_care.mute, name="care-mute"),
    path("care/<uuid:card_id>/unmute/", views_care.unmute, name="care-unmute"),
]
