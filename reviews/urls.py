"""Addresses of this app."""

from django.urls import path

import core.converters  # noqa: F401  registers `date`
from reviews import first_steps, offline, views, views_operator
from reviews.today import home

app_name = "reviews"
urlpatterns = [
    path("", home, name="home"),
    path("first-steps/away/", first_steps.put_away, name="first-steps-away"),
    path("first-steps/<slug:name>/", first_steps.first_step, name="first-step"),
    path("offline/", offline.offline, name="offline"),
    path("offline/waiting/", offline.waiting, name="waiting"),
    path("operator/demo/", views_operator.demo, name="operator-demo"),
    path("operator/logging/", views_operator.logging, name="operator-logging"),
    path("reviews/", views.review_list, name="list"),
    path("reviews/<date:monday>/", views.review_detail, name="detail"),
]
