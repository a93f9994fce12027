"""Addresses of choosing, starting and changing a plan."""

from django.urls import path

from plans import views_milestones, views_own, views_plan, views_programmes, views_start, views_why

urlpatterns = [
    path("plan/programmes/", views_programmes.overview, name="programme-list"),
    path("plan/programmes/own/", views_own.own, name="own-programmes"),
    path("plan/programmes/own/<uuid:own_id>/", views_own.own, name="own-edit"),
    path("plan/programmes/own/<uuid:own_id>/delete/", views_own.delete, name="own-delete"),
    path("plan/programmes/<str:programme>/", views_programmes.detail, name="programme-detail"),
    path("plan/programmes/<str:programme>/start/", views_start.start, name="programme-start"),
    path("plan/look-back/", views_milestones.look_back, name="look-back"),
    path("plan/<uuid:plan_id>/look-back/", views_milestones.look_back, name="plan-look-back"),
    path("plan/why/", views_why.why, name="why"),
    path("plan/all/", views_plan.overview, name="plan-list"),
    path("plan/<uuid:plan_id>/", views_plan.detail, name="plan-detail"),
    path("plan/<uuid:plan_id>/earlier/", views_plan.earlier, name="plan-earlier"),
    path("plan/<uuid:plan_id>/swap/", views_plan.swap, name="plan-swap"),
    path("plan/<uuid:plan_id>/pause/", views_plan.pause, name="plan-pause"),
    path("plan/<uuid:plan_id>/resume/", views_plan.resume, name="plan-resume"),
    path("plan/<uuid:plan_id>/end/", views_plan.end, name="plan-end"),
]
