"""Addresses of what plans propose."""

from django.urls import path

from plans import views_proposals

urlpatterns = [
    path("plan/proposals/", views_proposals.proposals, name="proposals"),
    path("plan/proposals/<uuid:proposal_id>/", views_proposals.answer, name="proposal-answer"),
    path("plan/easy-week/<uuid:plan_id>/", views_proposals.easy_week, name="easy-week"),
]
